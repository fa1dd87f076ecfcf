/** A table of the cache, opened for reading. Numbers of coded columns (booleans, dates and numbers that were met late) are parsed from
 *  their distinct texts, so a column may change its type without another look at the file. */
import type { ColumnType } from '../../../../shared/data/columns.ts'
import { MAX_BAD } from '../csv/cell-columns.ts'
import { sortedCategories } from './category-order.ts'
import { type CellFormat, cellParser } from './cell-parser.ts'
import { datePrinter } from './date-format.ts'
import { INDEX_VALUES, readIndex, readSegments, type StoredColumn, type StoredTable } from './stored-table.ts'
import type { Table, TableColumn } from './table.ts'
import { textsIn } from './write-table.ts'

/** Bytes of segments that a table keeps, so that rows next to each other are read once. */
const CACHED_BYTES = 64 * 2 ** 20
/** Bytes that are read for a segment and those after it. */
const READ_BYTES = 2 ** 20

/** @param targets names of the columns that are targets: in these, a text such as “none” is a class, not a missing value
 *  @throws ProblemError if the index is damaged */
export async function openStoredTable(
  folder: string,
  stored: StoredTable,
  targets: ReadonlySet<string>,
): Promise<Table> {
  const index = await readIndex(folder)
  const views = stored.columns.map((column) =>
    viewOf(column, targets.has(column.name) && !stored.areMarkersSet),
  )
  const width = stored.columns.length
  const blocks = Math.ceil(stored.rows / stored.blockRows)
  const segment = segmentCache(folder, index, width, blocks)
  const rowsIn = (block: number) => Math.min(stored.blockRows, stored.rows - block * stored.blockRows)
  const segmentOf = (block: number, column: number) => segment(block * width + column)
  const isCoded = (block: number, { storage, textsFrom }: StoredColumn) =>
    storage === 'codes' && (textsFrom === null || block < textsFrom)

  /** The blocks with rows of a range: the rows of each in it, counted from its start, and the place of the first of them in the range. */
  function* blocksIn(from: number, to: number) {
    for (let block = Math.floor(from / stored.blockRows); block * stored.blockRows < to; block++) {
      const start = block * stored.blockRows
      const first = Math.max(0, from - start)
      yield { block, first, last: Math.min(rowsIn(block), to - start), at: start + first - from }
    }
  }

  async function numbers(column: number, from = 0, to = stored.rows): Promise<Float64Array> {
    const { source, info } = views[column]!
    if (!isNumeric(info.type)) throw new Error(`Column ${info.name} is of type ${info.type}, not a number.`)
    const isPlain = source.storage === 'numbers'
    const start = from - (from % stored.blockRows)
    if (isPlain && from < to && to <= start + stored.blockRows) {
      const bytes = await segmentOf(start / stored.blockRows, column)
      return new Float64Array(bytes.buffer).subarray(from - start, to - start)
    }
    const values = new Float64Array(to - from)
    const { parse, byCode } = isPlain ? NO_TEXTS : textNumbers(column)
    for (const { block, first, last, at } of blocksIn(from, to)) {
      const bytes = await segmentOf(block, column)
      if (isPlain) values.set(new Float64Array(bytes.buffer).subarray(first, last), at)
      else if (isCoded(block, source)) {
        const codes = new Int32Array(bytes.buffer)
        for (let i = first; i < last; i++) values[at + i - first] = byCode[codes[i]!]!
      } else
        for (const [i, text] of textsIn(bytes, rowsIn(block), first, last).entries())
          values[at + i] = parse(text)
    }
    return values
  }

  /** How the texts of a column become numbers, and those of its dictionary. */
  const numbersOfTexts = new Map<number, TextNumbers>()
  function textNumbers(column: number): TextNumbers {
    const { source } = views[column]!
    const known = numbersOfTexts.get(column)
    if (known) return known
    const parse = cellParser(formatOf(stored, source))
    const byCode = Float64Array.from(source.dictionary ?? [], ({ text }) => parse(text))
    numbersOfTexts.set(column, { parse, byCode })
    return { parse, byCode }
  }

  async function codes(column: number, from = 0, to = stored.rows): Promise<Int32Array> {
    const { source, info, order } = views[column]!
    if (order === null) throw new Error(`Column ${info.name} of type ${info.type} is not coded.`)
    const values = new Int32Array(to - from)
    for (const { block, first, last, at } of blocksIn(from, to)) {
      if (!isCoded(block, source)) throw new Error(`Column ${info.name} has more texts than codes.`)
      const part = new Int32Array((await segmentOf(block, column)).buffer)
      for (let i = first; i < last; i++) values[at + i - first] = order[part[i]!]!
    }
    return values
  }

  const texts = (column: number, from: number, to: number): Promise<(string | null)[]> =>
    cellsOf(views[column]!, column, from, to)

  async function writtenTexts(column: number, from: number, to: number): Promise<string[]> {
    const view = views[column]!
    const marking = new Set(view.source.markers.map(({ text }) => text))
    const isMissing = (text: string) => (marking.has(text) ? null : text)
    return (await cellsOf({ ...view, isMissing }, column, from, to)).map((text) => text ?? '')
  }

  async function cellsOf(
    { source, isMissing, print }: View,
    column: number,
    from: number,
    to: number,
  ): Promise<(string | null)[]> {
    const end = Math.min(to, stored.rows)
    const result: (string | null)[] = []
    for (const { block, first, last } of blocksIn(from, end)) {
      const bytes = await segmentOf(block, column)
      if (source.storage === 'numbers') {
        const part = new Float64Array(bytes.buffer).subarray(first, last)
        for (const value of part) result.push(Number.isNaN(value) ? null : print(value))
      } else if (isCoded(block, source)) {
        for (const code of new Int32Array(bytes.buffer).subarray(first, last))
          result.push(isMissing(source.dictionary![code]!.text))
      } else for (const text of textsIn(bytes, rowsIn(block), first, last)) result.push(isMissing(text))
    }
    if (source.badSegment === null) return result
    const bad = await badCellsOf(source, source.badSegment, segment)
    for (let i = lowerBound(bad.rows, from); i < bad.rows.length && bad.rows[i]! < end; i++)
      result[bad.rows[i]! - from] = bad.textOf(i)
    return result
  }

  async function badRows(column: number): Promise<Int32Array> {
    const { source } = views[column]!
    if (source.badSegment === null) return new Int32Array()
    return (await badCellsOf(source, source.badSegment, segment)).rows
  }

  async function lineOf(row: number): Promise<number | null> {
    if (stored.linesSegment === null) return null
    const pairs = new Int32Array((await segment(stored.linesSegment)).buffer)
    let [low, high] = [0, pairs.length / 2 - 1]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (pairs[middle * 2]! <= row) low = middle
      else high = middle - 1
    }
    return row + pairs[low * 2 + 1]!
  }

  return {
    info: {
      title: stored.title,
      bytes: stored.bytes,
      rows: stored.rows,
      options: stored.options,
      columns: views.map(({ info }) => info),
      problems: stored.problems,
      hasCommentMarkInCells: stored.hasCommentMarkInCells,
    },
    blockRows: stored.blockRows,
    numbers,
    codes,
    texts,
    writtenTexts,
    badRows,
    lineOf,
  }
}

interface TextNumbers {
  readonly parse: (text: string) => number
  readonly byCode: Float64Array
}
const NO_TEXTS: TextNumbers = { parse: Number, byCode: new Float64Array() }

const isNumeric = (type: ColumnType): boolean => type === 'number' || type === 'boolean' || type === 'date'

interface View {
  readonly source: StoredColumn
  readonly info: TableColumn
  /** Index in the categories of each code of the dictionary, −1 for a missing value; null if the column is not coded. */
  readonly order: Int32Array | null
  /** The text, or null if it marks a missing value. */
  isMissing(text: string): string | null
  print(value: number): string
}

function viewOf(source: StoredColumn, isTarget: boolean): View {
  const isText = source.type === 'category' || source.type === 'text'
  const markers = isTarget && isText ? source.markers.filter(({ text }) => text === '') : source.markers
  const marking = new Set(markers.map(({ text }) => text))
  const categories =
    isText && source.dictionary && source.textsFrom === null
      ? sortedCategories(source.dictionary.map(({ text }) => text).filter((text) => !marking.has(text)))
      : null
  const place = new Map(categories?.map((text, i) => [text, i]))
  return {
    source,
    info: {
      name: source.name,
      header: source.header,
      type: source.type,
      foundType: source.foundType,
      missing: markers.reduce((sum, { count }) => sum + count, 0),
      markers,
      badCells: source.badCells,
      unit: source.unit,
      ...(source.isDuration && { isDuration: true }),
      isPadded: source.isPadded,
      words: source.words,
      dateFormat: source.dateFormat,
      categories,
    },
    order: categories && Int32Array.from(source.dictionary!, ({ text }) => place.get(text) ?? -1),
    isMissing: (text) => (text === '' || marking.has(text) ? null : text),
    print: source.type === 'date' ? datePrinter(source.dateFormat!) : String,
  }
}

const optionOf = (stored: StoredTable, field: string): string => {
  const value = stored.options.find((option) => option.field === field)?.value
  return typeof value === 'string' ? value : ''
}

function formatOf(stored: StoredTable, { type, unit, words, dateFormat }: StoredColumn): CellFormat {
  const decimal = optionOf(stored, 'decimal') || '.'
  return { type, unit, words, dateFormat, decimal, thousands: optionOf(stored, 'thousands') }
}

/** Reads segments and keeps those that were used last. Those of a wide table are small and many: a segment is read with those of the next
 *  columns, as many as can be kept of all blocks. */
function segmentCache(folder: string, index: Float64Array, width: number, blocks: number) {
  const kept = new Map<number, Uint8Array<ArrayBuffer>>()
  let bytes = 0
  const countFrom = (number: number): number => {
    // The segments after the blocks stand alone.
    if (number >= width * blocks) return 1
    const size = index[number * INDEX_VALUES + 1]!
    const most = Math.min(READ_BYTES, CACHED_BYTES / 2 / blocks)
    return Math.max(1, Math.min(width - (number % width), Math.floor(most / Math.max(size, 1))))
  }
  return async (number: number): Promise<Uint8Array<ArrayBuffer>> => {
    const known = kept.get(number)
    if (known) {
      kept.delete(number)
      kept.set(number, known)
      return known
    }
    const segments = await readSegments(folder, index, number, countFrom(number))
    for (const [i, segment] of segments.entries()) {
      if (kept.has(number + i)) continue
      kept.set(number + i, segment)
      bytes += segment.length
    }
    for (const [oldest, { length }] of kept) {
      if (bytes <= CACHED_BYTES || kept.size === 1) break
      kept.delete(oldest)
      bytes -= length
    }
    return segments[0]!
  }
}

/** Rows and texts of the bad cells of a number column: int32 rows, then a segment of texts. */
async function badCellsOf(
  { badCells }: StoredColumn,
  number: number,
  segment: (number: number) => Promise<Uint8Array<ArrayBuffer>>,
) {
  const bytes = await segment(number)
  // No more than these are kept.
  const count = Math.min(badCells.count, MAX_BAD)
  const rows = new Int32Array(bytes.buffer, 0, count)
  return { rows, textOf: (i: number) => textsIn(bytes, count, i, i + 1, count * 4)[0]! }
}

/** The index of the first value that is not smaller. */
function lowerBound(values: Int32Array, value: number): number {
  let [low, high] = [0, values.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (values[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}
