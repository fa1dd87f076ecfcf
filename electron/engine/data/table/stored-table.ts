/** Layout of a table in the cache, and whether its files are intact. Cells are stored block by block (so many rows each), column by column
 *  within a block; each such segment has a checksum, so that a window reads and verifies a few rows of one column alone. */
import { closeSync, readFileSync, readSync } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { z } from 'zod'
import { COLUMN_TYPES } from '../../../../shared/data/columns.ts'
import type { Json } from '../../../../shared/json.ts'
import { SEVERITIES } from '../../../../shared/problem.ts'
import { damaged, hasSize, isDamaged, isIntact, openOrDamaged, readChecked } from '../checked-file.ts'

/** The files of a table, in its folder. */
export const filesOf = (folder: string) => ({
  table: join(folder, 'table.json'),
  index: join(folder, 'index'),
  cells: join(folder, 'cells'),
})
/** float64 values per segment in the index: offset in the file of cells, number of bytes, CRC-32. */
export const INDEX_VALUES = 3

const text = z.object({ en: z.string(), ko: z.string() })
const count = z.number().int().nonnegative()
const texts = z.array(z.string()).readonly()
const json: z.ZodType<Json> = z.lazy(() =>
  z.union([
    z.null(),
    z.boolean(),
    z.number(),
    z.string(),
    z.array(json).readonly(),
    z.record(z.string(), json),
  ]),
)
const textCounts = z.array(z.object({ text: z.string(), count })).readonly()

const columnSchema = z.object({
  name: z.string(),
  header: z.string().nullable(),
  type: z.enum(COLUMN_TYPES),
  foundType: z.enum(COLUMN_TYPES),
  /** `numbers`: float64, and the texts of bad cells apart. `codes`: int32 indices into the dictionary; from block `textsFrom` on texts. */
  storage: z.enum(['numbers', 'codes']),
  textsFrom: count.nullable(),
  /** Distinct texts of the coded blocks in order of appearance, with their numbers of rows. */
  dictionary: textCounts.nullable(),
  /** Texts that count as missing, with their numbers of cells; those of a category do not while it is a target. */
  markers: textCounts,
  badCells: z.object({
    count,
    first: z.array(z.object({ row: count, line: count.nullable(), text: z.string() })).readonly(),
  }),
  /** Segment with the rows and texts of the bad cells of numbers. */
  badSegment: count.nullable(),
  unit: z.string().nullable(),
  isDuration: z.boolean().optional(),
  isPadded: z.boolean(),
  words: z.object({ false: texts, true: texts }).nullable(),
  dateFormat: z.string().nullable(),
})

const problemSchema = z.object({
  code: z.string(),
  severity: z.enum(SEVERITIES),
  message: text,
  node: z.string().nullable(),
  field: z.string().nullable(),
})

const tableSchema = z.object({
  title: z.string(),
  bytes: count,
  rows: count,
  blockRows: z.number().int().positive(),
  options: z
    .array(
      z.object({
        field: z.string(),
        value: json,
        isSet: z.boolean(),
        reason: text.nullable(),
        alternatives: z.array(z.object({ value: json, meaning: text })).readonly(),
      }),
    )
    .readonly(),
  columns: z.array(columnSchema).readonly(),
  problems: z.array(problemSchema).readonly(),
  hasCommentMarkInCells: z.boolean(),
  /** The document names the texts of missing values, which then hold for every column. */
  areMarkersSet: z.boolean(),
  /** Segment with pairs of int32: from this row on, the line is the row plus the second number. Null if the file has no lines. */
  linesSegment: count.nullable(),
  segments: count,
  cellBytes: count,
})

export type StoredTable = z.infer<typeof tableSchema>
export type StoredColumn = z.infer<typeof columnSchema>

/** The table in a folder of the cache, or `null` if it is missing or damaged. @param contents whether to verify all contents */
export async function storedTable(folder: string, contents = false): Promise<StoredTable | null> {
  const files = filesOf(folder)
  const table = await readTable(files.table)
  if (!table) return null
  const cells = await stat(files.cells).catch(() => null)
  if (cells?.size !== table.cellBytes) return null
  if (!(await hasSize(files.index, table.segments * INDEX_VALUES * 8))) return null
  if (contents && !((await isIntact(files.index)) && (await areSegmentsIntact(folder)))) return null
  return table
}

async function readTable(path: string): Promise<StoredTable | null> {
  try {
    const result = tableSchema.safeParse(JSON.parse(await readChecked(path)))
    return result.success ? result.data : null
  } catch (error) {
    // Missing, not JSON or damaged: the file is read again.
    if (isDamaged(error) || error instanceof SyntaxError) return null
    throw error
  }
}

/** The index of the segments. @throws ProblemError if it is damaged */
export async function readIndex(folder: string): Promise<Float64Array> {
  const path = filesOf(folder).index
  if (!(await isIntact(path))) throw damaged(path)
  const bytes = readFileSync(path)
  return new Float64Array(new Uint8Array(bytes).buffer)
}

/** Bytes that are read at once: other work that waits meanwhile would wait longer for three turns of the event loop. */
const SMALL = 2 ** 16

/** Reads segments that follow each other, by their numbers, and verifies them. @throws ProblemError if one is damaged */
export async function readSegments(
  folder: string,
  index: Float64Array,
  first: number,
  count = 1,
): Promise<Uint8Array<ArrayBuffer>[]> {
  const path = filesOf(folder).cells
  const offset = index[first * INDEX_VALUES]!
  const last = (first + count - 1) * INDEX_VALUES
  const bytes = new Uint8Array(index[last]! + index[last + 1]! - offset)
  const bytesRead = await (bytes.length <= SMALL ? readAtOnce : readAsynchronously)(path, bytes, offset)
  if (bytesRead !== bytes.length) throw damaged(path)
  return Array.from({ length: count }, (_, i) => {
    const [start, size, sum] = index.subarray((first + i) * INDEX_VALUES, (first + i + 1) * INDEX_VALUES)
    // A segment of its own may be looked at as numbers of any size.
    const segment = count === 1 ? bytes : bytes.slice(start! - offset, start! - offset + size!)
    if (crc32(segment) !== sum) throw damaged(path)
    return segment
  })
}

function readAtOnce(path: string, bytes: Uint8Array, offset: number): number {
  const file = openOrDamaged(path)
  try {
    return readSync(file, bytes, 0, bytes.length, offset)
  } finally {
    closeSync(file)
  }
}

async function readAsynchronously(path: string, bytes: Uint8Array, offset: number): Promise<number> {
  const file = await open(path, 'r').catch(() => {
    throw damaged(path)
  })
  try {
    return (await file.read(bytes, 0, bytes.length, offset)).bytesRead
  } finally {
    await file.close()
  }
}

async function areSegmentsIntact(folder: string): Promise<boolean> {
  try {
    const index = await readIndex(folder)
    for (let i = 0; i < index.length / INDEX_VALUES; i++) await readSegments(folder, index, i)
    return true
  } catch (error) {
    if (isDamaged(error)) return false
    throw error
  }
}
