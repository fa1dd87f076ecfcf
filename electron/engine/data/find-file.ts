/** Resolves a path of a document to a regular file, or reports why it cannot. */
import type { BigIntStats } from 'node:fs'
import { stat } from 'node:fs/promises'
import { isAbsolute, resolve } from 'node:path'
import { ProblemError } from '../../../shared/problem.ts'
import { problemError } from './problem-error.ts'
import { texts } from './texts.ts'

export interface ResolvedFile {
  readonly path: string
  readonly size: number
  /** Changes when the file changes: a copy with restored timestamps still has another ctime. */
  readonly identity: { readonly [part: string]: string }
}

/** @param field field of the source with the path, for the message */
export async function findFile(path: string, folder: string | null, field: string): Promise<ResolvedFile> {
  if (path.trim() === '') throw problemError('data_no_path', texts.noPath(field), field)
  if (!isAbsolute(path) && folder === null)
    throw problemError('data_relative', texts.relative(field, path), field)
  const full = resolve(folder ?? '.', path)
  const stats = await statsOf(full, path, field)
  // Only regular files are opened, because a device or pipe could deliver data forever.
  if (!stats.isFile())
    throw problemError('data_not_file', texts.notFile(field, path, stats.isDirectory()), field)
  return {
    path: full,
    size: Number(stats.size),
    identity: {
      path: full,
      size: String(stats.size),
      modified: String(stats.mtimeNs),
      changed: String(stats.ctimeNs),
      inode: String(stats.ino),
    },
  }
}

async function statsOf(full: string, path: string, field: string): Promise<BigIntStats> {
  try {
    return await stat(full, { bigint: true })
  } catch (error) {
    if (error instanceof ProblemError) throw error
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw problemError('data_missing', texts.missing(field, path, full), field)
    throw problemError('data_unreadable', texts.unreadable(field, path, code ?? String(error)), field)
  }
}
