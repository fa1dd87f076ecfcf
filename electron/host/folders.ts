/** The folders a host may show and use: everything else is refused, symbolic links out of them too. */
import { readdir, realpath, stat } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import type { FileKind, Folder, FolderEntry } from '../../shared/ipc/contract.ts'
import { fileProblem, outsideRoots, tooManyEntries } from './file-problems.ts'
import { hasExtension } from './files.ts'

const MOST_ENTRIES = 5000

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

/** The real path of `path`, if it is within `roots` (real paths); a file that does not exist yet counts by its folder.
 *  @throws ProblemError outside of them. */
export async function insideRoots(roots: readonly string[], path: string): Promise<string> {
  const full = resolve(path)
  const real = await realOf(full)
  if (!roots.some((root) => isInside(root, real))) throw outsideRoots(full, roots)
  return real
}

async function realOf(path: string): Promise<string> {
  try {
    return await realpath(path)
  } catch (error) {
    const parent = dirname(path)
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || parent === path) return path
    return join(await realOf(parent), basename(path))
  }
}

/** Folders and files of `kind` in `path` (`null`: the first root), hidden ones left out. In a root, the other roots follow
 *  as entries under their full names.
 *  @throws ProblemError outside the roots, unreadable or with too many entries. */
export async function listFolder(
  roots: readonly string[],
  path: string | null,
  kind: FileKind,
): Promise<Folder> {
  const folder = await insideRoots(roots, path ?? roots[0]!)
  const entries: FolderEntry[] = []
  try {
    const found = await readdir(folder, { withFileTypes: true })
    if (found.length > MOST_ENTRIES) throw tooManyEntries(folder, MOST_ENTRIES)
    for (const item of found) {
      if (item.name.startsWith('.')) continue
      const full = join(folder, item.name)
      let type: { isDirectory(): boolean; isFile(): boolean } = item
      if (item.isSymbolicLink()) {
        const real = await realpath(full).catch(() => null) // a link to nothing is not shown
        if (!real || !roots.some((root) => isInside(root, real))) continue
        type = await stat(real)
      }
      if (type.isDirectory()) entries.push({ name: item.name, path: full, kind: 'folder' })
      else if (type.isFile() && hasExtension(item.name, kind))
        entries.push({ name: item.name, path: full, kind: 'file' })
    }
  } catch (error) {
    throw fileProblem('read', folder, error)
  }
  const rank = (entry: FolderEntry) => (entry.kind === 'folder' ? 0 : 1)
  entries.sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name, 'en', { numeric: true }))
  const isRoot = roots.includes(folder)
  if (isRoot)
    for (const root of roots) if (root !== folder) entries.push({ name: root, path: root, kind: 'folder' })
  return { path: folder, parent: isRoot ? null : dirname(folder), entries }
}
