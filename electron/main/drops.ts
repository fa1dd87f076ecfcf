/** Grants files that were dropped on a window: preload.ts reads their paths from the trusted event, so the user chose them. */
import type { IpcMain, IpcMainEvent } from 'electron'

const MAX_FILES = 1000
const MAX_CHARACTERS = 4096

export function acceptDrops(
  ipc: Pick<IpcMain, 'on'>,
  isTrusted: (event: IpcMainEvent) => boolean,
  grant: (path: string) => void,
  report: (fault: string) => void,
): void {
  ipc.on('files:dropped', (event, paths: unknown) => {
    if (!isTrusted(event)) return report('files:dropped: not from a page of ours')
    if (!Array.isArray(paths)) return report('files:dropped: not a list')
    // A file without a path (an image dragged out of a page) has an empty one.
    for (const path of paths.slice(0, MAX_FILES))
      if (typeof path === 'string' && path !== '' && path.length <= MAX_CHARACTERS) grant(path)
  })
}
