/** Tables whose cells stand at fixed places of each line: the places are found in the first lines, and each line is cut there before the
 *  parser of rows sees it. */
import { MAX_LINE } from '../limits.ts'
import { problemError } from '../problem-error.ts'
import { texts } from '../table/texts.ts'
import type { TextChunk } from '../text/decode.ts'
import { texts as dataTexts } from '../texts.ts'
import { findHeader } from './sniff-header.ts'
import { endOfLine } from './split-records.ts'

/** Between the cells of a line that was cut: ASCII's unit separator, which a text table has no other use for. */
export const CELL_END = '\u001f'
const [LF, CR, SPACE, TAB, UNIT] = [10, 13, 32, 9, 31]

const MAX_LINES = 500
const MIN_LINES = 5
/** Lines above the table at most. */
const MAX_ABOVE = 10
const MAX_LENGTH = 10_000
/** Share of the cells of a column that start, or end, at the same place. */
const MIN_ALIGNED = 0.95

export interface FixedWidths {
  /** Characters of each column; the last one goes to the end of the line. */
  readonly widths: readonly number[]
  /** They were found, so no line may have a text across their limits. */
  readonly isFound: boolean
}

// ── finding ──────────────────────────────────────────────────────────────────────────────────────────────────────

export interface FoundWidths {
  readonly widths: readonly number[]
  /** Lines above the table, and the first of them. */
  readonly skip: number
  readonly title: string
}

/** Lines that are blank at the same places, between which the cells of each column start or end alike; null if they are not.
 *  @param text lines that end with LF  @param setSkip lines above the table that the document sets  @param isLeftOut whether a line is a comment */
export function findWidths(
  text: string,
  setSkip: number | null,
  isLeftOut: (line: string) => boolean,
): FoundWidths | null {
  const skip = setSkip ?? 0
  const maxAbove = setSkip === null ? MAX_ABOVE : 0
  const lines: Line[] = []
  for (let at = 0, number = 1; at < text.length && lines.length < MAX_LINES; number++) {
    const end = endOfLine(text, at)
    const line = text.slice(at, end).trimEnd()
    at = end + 1
    if (number <= skip || line.trim() === '' || isLeftOut(line)) continue
    if (line.length > MAX_LENGTH || line.includes('\t')) return null
    lines.push({ number, characters: [...line] })
  }
  const candidates: Candidate[] = []
  for (let above = 0; above <= maxAbove && lines.length - above >= MIN_LINES; above++) {
    const spans = spansOf(lines.slice(above).map(({ characters }) => characters))
    if (spans) candidates.push({ above, spans })
  }
  // A title may join columns below it, and the names of columns may show that cells with blanks in them are one column.
  const most = Math.max(...candidates.map(({ spans }) => spans.length))
  const best = candidates.find(({ spans }) => spans.length === most)
  const hasNames = best && best.above > 0 && findHeader(cellsOf(lines, best)).lines > 0
  const found = hasNames
    ? best
    : candidates.find((each) => each === best || isHeader(lines[each.above]!.characters, each.spans))
  if (!found) return null
  const { above } = found
  const hasHeader = findHeader(cellsOf(lines, found)).lines > 0
  const spans = hasHeader ? joinUnnamed(found.spans, lines[above]!.characters) : found.spans
  if (spans.length < 2) return null
  return {
    widths: widthsOf(spans),
    skip: above > 0 ? lines[above]!.number - 1 : skip,
    title: above > 0 ? lines[0]!.characters.join('').trim() : '',
  }
}

interface Line {
  readonly number: number
  readonly characters: readonly string[]
}

interface Candidate {
  readonly above: number
  readonly spans: readonly Span[]
}

const cellsOf = (lines: readonly Line[], { above, spans }: Candidate): string[][] =>
  lines
    .slice(above)
    .map(({ characters }) => spans.map(({ start, end }) => characters.slice(start, end).join('').trim()))

/** The characters of a column. */
interface Span {
  readonly start: number
  readonly end: number
  /** Where its cells start first and end last, and whether most do. */
  readonly first: number
  readonly last: number
  readonly isLeft: boolean
  readonly isRight: boolean
}

/** The columns between characters that are blank in all lines; null if there are none, or if their cells do not start or end alike. */
function spansOf(lines: readonly (readonly string[])[]): Span[] | null {
  const length = Math.max(...lines.map((line) => line.length))
  const isUsed = Array.from({ length }, (_, at) => lines.some((line) => at < line.length && line[at] !== ' '))
  const spans: Span[] = []
  for (let start = 0; start < length; start++) {
    if (!isUsed[start]) continue
    let end = start
    while (end < length && isUsed[end]) end++
    // The names above a column may stand elsewhere.
    const span = spanOf(lines.slice(1), start, end)
    if (!span.isLeft && !span.isRight) return null
    spans.push(span)
    start = end
  }
  // Blanks in the names of a longer first line divide nothing below it.
  return spans.filter(({ first }) => Number.isFinite(first)).length < 2 ? null : spans
}

function spanOf(lines: readonly (readonly string[])[], start: number, end: number): Span {
  const places = lines.flatMap((line) => placeOf(line, start, end) ?? [])
  const firsts = places.map(({ first }) => first)
  const lasts = places.map(({ last }) => last)
  return {
    start,
    end,
    first: Math.min(...firsts),
    last: Math.max(...lasts),
    isLeft: isAlike(firsts),
    isRight: isAlike(lasts),
  }
}

/** The first and the last character of a cell; null if it is empty. */
function placeOf(line: readonly string[], start: number, end: number) {
  const cell = line.slice(start, end)
  const first = cell.findIndex((character) => character !== ' ')
  const last = cell.findLastIndex((character) => character !== ' ')
  return first < 0 ? null : { first: start + first, last: start + last }
}

/** Whether each text of a line starts or ends where the cells of a column do. */
const isHeader = (line: readonly string[], spans: readonly Span[]): boolean =>
  spans.every((span) => {
    const place = placeOf(line, span.start, span.end)
    return place === null || place.first === span.first || place.last === span.last
  })

function isAlike(places: readonly number[]): boolean {
  const counts = new Map<number, number>()
  for (const place of places) counts.set(place, (counts.get(place) ?? 0) + 1)
  return Math.max(0, ...counts.values()) >= MIN_ALIGNED * places.length
}

/** Joins a column without a name to the one before it if a single blank lies between them: “dark blue” and “red” below one name. */
function joinUnnamed(spans: readonly Span[], header: readonly string[]): readonly Span[] {
  const joined: Span[] = []
  for (const span of spans) {
    const previous = joined.at(-1)
    const isPart = previous?.end === span.start - 1 && placeOf(header, span.start, span.end) === null
    if (isPart)
      joined[joined.length - 1] = { ...previous, end: span.end, last: span.last, isRight: span.isRight }
    else joined.push(span)
  }
  return joined
}

/** Each column goes to the start of the next one, the last one to the end of the line. */
function widthsOf(spans: readonly Span[]): number[] {
  const starts = spans.map((span, i) => (i === 0 ? 0 : limitBetween(spans[i - 1]!, span)))
  return starts.map((start, i) => (starts[i + 1] ?? spans.at(-1)!.end) - start)
}

/** Where the second column starts: the room between them belongs to the one whose longer cells would need it. */
function limitBetween(left: Span, right: Span): number {
  if (right.isLeft) return right.start
  if (left.isRight) return left.end
  return Math.ceil((left.end + right.start) / 2)
}

// ── cutting ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** How lines are cut. Lines above the table and comments stay as they are. */
export interface Cut extends FixedWidths {
  readonly path: string
  readonly skip: number
  /** Empty: none. */
  readonly comment: string
}

/** The text with the cells of each line, without blanks around them, between CELL_END.
 *  @throws ProblemError for a text across the limits of found columns, or a line that is too long */
export async function* cutLines(chunks: AsyncIterable<TextChunk>, cut: Cut): AsyncGenerator<TextChunk> {
  const cutter = new LineCutter(cut)
  let last = 0
  for await (const { bytes, position } of chunks) {
    last = position
    yield { bytes: cutter.push(bytes, false), position }
  }
  yield { bytes: cutter.push(new Uint8Array(0), true), position: last }
}

/** The same for the first lines. */
export const cutText = (text: string, cut: Cut): string =>
  Buffer.from(new LineCutter(cut).push(Buffer.from(text), true)).toString('utf8')

class LineCutter {
  readonly #cut: Cut
  /** The characters at which columns start, but for the first one. */
  readonly #limits: readonly number[]
  readonly #comment: Buffer
  /** 1-based, of the next line. */
  #line = 1
  #rest: Buffer = Buffer.alloc(0)
  #out: Buffer = Buffer.alloc(2 ** 16)
  #length = 0

  constructor(cut: Cut) {
    this.#cut = cut
    let start = 0
    this.#limits = cut.widths.slice(0, -1).map((width) => {
      start += width
      return start
    })
    this.#comment = Buffer.from(cut.comment)
  }

  push(bytes: Uint8Array, isLast: boolean): Uint8Array {
    const all = Buffer.concat([this.#rest, bytes])
    this.#length = 0
    let at = 0
    while (at < all.length) {
      let end = at
      while (end < all.length && all[end] !== LF && all[end] !== CR) end++
      const isOpen = end >= all.length || (all[end] === CR && end + 1 >= all.length)
      if (isOpen && !isLast) break
      const next = Math.min(all.length, all[end] === CR && all[end + 1] === LF ? end + 2 : end + 1)
      this.#lineAt(all, at, end)
      this.#write(all, end, next)
      this.#line++
      at = next
    }
    this.#rest = all.subarray(at)
    if (this.#rest.length > MAX_LINE)
      throw problemError('csv_line', dataTexts.csvLine(this.#cut.path, this.#line, MAX_LINE), 'path')
    return Buffer.from(this.#out.subarray(0, this.#length))
  }

  #lineAt(bytes: Buffer, start: number, end: number): void {
    const { skip, comment } = this.#cut
    const isComment =
      comment !== '' &&
      bytes.subarray(start, Math.min(end, start + this.#comment.length)).equals(this.#comment)
    if (this.#line <= skip || isComment) this.#write(bytes, start, end)
    else if (!isBlank(bytes, start, end)) this.#cellsOf(bytes, start, end)
  }

  #cellsOf(bytes: Buffer, start: number, end: number): void {
    let character = 0
    let cell = start
    let column = 0
    for (let at = start; at < end && column < this.#limits.length; at++) {
      // A byte that continues a character.
      if ((bytes[at]! & 0xc0) === 0x80) continue
      if (character === this.#limits[column]) {
        if (this.#cut.isFound && at > start && !isSpace(bytes[at]!) && !isSpace(bytes[at - 1]!))
          throw problemError(
            'csv_widths',
            texts.acrossWidths(this.#cut.path, this.#line, character + 1),
            'widths',
          )
        this.#cell(bytes, cell, at)
        this.#end()
        cell = at
        column++
      }
      character++
    }
    this.#cell(bytes, cell, end)
    for (; column < this.#limits.length; column++) this.#end()
  }

  #cell(bytes: Buffer, start: number, end: number): void {
    let [from, to] = [start, end]
    while (from < to && isSpace(bytes[from]!)) from++
    while (to > from && isSpace(bytes[to - 1]!)) to--
    this.#write(bytes, from, to)
  }

  #write(bytes: Buffer, start: number, end: number): void {
    this.#reserve(end - start)
    bytes.copy(this.#out, this.#length, start, end)
    this.#length += end - start
  }

  #end(): void {
    this.#reserve(1)
    this.#out[this.#length++] = UNIT
  }

  #reserve(size: number): void {
    if (this.#length + size <= this.#out.length) return
    const larger = Buffer.alloc(2 * (this.#length + size))
    this.#out.copy(larger, 0, 0, this.#length)
    this.#out = larger
  }
}

const isSpace = (byte: number): boolean => byte === SPACE || byte === TAB

function isBlank(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (!isSpace(bytes[at]!)) return false
  return true
}
