/** Collects the cells of one column, block by block: numbers, or texts as codes. */
import type { BadCell } from '../../../../shared/data/table-profile.ts'
import { problemError } from '../problem-error.ts'
import { isMarker, isTextMarker, MAX_MARKER_LENGTH } from '../table/markers.ts'
import { texts } from '../table/texts.ts'
import { Interner } from './interner.ts'

/** Bad cells that are shown. */
const MAX_SHOWN = 20
/** Bad cells that are kept; a column with more of them is not of the type. */
export const MAX_BAD = 100_000
/** Distinct texts that are coded: more than classes are possible, so that too many of them can be counted. */
const MAX_CODED = 16_384
/** Bytes of the distinct texts of all columns together. */
const MAX_CODED_BYTES = 256 * 2 ** 20
/** Bytes of the texts of a block: their ends are int32. */
const MAX_BLOCK_BYTES = 2 ** 31 - 1
/** Texts whose numbers are kept: dates repeat. */
const MAX_KNOWN = 4096
const SPACE = 32

export interface CellColumn {
  /** Numbers of the current block, which the parser of rows fills in where it can; null: it may not. */
  readonly plainNumbers: Float64Array | null
  /** Adds a cell. @returns its text if the row must be complete before it counts, else null */
  add(bytes: Buffer, start: number, end: number, row: number): string | null
  /** Counts a cell that `add` returned. */
  commit(text: string, row: number, line: number): void
  /** The segment of the first rows of the block, and an empty block. */
  flush(rows: number): ArrayBufferView
}

/** @param parse number of a text, NaN if it is none */
export class NumberColumn implements CellColumn {
  readonly plainNumbers: Float64Array | null
  readonly markers = new Map<string, number>()
  readonly first: BadCell[] = []
  readonly badRows: number[] = []
  readonly badTexts: string[] = []
  bad = 0
  /** Rows without a number, bad cells included. */
  withoutNumber = 0
  /** A whole number that double precision does not tell from others, if there is one. */
  inexact: string | null = null
  readonly #numbers: Float64Array
  readonly #parse: (text: string) => number
  readonly #known: Map<string, number> | null
  readonly #naValues: readonly string[] | null
  readonly #thousands: string

  /** @param naValues the texts that the document counts as missing, besides the empty one; null: the usual ones */
  constructor(
    parse: (text: string) => number,
    blockRows: number,
    {
      isDate,
      naValues,
      thousands = '',
    }: { readonly isDate: boolean; readonly naValues: readonly string[] | null; readonly thousands?: string },
  ) {
    this.#parse = parse
    this.#numbers = new Float64Array(blockRows)
    this.#known = isDate ? new Map() : null
    this.#naValues = naValues
    this.#thousands = thousands
    // A number such as -999 may be named as missing.
    this.plainNumbers = isDate || naValues?.some((text) => /\d/.test(text)) ? null : this.#numbers
  }

  add(bytes: Buffer, start: number, end: number, row: number): string | null {
    if (start === end) {
      this.#numbers[row] = Number.NaN
      return null
    }
    const text = bytes.toString('utf8', start, end).trim()
    const value = this.#valueOf(text)
    this.#numbers[row] = value
    return Number.isNaN(value) && text !== '' ? text : null
  }

  #valueOf(text: string): number {
    const known = this.#known?.get(text)
    if (known !== undefined) return known
    if (this.#naValues?.includes(text)) return Number.NaN
    const value = this.#parse(text)
    if (
      Math.abs(value) > Number.MAX_SAFE_INTEGER &&
      this.#known === null &&
      isInexact(text, value, this.#thousands)
    )
      this.inexact ??= text
    if (this.#known && this.#known.size < MAX_KNOWN) this.#known.set(text, value)
    return value
  }

  commit(text: string, row: number, line: number): void {
    if (this.#naValues ? this.#naValues.includes(text) : isMarker(text)) {
      this.markers.set(text, (this.markers.get(text) ?? 0) + 1)
      return
    }
    this.bad++
    if (this.first.length < MAX_SHOWN) this.first.push({ row, line, text: text.slice(0, 200) })
    if (this.badRows.length >= MAX_BAD) return
    this.badRows.push(row)
    this.badTexts.push(text)
  }

  flush(rows: number): ArrayBufferView {
    const block = this.#numbers.subarray(0, rows)
    for (let i = 0; i < rows; i++) if (Number.isNaN(block[i])) this.withoutNumber++
    return block
  }
}

/** Whether a text is a whole number that double precision rounds. */
function isInexact(text: string, value: number, thousands: string): boolean {
  const plain = thousands === '' ? text : text.replaceAll(thousands, '')
  const digits = /^[+-]?\d+$/.exec(plain)?.[0].replace('+', '')
  return digits !== undefined && BigInt(digits) !== BigInt(value)
}

/** A space, tab or line break. */
const isBlank = (byte: number): boolean => byte === SPACE || (byte >= 9 && byte <= 13)

/** Bytes that the distinct texts of all columns may still take. */
export const codingBudget = (): { bytes: number } => ({ bytes: MAX_CODED_BYTES })

export class TextColumn implements CellColumn {
  readonly plainNumbers = null
  readonly interner = new Interner()
  counts = new Int32Array(16)
  /** Row in which each distinct text was met first. */
  readonly firstRows: number[] = []
  isPadded = false
  /** Texts of missing values in the blocks that are not coded. */
  readonly uncodedMarkers = new Map<string, number>()
  /** Block from which on the texts are stored themselves; null: all are coded. */
  textsFrom: number | null = null
  readonly #codes: Int32Array
  readonly #budget: { bytes: number }
  readonly #maxCoded: number
  readonly #maxBlockBytes: number
  readonly #isMarker: (text: string) => boolean
  readonly #maxMarkerLength: number
  #block = 0
  /** The texts of a block: their ends, and their bytes. */
  #ends: Int32Array | null = null
  #bytes = Buffer.alloc(0)

  constructor(
    blockRows: number,
    {
      budget,
      naValues,
      maxCoded = MAX_CODED,
      maxBlockBytes = MAX_BLOCK_BYTES,
    }: {
      readonly budget: { bytes: number }
      readonly naValues: readonly string[] | null
      readonly maxCoded?: number | undefined
      readonly maxBlockBytes?: number
    },
  ) {
    this.#codes = new Int32Array(blockRows)
    this.#budget = budget
    this.#maxCoded = maxCoded
    this.#maxBlockBytes = maxBlockBytes
    this.#isMarker = naValues ? (text) => naValues.includes(text) : isTextMarker
    this.#maxMarkerLength = naValues
      ? Math.max(0, ...naValues.map((text) => Buffer.byteLength(text)))
      : MAX_MARKER_LENGTH
  }

  add(bytes: Buffer, start: number, end: number, row: number): null {
    let [from, to] = [start, end]
    while (from < to && isBlank(bytes[from]!)) from++
    while (to > from && isBlank(bytes[to - 1]!)) to--
    if (to > from && to - from !== end - start) this.isPadded = true
    if (this.#ends) {
      this.#append(bytes, from, to, row)
      return null
    }
    const known = this.interner.size
    const code = this.interner.numberOf(bytes, from, to)
    this.#codes[row] = code
    if (code < known) return null
    this.firstRows.push(this.#block * this.#codes.length + row)
    this.#budget.bytes -= to - from
    if (this.interner.size > this.#maxCoded || this.#budget.bytes < 0) this.#storeTexts(row)
    return null
  }

  commit(): void {
    throw new Error('A text is counted at once.')
  }

  /** The codes of this block become texts; blocks before it stay coded. */
  #storeTexts(row: number): void {
    this.textsFrom = this.#block
    this.#ends = new Int32Array(this.#codes.length + 1)
    for (let i = 0; i <= row; i++) {
      const text = this.interner.bytesOf(this.#codes[i]!)
      this.#append(text, 0, text.length, i)
    }
  }

  #append(bytes: Uint8Array, start: number, end: number, row: number): void {
    const at = this.#ends![row]!
    const last = at + end - start
    if (last > this.#bytes.length) {
      const most = this.#maxBlockBytes
      if (last > most)
        throw problemError('csv_text_size', texts.tooMuchText(most, this.#codes.length), 'path')
      const larger = Buffer.alloc(Math.min(Math.max(1024, last, this.#bytes.length * 2), most))
      larger.set(this.#bytes.subarray(0, at))
      this.#bytes = larger
    }
    this.#bytes.set(bytes.subarray(start, end), at)
    this.#ends![row + 1] = last
  }

  #countMarker(start: number, end: number): void {
    if (end - start > this.#maxMarkerLength) return
    const text = this.#bytes.toString('utf8', start, end)
    if (text !== '' && !this.#isMarker(text)) return
    this.uncodedMarkers.set(text, (this.uncodedMarkers.get(text) ?? 0) + 1)
  }

  flush(rows: number): ArrayBufferView {
    this.#block++
    if (this.#ends) {
      const ends = this.#ends.subarray(0, rows + 1)
      for (let i = 0; i < rows; i++) this.#countMarker(ends[i]!, ends[i + 1]!)
      const bytes = this.#bytes.subarray(0, ends[rows])
      return Buffer.concat([new Uint8Array(ends.buffer, 0, ends.byteLength), bytes])
    }
    if (this.counts.length < this.interner.size) {
      const larger = new Int32Array(Math.max(this.interner.size, this.counts.length * 2))
      larger.set(this.counts)
      this.counts = larger
    }
    const block = this.#codes.subarray(0, rows)
    for (let i = 0; i < rows; i++) this.counts[block[i]!]!++
    return block
  }
}
