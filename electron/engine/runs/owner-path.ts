/** The file of the document that a run belongs to. A run's folder or a page may name any: of one on a server nothing is asked, as asking
 *  would speak to that server. */
import { existsSync, realpathSync } from 'node:fs'
import nodePath, { type PlatformPath } from 'node:path'
import { isNetworkPath } from '../../host/paths.ts'

/** Answers about this machine's files; tests give another's. */
interface Disk {
  readonly exists: (path: string) => boolean
  readonly realpath: (path: string) => string
  readonly lib: PlatformPath
}
// The host's: the other one leaves upper and lower case as they were typed on disks that take either.
const disk: Disk = { exists: existsSync, realpath: realpathSync.native, lib: nodePath }

/** False only for a file that is known to be gone. */
export const mayBeThere = (path: string, { exists, lib }: Disk = disk): boolean =>
  isNetworkPath(path, lib) || exists(path)

/** The same file has one path, however it is reached; one that is gone or on a server keeps the name it had. */
export function ownerPath(path: string, { realpath, lib }: Disk = disk): string {
  if (isNetworkPath(path, lib)) return lib.resolve(path)
  try {
    return realpath(path)
  } catch {
    return lib.resolve(path)
  }
}
