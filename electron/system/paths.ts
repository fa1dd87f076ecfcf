/** Compares paths by the files they name. */
import { readlink, realpath } from 'node:fs/promises'
import nodePath, { type PlatformPath } from 'node:path'

const MAX_LINKS = 40

/** Whether accessing this path would contact a server, determined from its text alone: Windows contacts `\\server` as soon as a file there
 *  is accessed, and reveals the user's identity to it. Of paths that begin with two separators only `\\?\C:\` and `\\.\C:\` are local
 *  disks; other devices count as servers. A drive letter mapped to a share counts as local.
 *  @param pathModule path.win32 in tests */
export function isNetworkPath(path: string, pathModule: PlatformPath = nodePath): boolean {
  if (pathModule.sep !== '\\') return false
  // Resolved first, because a relative path may start on a server.
  const full = pathModule.resolve(path).replaceAll('/', '\\')
  return full.startsWith('\\\\') && !/^\\\\[?.]\\[A-Za-z]:(\\|$)/.test(full)
}

/** Whether `path` is `folder` or inside it; both are absolute and real. */
export function isInside(folder: string, path: string, pathModule: PlatformPath = nodePath): boolean {
  const relative = pathModule.relative(folder, path)
  return (
    relative === '' ||
    !(
      relative === '..' ||
      relative.startsWith(`..${pathModule.sep}`) ||
      pathModule.resolve(folder, relative) !== pathModule.resolve(path) ||
      // Another disk or a server.
      pathModule.isAbsolute(relative) ||
      /^[A-Za-z]:/.test(relative)
    )
  )
}

/** File system functions for resolving a real path. */
export interface LinkReader {
  readonly realpath: (path: string) => Promise<string>
  readonly readlink: (path: string) => Promise<string>
}
const disk: LinkReader = { realpath, readlink }

/** The real path of a path that may not be granted yet: with links resolved; for a file that does not exist yet, the real path of its
 *  folder with its name. A path on a server is not resolved, so that naming it in a document or page contacts no server. */
export async function realOf(
  path: string,
  pathModule: PlatformPath = nodePath,
  links: LinkReader = disk,
): Promise<string> {
  return isNetworkPath(path, pathModule) ? pathModule.resolve(path) : followLinks(path, pathModule, links)
}

/** Path functions of this system; tests use those of another one. */
export interface PathRules {
  readonly pathModule: PlatformPath
  readonly realOf: (path: string) => Promise<string>
}
export const pathRules: PathRules = { pathModule: nodePath, realOf: (path) => realOf(path) }

/** The same for a granted file, wherever it is. */
export async function followLinks(
  path: string,
  pathModule: PlatformPath = nodePath,
  links: LinkReader = disk,
): Promise<string> {
  let full = pathModule.resolve(path)
  for (let count = 0; count < MAX_LINKS; count++) {
    try {
      return await links.realpath(full)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') return full
    }
    const parent = pathModule.dirname(full)
    if (parent === full) return full
    full = pathModule.join(await followLinks(parent, pathModule, links), pathModule.basename(full))
    const target = await links.readlink(full).catch(() => null) // not a link
    if (target === null) return full
    full = pathModule.resolve(pathModule.dirname(full), target) // a link to a file that does not exist yet
  }
  return full
}
