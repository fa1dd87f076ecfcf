/** Path of the document to which a run belongs. A run's folder or a page may name any path: a path on a server is not checked, because that
 *  would contact the server. */
import { existsSync, realpathSync } from 'node:fs'
import nodePath, { type PlatformPath } from 'node:path'
import { isNetworkPath } from '../../system/paths.ts'

/** File system access; replaced in tests. */
interface FileSystem {
  readonly exists: (path: string) => boolean
  readonly realpath: (path: string) => string
  readonly pathModule: PlatformPath
}
// The native realpath: the other one keeps the case of the input on case-insensitive disks.
const fileSystem: FileSystem = { exists: existsSync, realpath: realpathSync.native, pathModule: nodePath }

/** False only if the file is known to be missing. */
export const mayBeThere = (path: string, { exists, pathModule }: FileSystem = fileSystem): boolean =>
  isNetworkPath(path, pathModule) || exists(path)

/** The real path of a file; a missing file, or one on a server, keeps the path it was given. */
export function ownerPath(path: string, { realpath, pathModule }: FileSystem = fileSystem): string {
  if (isNetworkPath(path, pathModule)) return pathModule.resolve(path)
  try {
    return realpath(path)
  } catch {
    return pathModule.resolve(path)
  }
}
