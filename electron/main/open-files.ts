/** Documents that the system asks to open: arguments, a second start, macOS's `open-file`. The first opens in the front window, which asks
 *  about unsaved work; each other one opens in a window of its own. */
export interface OpenFiles {
  open(paths: readonly string[]): void
  /** macOS names the files of one double click one after the other in the same turn. */
  add(path: string): void
  /** The document for a window that starts. */
  take(): string | null
  /** Number of documents that wait for a window. */
  waiting(): number
  clear(): void
}

export interface OpenFilesOptions {
  /** Permits the file, which a person has chosen. */
  readonly grant: (path: string) => void
  /** Opens a document in the front window; `null` while it, or the app, is starting. */
  readonly front: () => ((path: string) => void) | null
  /** Opens a window; does nothing before the app is ready, which opens a window for each document that waits. */
  readonly openWindow: () => void
  /** Whether a window has been opened that has not asked for its document yet. */
  readonly isStarting: () => boolean
  /** Brings the front window to the front, or opens the only one. */
  readonly present: () => void
}

export function openFiles({ grant, front, openWindow, isStarting, present }: OpenFilesOptions): OpenFiles {
  let queue: string[] = []
  let added: string[] = []
  const open = (paths: readonly string[]) => {
    for (const path of paths) grant(path)
    const [first, ...others] = paths
    const show = front()
    if (first !== undefined && show) show(first)
    else if (first !== undefined) queue.push(first)
    present()
    for (const path of others) {
      queue.push(path)
      openWindow()
    }
  }
  return {
    open,
    add(path) {
      added.push(path)
      if (added.length > 1) return
      setImmediate(() => {
        const paths = added
        added = []
        open(paths)
      })
    },
    take() {
      const path = queue.shift() ?? null
      // It came while the only window was starting with another one.
      if (queue.length > 0 && !isStarting()) openWindow()
      return path
    },
    waiting: () => queue.length,
    clear() {
      queue = []
    },
  }
}
