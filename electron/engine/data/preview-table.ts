/** The columns of a large text table from its first lines, so that the window shows them while all rows are read. */
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import type { DataReference } from '../../../shared/data/data-reference.ts'
import type { TableProfile } from '../../../shared/data/table-profile.ts'
import { ProblemError } from '../../../shared/problem.ts'
import { findFile } from './find-file.ts'
import { inspectTable } from './inspect.ts'
import type { PrepareOptions } from './types.ts'

/** Bytes that are read. A smaller table needs no preview. */
const HEAD = 2 ** 20
const LF = 10

/** The profile of the first lines, with an estimate of the number of all rows. Null for a small table, and where the first lines alone are no table:
 *  reading all of it tells why.
 *  @throws ProblemError if there is no such file */
export async function previewTable(
  reference: DataReference,
  options: PrepareOptions,
): Promise<TableProfile | null> {
  const path = options.override ?? String(reference.source.path)
  const file = await findFile(path, options.folder, 'path')
  if (file.size < 4 * HEAD) return null
  // Without a temporary folder there is no preview, and the table is read as a whole.
  const folder = await mkdtemp(join(tmpdir(), 'layerloom-preview-')).catch(() => null)
  if (folder === null) return null
  try {
    const lines = await completeLines(file.path)
    if (!lines) return null
    const head = join(folder, `head${extname(file.path)}`)
    await writeFile(head, lines)
    const profile = await inspectTable(reference, { ...options, cache: folder, override: head })
    return {
      ...profile,
      title: file.path.split(/[\\/]/).at(-1)!,
      bytes: file.size,
      estimatedRows: Math.round((profile.rows * file.size) / lines.length),
    }
  } catch (error) {
    if (error instanceof ProblemError) return null
    throw error
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The first lines of a file; null if its first line is longer than that. */
async function completeLines(path: string): Promise<Buffer | null> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD), 0, HEAD, 0)
    const end = buffer.subarray(0, bytesRead).lastIndexOf(LF)
    return end < 0 ? null : buffer.subarray(0, end + 1)
  } finally {
    await file.close()
  }
}
