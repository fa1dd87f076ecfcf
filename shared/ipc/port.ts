/** A bidirectional channel for bytes: Electron IPC, a WebSocket, a child process. */
export interface Port {
  post(bytes: Uint8Array): void
  /** Subscribes to messages; returns a function that unsubscribes. */
  onMessage(callback: (bytes: Uint8Array) => void): () => void
  onClose(callback: (reason: string) => void): () => void
  /** Closes the port. The other side's onClose receives `reason` if the channel can transmit it. */
  close(reason?: string): void
}
