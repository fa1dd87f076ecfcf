/** Turns a path of a document into a regular file on this machine, or says what is wrong with it. */
import type { BigIntStats } from 'node:fs'
import { stat } from 'node:fs/promises'
import { isAbsolute, resolve } from 'node:path'
import { ProblemError } from '../../../shared/problem.ts'
import { fault } from './fault.ts'
import { texts } from './texts.ts'

export interface FoundFile {
  readonly path: string
  readonly size: number
  /** Changes when the file does: a copy with the old times put back still has another change time. */
  readonly identity: { readonly [part: string]: string }
}

/** @param field the field of the source that holds the path, for the message */
export async function findFile(path: string, folder: string | null, field: string): Promise<FoundFile> {
  if (path.trim() === '') throw fault('data_no_path', texts.noPath(field), field)
  if (!isAbsolute(path) && folder === null) throw fault('data_relative', texts.relative(field, path), field)
  const full = resolve(folder ?? '.', path)
  const stats = await statsOf(full, path, field)
  // A device or pipe could feed us for ever, so only regular files are opened.
  if (!stats.isFile()) throw fault('data_not_file', texts.notFile(field, path, stats.isDirectory()), field)
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
      throw fault('data_missing', texts.missing(field, path, full), field)
    throw fault('data_unreadable', texts.unreadable(field, path, code ?? String(error)), field)
  }
}
