/** Copies a data file that was dropped on a page, which does not know its path, next to the document. */
import { open, readFile, rm, stat } from 'node:fs/promises'
import { join, parse } from 'node:path'
import { badName, fileProblem, noPlace } from './file-problems.ts'
import { hasExtension } from './files.ts'

const MAX_SUFFIX = 1000

/** Writes `bytes` to `folder` under `name`, with a number if another file has that name; an identical file is reused.
 *  @throws ProblemError for a name with a path in it or of another kind, and if it cannot be written (no file is left then) */
export async function saveDroppedFile(folder: string, name: string, bytes: Uint8Array): Promise<string> {
  const isValidName = !/[/\\\0:]/.test(name) && !name.startsWith('.')
  if (!isValidName || !(hasExtension(name, 'table') || hasExtension(name, 'idx'))) throw badName(name)
  const { name: stem, ext } = parse(name)
  for (let i = 1; i <= MAX_SUFFIX; i++) {
    const full = join(folder, i === 1 ? name : `${stem}-${i}${ext}`)
    try {
      const file = await open(full, 'wx')
      try {
        await file.writeFile(bytes)
        await file.sync()
        return full
      } catch (error) {
        await rm(full, { force: true })
        throw error
      } finally {
        await file.close()
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw fileProblem('write', full, error)
    }
    if (await hasContent(full, bytes)) return full
  }
  throw noPlace(name)
}

async function hasContent(full: string, bytes: Uint8Array): Promise<boolean> {
  const info = await stat(full).catch(() => null)
  return info?.isFile() === true && info.size === bytes.length && (await readFile(full)).equals(bytes)
}
