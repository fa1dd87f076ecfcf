/** Paths compared by what they name. */
import { readlink, realpath } from 'node:fs/promises'
import nodePath, { type PlatformPath } from 'node:path'

const MAX_LINKS = 40

/** Whether a file call on this path would speak to a server, told from the text alone: Windows contacts `\\server` as soon as anything
 *  asks about a file there, and shows it who is signed in. Of what begins with two separators only `\\?\C:\` and `\\.\C:\` are disks here;
 *  other devices count as servers. A drive letter for a share is the person's own.
 *  @param lib path.win32 in tests */
export function isNetworkPath(path: string, lib: PlatformPath = nodePath): boolean {
  if (lib.sep !== '\\') return false
  // Resolved first: a relative path may start on a server.
  const full = lib.resolve(path).replaceAll('/', '\\')
  return full.startsWith('\\\\') && !/^\\\\[?.]\\[A-Za-z]:(\\|$)/.test(full)
}

/** Whether `path` is `folder` or inside it; both absolute and real. */
export function isInside(folder: string, path: string, lib: PlatformPath = nodePath): boolean {
  const rest = lib.relative(folder, path)
  return (
    rest === '' ||
    !(
      rest === '..' ||
      rest.startsWith(`..${lib.sep}`) ||
      lib.resolve(folder, rest) !== lib.resolve(path) ||
      // Another disk or a server.
      lib.isAbsolute(rest) ||
      /^[A-Za-z]:/.test(rest)
    )
  )
}

/** What finding a real path asks the disk. */
export interface LinkReader {
  readonly realpath: (path: string) => Promise<string>
  readonly readlink: (path: string) => Promise<string>
}
const disk: LinkReader = { realpath, readlink }

/** What a path names, before anybody said that it may be used: the path behind every link; of what does not exist yet, that of its folder
 *  with its name. A path of a server is taken as it stands, so that a document or a page that names one makes nothing speak to it. */
export async function realOf(
  path: string,
  lib: PlatformPath = nodePath,
  links: LinkReader = disk,
): Promise<string> {
  return isNetworkPath(path, lib) ? lib.resolve(path) : followLinks(path, lib, links)
}

/** How this system's paths are read; tests give those of another. */
export interface PathRules {
  readonly lib: PlatformPath
  readonly realOf: (path: string) => Promise<string>
}
export const pathRules: PathRules = { lib: nodePath, realOf: (path) => realOf(path) }

/** The same for a file that may be used, wherever it is. */
export async function followLinks(
  path: string,
  lib: PlatformPath = nodePath,
  links: LinkReader = disk,
): Promise<string> {
  let full = lib.resolve(path)
  for (let followed = 0; followed < MAX_LINKS; followed++) {
    try {
      return await links.realpath(full)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') return full
    }
    const parent = lib.dirname(full)
    if (parent === full) return full
    full = lib.join(await followLinks(parent, lib, links), lib.basename(full))
    const to = await links.readlink(full).catch(() => null) // no link
    if (to === null) return full
    full = lib.resolve(lib.dirname(full), to) // a link to what does not exist yet
  }
  return full
}
