/** Lists folders for the file dialog in the page: those that the host may use, without symbolic links that lead out of them. */
import { readdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { FileKind, Folder, FolderEntry } from '../../shared/ipc/contract/index.ts'
import { fileProblem, tooManyEntries } from './file-problems.ts'
import { hasExtension } from './files.ts'
import { grantsWithin } from './grants.ts'

const MAX_ENTRIES = 5000

/** Folders and files of `kind` in `path` (`null`: the first root), without hidden ones. In a root, the other roots follow as entries with
 *  their full paths.
 *  @throws ProblemError outside the roots, if unreadable or with too many entries */
export async function listFolder(
  roots: readonly string[],
  path: string | null,
  kind: FileKind,
): Promise<Folder> {
  const { requireGranted, grantedRealPath } = grantsWithin(roots)
  const folder = await requireGranted(path ?? roots[0]!)
  const entries: FolderEntry[] = []
  try {
    const found = await readdir(folder, { withFileTypes: true })
    if (found.length > MAX_ENTRIES) throw tooManyEntries(folder, MAX_ENTRIES)
    for (const item of found) {
      if (item.name.startsWith('.')) continue
      const full = join(folder, item.name)
      let type: { isDirectory(): boolean; isFile(): boolean } = item
      if (item.isSymbolicLink()) {
        const real = await grantedRealPath(full)
        const info = real && (await stat(real).catch(() => null)) // a broken link is not listed
        if (!info) continue
        type = info
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
