/** Paths compared by what they name. */
import { readlink, realpath } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'

const MAX_LINKS = 40

/** Whether `path` is `folder` or inside it; both absolute and real. */
export function isInside(folder: string, path: string): boolean {
  const rest = relative(folder, path)
  return (
    rest === '' ||
    !(
      rest === '..' ||
      rest.startsWith(`..${sep}`) ||
      resolve(folder, rest) !== resolve(path) ||
      /^[A-Za-z]:/.test(rest)
    )
  )
}

/** The path behind every link; of what does not exist yet, that of its folder with its name. */
export async function realOf(path: string): Promise<string> {
  let full = resolve(path)
  for (let links = 0; links < MAX_LINKS; links++) {
    try {
      return await realpath(full)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') return full
    }
    const parent = dirname(full)
    if (parent === full) return full
    full = join(await realOf(parent), basename(full))
    const to = await readlink(full).catch(() => null) // no link
    if (to === null) return full
    full = resolve(dirname(full), to) // a link to what does not exist yet
  }
  return full
}
