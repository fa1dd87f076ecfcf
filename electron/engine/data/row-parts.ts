/** The part of the split that each row of the data is in, and where it is stored. */
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

export interface RowPlaces {
  /** The part of a row of the source; null for a row that is in none. */
  partOf(row: number): Part | null
  /** Number of a row of the source among the stored ones; −1 if it is not stored. */
  placeOf(row: number): number
  /** Row of the source at a place in a part; undefined beyond its end. */
  rowIn(part: Part, index: number): number | undefined
  /** Place of a row of the source in a part; −1 if it is not there. */
  indexIn(part: Part, row: number): number
}

/** The last answer: the window asks for rows next to each other. */
let latest: { readonly order: string; readonly places: RowPlaces } | null = null

/** The last table and settings that could not be prepared. Reading all columns again for each group of rows would find the same. */
let refused = ''

/** The prepared table, or null while it cannot be prepared.
 *  @param folder of the table in the cache, which is another one when the file has changed
 *  @throws ProblemError if a file of the cache is damaged; the reason of the signal, if it is aborted */
export async function preparedOrNull(
  reference: DataReference,
  options: PrepareOptions,
  folder: string,
): Promise<PreparedData | null> {
  const key = digest([
    folder,
    reference.source,
    reference.columns ?? [],
    { ...reference.split },
    reference.marks ?? [],
  ])
  if (key === refused) return null
  try {
    return await prepareData(reference, options)
  } catch (error) {
    options.signal?.throwIfAborted()
    if (!(error instanceof ProblemError) || isDamaged(error)) throw error
    // A problem with a field is about the data. Others, such as a full disk, may be gone the next time.
    if (error.problems.every(({ field }) => field !== null)) refused = key
    return null
  }
}

/** Where the rows of the source are in prepared data.
 *  @throws ProblemError if a file of the cache is damaged */
export function placesOf({ files, info, keptRows }: PreparedData): RowPlaces {
  if (latest?.order !== files.order) {
    const order = readIntegers(files.order)
    const kept = keptRows === null ? null : readIntegers(keptRows)
    const rowAt = (place: number) => (kept ? kept[place]! : place)
    // One byte per row: 0 for none, else the number of the part.
    const parts = new Uint8Array(1 + lastRow(kept, order))
    let at = 0
    for (const [number, part] of PARTS.entries())
      for (let i = 0; i < info.rows[part]; i++, at++) parts[rowAt(order[at]!)] = number + 1
    const orderOf = (part: Part) => {
      const from = PARTS.slice(0, PARTS.indexOf(part)).reduce((sum, each) => sum + info.rows[each], 0)
      return order.subarray(from, from + info.rows[part])
    }
    const places: RowPlaces = {
      partOf: (row: number) => PARTS[(parts[row] ?? 0) - 1] ?? null,
      placeOf: (row: number) => (kept ? indexIn(kept, row) : row),
      rowIn(part, index) {
        const place = orderOf(part)[index]
        return place === undefined ? undefined : rowAt(place)
      },
      indexIn: (part, row) => orderOf(part).indexOf(kept ? indexIn(kept, row) : row),
    }
    latest = { order: files.order, places }
  }
  return latest.places
}

/** Binary search. @param sorted ascending @returns −1 for a value that is not in it */
function indexIn(sorted: Int32Array, value: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle]! < value) low = middle + 1
    else high = middle
  }
  return sorted[low] === value ? low : -1
}

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
