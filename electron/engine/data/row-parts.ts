/** The part of the split that each row of a table is in. */
import type { DataReference } from '../../../shared/data/data-reference.ts'
import type { Parts } from '../../../shared/data/parts.ts'
import { ProblemError } from '../../../shared/problem.ts'
import { digest } from './cache-files.ts'
import { isDamaged, openChecked } from './checked-file.ts'
import { type PreparedData, prepareData } from './index.ts'
import type { PrepareOptions } from './types.ts'
import { bytesOf } from './write-rows.ts'

type Part = keyof Parts<unknown>
const PARTS: readonly Part[] = ['train', 'validation', 'test']

/** The last answer: the window asks for rows next to each other. */
let latest: { readonly order: string; readonly partOf: (row: number) => Part | null } | null = null

/** The last table and settings that could not be prepared. Reading all columns again for each group of rows would find the same. */
let refused = ''

/** A function from a row of the table to its part; null for a row that is in none. While the table cannot be prepared, no row has a part.
 *  @param folder of the table in the cache, which is another one when the file has changed
 *  @throws ProblemError if a file of the cache is damaged; the reason of the signal, if it is aborted */
export async function rowParts(
  reference: DataReference,
  options: PrepareOptions,
  folder: string,
): Promise<(row: number) => Part | null> {
  const key = digest([
    folder,
    reference.source,
    reference.columns ?? [],
    { ...reference.split },
    reference.marks ?? [],
  ])
  if (key === refused) return inNoPart
  try {
    return partsOf(await prepareData(reference, options))
  } catch (error) {
    options.signal?.throwIfAborted()
    if (!(error instanceof ProblemError) || isDamaged(error)) throw error
    // A problem with a field is about the data. Others, such as a full disk, may be gone the next time.
    if (error.problems.every(({ field }) => field !== null)) refused = key
    return inNoPart
  }
}

/** A function from a row of the source to its part in prepared data; null for a row that is in none.
 *  @throws ProblemError if a file of the cache is damaged */
export function partsOf({ files, info, keptRows }: PreparedData): (row: number) => Part | null {
  if (latest?.order !== files.order) {
    const order = readIntegers(files.order)
    const kept = keptRows === null ? null : readIntegers(keptRows)
    // One byte per row: 0 for none, else the number of the part.
    const parts = new Uint8Array(1 + lastRow(kept, order))
    let at = 0
    for (const [number, part] of PARTS.entries())
      for (let i = 0; i < info.rows[part]; i++, at++)
        parts[kept ? kept[order[at]!]! : order[at]!] = number + 1
    latest = { order: files.order, partOf: (row) => PARTS[(parts[row] ?? 0) - 1] ?? null }
  }
  return latest.partOf
}

const inNoPart = () => null

/** The last row that can be in a part. */
const lastRow = (kept: Int32Array | null, order: Int32Array): number =>
  kept ? (kept.at(-1) ?? -1) : order.reduce((a, b) => Math.max(a, b), -1)

/** @throws ProblemError if the file is damaged */
function readIntegers(path: string): Int32Array {
  const file = openChecked(path)
  try {
    const values = new Int32Array(file.size / 4)
    file.fill(bytesOf(values))
    return values
  } finally {
    file.close()
  }
}
