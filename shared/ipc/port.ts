/** Anything that carries bytes both ways: Electron IPC, a WebSocket, a child process. */
export interface Port {
  post(bytes: Uint8Array): void
  /** Calls back for every message; returns its own unsubscribe. */
  onMessage(callback: (bytes: Uint8Array) => void): () => void
  onClose(callback: (reason: string) => void): () => void
  /** `reason` reaches the other side's onClose where the carrier can tell it. */
  close(reason?: string): void
}
