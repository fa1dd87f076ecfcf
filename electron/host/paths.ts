/** Paths compared by what they name. */
import { realpath } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'

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
  const full = resolve(path)
  try {
    return await realpath(full)
  } catch (error) {
    const parent = dirname(full)
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || parent === full) return full
    return join(await realOf(parent), basename(full))
  }
}
