/** Splits the bytes of a table into rows and cells, and hands the cells to their columns. It keeps nothing of a row that is not complete, so
 *  a piece of the file may end anywhere. */
import { afterBlanks, CR, LF, SPACE, startsWith, TAB } from './bytes.ts'
import type { CellColumn } from './cell-columns.ts'
import { NumberScanner } from './number-scanner.ts'
import { RowError, type RowFormat, type UnfitLine } from './row-format.ts'

const INCOMPLETE = -1

export class RowParser {
  /** Complete rows in the current block, and in the blocks before it. */
  blockRow = 0
  rowsBefore = 0
  /** 1-based line on which the next record starts. */
  line = 1
  /** Line of a quotation mark that is still open at the end of the piece, or 0. */
  openQuote = 0
  /** Pairs: from this row on, the line is the row plus the second number. */
  readonly lines: number[] = []
  /** The first line that was left out because it does not fit, and the number of such lines. */
  unfit: UnfitLine | null = null
  unfitCount = 0
  /** Lines that were left out as comments, and those among them that have the cells of a row. */
  comments = 0
  fittingComments = 0
  firstFittingComment = 0
  /** Lines that start with a candidate of a comment mark and fit the table. */
  fitting = 0

  readonly #format: RowFormat
  readonly #columns: readonly CellColumn[]
  readonly #numbers: readonly (Float64Array | null)[]
  readonly #blockRows: number
  /** Of numbers whose end is known, and of those that a separator ends. */
  readonly #scanner: NumberScanner
  readonly #openScanner: NumberScanner
  readonly #sep: Buffer
  readonly #sepByte: number
  /** 0: the separator is a text; otherwise the number of blanks that separate at least. */
  readonly #minBlanks: number
  readonly #quote: number
  readonly #comment: Buffer | null
  readonly #candidates: readonly (readonly [mark: string, bytes: Buffer])[]
  #headerLeft: number
  /** The current row starts with a candidate of a comment mark. */
  #hasMark = false
  /** Line breaks inside the quoted cells of the current record. */
  #breaks = 0
  /** Cells of the last record that was only counted. */
  #counted = 0
  readonly #pendingColumns: number[] = []
  readonly #pendingTexts: string[] = []
  #scratch = Buffer.alloc(1024)

  constructor(format: RowFormat, columns: readonly CellColumn[], blockRows: number) {
    this.#format = format
    this.#columns = columns
    this.#numbers = columns.map(({ plainNumbers }) => plainNumbers)
    this.#blockRows = blockRows
    this.#scanner = new NumberScanner(format.decimal)
    // Between commas, a decimal comma occurs in quoted cells only.
    this.#openScanner = new NumberScanner(format.sep.startsWith(format.decimal) ? '\0' : format.decimal)
    this.#sep = Buffer.from(format.sep)
    this.#sepByte = this.#sep[0]!
    this.#minBlanks = format.sep === ' ' ? 1 : format.sep === '  ' ? 2 : 0
    this.#quote = format.quote === '' ? -1 : format.quote.charCodeAt(0)
    this.#comment = format.comment === '' ? null : Buffer.from(format.comment)
    this.#candidates = format.commentCandidates.map((mark) => [mark, Buffer.from(mark)])
    this.#headerLeft = format.header
  }

  /** Reads complete rows until the block is full. @returns the index after the last complete record
   *  @throws RowError */
  parse(bytes: Buffer, from: number, limit: number, isLast: boolean): number {
    let at = from
    this.openQuote = 0
    while (at < limit && this.blockRow < this.#blockRows) {
      const next = this.#record(bytes, at, limit, isLast)
      if (next === INCOMPLETE) break
      at = next
    }
    return at
  }

  startBlock(): void {
    this.rowsBefore += this.blockRow
    this.blockRow = 0
  }

  #record(bytes: Buffer, start: number, limit: number, isLast: boolean): number {
    const byte = bytes[start]!
    if (byte === LF || byte === CR || this.line <= this.#format.skip)
      return this.#skipLine(bytes, start, limit, isLast)
    if (this.#comment !== null && startsWith(bytes, start, limit, this.#comment))
      return this.#commentLine(bytes, start, limit, isLast)
    if (this.#headerLeft > 0) {
      const end = this.#count(bytes, start, limit, isLast)
      if (end === INCOMPLETE) return INCOMPLETE
      if (bytes.toString('utf8', start, end).trim() !== '') this.#headerLeft--
      return this.#next(end)
    }
    const mark = this.#candidateAt(bytes, start, limit)
    if (mark !== null) {
      const isFitting = this.#fitsLine(bytes, start, limit, isLast)
      if (isFitting === null) return INCOMPLETE
      if (!isFitting) return this.#unfitLine(bytes, start, limit, isLast, mark)
      this.#hasMark = true
    }
    const end = this.#cells(bytes, start, limit, isLast)
    if (end === INCOMPLETE) {
      this.#breaks = 0
      this.#hasMark = false
      this.#pendingColumns.length = 0
      this.#pendingTexts.length = 0
    }
    return end
  }

  #commentLine(bytes: Buffer, start: number, limit: number, isLast: boolean): number {
    const { line } = this
    const isFitting = this.#fitsLine(bytes, start, limit, isLast)
    if (isFitting === null) return INCOMPLETE
    const next = this.#skipLine(bytes, start, limit, isLast)
    if (next === INCOMPLETE) return INCOMPLETE
    this.comments++
    if (isFitting && this.fittingComments++ === 0) this.firstFittingComment = line
    return next
  }

  #skipLine(bytes: Buffer, start: number, limit: number, isLast: boolean): number {
    let at = start
    while (at < limit && bytes[at] !== LF && bytes[at] !== CR) at++
    const next = this.#afterBreak(bytes, at, limit, isLast)
    if (next !== INCOMPLETE) this.line++
    return next
  }

  /** The index after the line break at an index, or after the last byte of the file. */
  #afterBreak(bytes: Buffer, at: number, limit: number, isLast: boolean): number {
    if (at >= limit) return isLast ? limit : INCOMPLETE
    if (bytes[at] !== CR) return at + 1
    if (at + 1 >= limit) return isLast ? limit : INCOMPLETE
    return bytes[at + 1] === LF ? at + 2 : at + 1
  }

  /** Moves to the next record, whose index is returned. */
  #next(end: number): number {
    this.line += 1 + this.#breaks
    this.#breaks = 0
    return end
  }

  #cells(bytes: Buffer, start: number, limit: number, isLast: boolean): number {
    const width = this.#columns.length
    const row = this.blockRow
    const minBlanks = this.#minBlanks
    const sepByte = this.#sepByte
    const isSimple = minBlanks === 0 && this.#sep.length === 1
    const scanner = this.#openScanner
    let at = minBlanks > 0 ? afterBlanks(bytes, start, limit) : start
    for (let column = 0; ; column++) {
      if (column === width) return this.#misfit(bytes, start, limit, isLast)
      const numbers = this.#numbers[column]!
      let end = -1
      if (numbers !== null) {
        let from = at
        while (from < limit && bytes[from] === SPACE) from++
        end = scanner.scan(bytes, from, limit)
        if (end >= 0) {
          if (minBlanks === 0) while (end < limit && bytes[end] === SPACE) end++
          const byte = end < limit ? bytes[end]! : LF
          if (
            byte === LF ||
            byte === CR ||
            (isSimple ? byte === sepByte : this.#isSeparator(bytes, end, limit))
          )
            numbers[row] = scanner.value
          else end = -1
        }
      }
      if (end < 0) {
        end = this.#cell(bytes, at, limit, isLast, column)
        if (end === INCOMPLETE) return INCOMPLETE
      }
      if (minBlanks > 0) {
        const next = afterBlanks(bytes, end, limit)
        if (next < limit && bytes[next] !== LF && bytes[next] !== CR) {
          at = next
          continue
        }
        end = next
      }
      if (end >= limit || bytes[end] === LF || bytes[end] === CR) {
        const next = this.#afterBreak(bytes, end, limit, isLast)
        if (next === INCOMPLETE) return INCOMPLETE
        return column + 1 === width ? this.#endRow(next) : this.#misfit(bytes, start, limit, isLast)
      }
      at = end + this.#sep.length
    }
  }

  #isSeparator(bytes: Buffer, at: number, limit: number): boolean {
    const byte = bytes[at]
    if (this.#minBlanks > 0) {
      if (byte === TAB) return true
      if (byte !== SPACE) return false
      if (this.#minBlanks === 1 || at + 1 >= limit) return true
      const next = bytes[at + 1]
      return next === SPACE || next === TAB || next === LF || next === CR
    }
    return byte === this.#sepByte && startsWith(bytes, at, limit, this.#sep)
  }

  /** Adds a cell to its column, or only finds its end. @returns the index after the cell */
  #cell(bytes: Buffer, start: number, limit: number, isLast: boolean, column: number): number {
    let at = start
    while (at < limit && (bytes[at] === SPACE || bytes[at] === TAB) && !this.#isSeparator(bytes, at, limit))
      at++
    if (at < limit && bytes[at] === this.#quote) return this.#quotedCell(bytes, at, limit, isLast, column)
    const end = this.#endOfCell(bytes, at, limit)
    if (end >= limit && !isLast) return INCOMPLETE
    // A separator of several characters may be cut by the end of the piece.
    if (!isLast && end + this.#sep.length > limit) return INCOMPLETE
    if (column >= 0) this.#add(bytes, start, end, column)
    return end
  }

  #endOfCell(bytes: Buffer, start: number, limit: number): number {
    let at = start
    const sepByte = this.#sepByte
    if (this.#minBlanks === 0 && this.#sep.length === 1) {
      for (; at < limit; at++) {
        const byte = bytes[at]!
        if (byte === sepByte || byte === LF || byte === CR) break
      }
      return at
    }
    while (at < limit && bytes[at] !== LF && bytes[at] !== CR && !this.#isSeparator(bytes, at, limit)) at++
    return at
  }

  #quotedCell(bytes: Buffer, start: number, limit: number, isLast: boolean, column: number): number {
    const quote = this.#quote
    let doubled = false
    let breaks = 0
    let at = start + 1
    for (; at < limit; at++) {
      const byte = bytes[at]!
      if (byte === LF || (byte === CR && bytes[at + 1] !== LF)) breaks++
      if (byte !== quote) continue
      if (at + 1 < limit && bytes[at + 1] === quote) {
        doubled = true
        at++
      } else break
    }
    if (at >= limit || (at + 1 >= limit && !isLast)) {
      if (isLast) throw new RowError({ kind: 'open quote', line: this.line + this.#breaks })
      this.openQuote = at >= limit ? this.line + this.#breaks : 0
      return INCOMPLETE
    }
    let end = at + 1
    while (
      end < limit &&
      (bytes[end] === SPACE || bytes[end] === TAB) &&
      !this.#isSeparator(bytes, end, limit)
    )
      end++
    if (end >= limit ? !isLast : !isLast && end + this.#sep.length > limit) return INCOMPLETE
    if (end < limit && bytes[end] !== LF && bytes[end] !== CR && !this.#isSeparator(bytes, end, limit))
      throw new RowError({ kind: 'text after quote', line: this.line + this.#breaks + breaks })
    this.#breaks += breaks
    if (column < 0) return end
    if (doubled) this.#addUnescaped(bytes, start + 1, at, column)
    else this.#add(bytes, start + 1, at, column)
    return end
  }

  #addUnescaped(bytes: Buffer, start: number, end: number, column: number): void {
    if (this.#scratch.length < end - start) this.#scratch = Buffer.alloc((end - start) * 2)
    let length = 0
    for (let i = start; i < end; i++) {
      if (bytes[i] === this.#quote) i++
      this.#scratch[length++] = bytes[i]!
    }
    this.#add(this.#scratch, 0, length, column)
  }

  #add(bytes: Buffer, start: number, end: number, column: number): void {
    const numbers = this.#numbers[column]!
    if (numbers !== null && this.#scanner.scan(bytes, start, end) === end) {
      numbers[this.blockRow] = this.#scanner.value
      return
    }
    const pending = this.#columns[column]!.add(bytes, start, end, this.blockRow)
    if (pending === null) return
    this.#pendingColumns.push(column)
    this.#pendingTexts.push(pending)
  }

  #endRow(next: number): number {
    const row = this.rowsBefore + this.blockRow
    for (let i = 0; i < this.#pendingColumns.length; i++)
      this.#columns[this.#pendingColumns[i]!]!.commit(this.#pendingTexts[i]!, row, this.line)
    this.#pendingColumns.length = 0
    this.#pendingTexts.length = 0
    if (this.line - row !== this.lines.at(-1)) this.lines.push(row, this.line - row)
    if (this.#hasMark) this.fitting++
    this.#hasMark = false
    this.blockRow++
    return this.#next(next)
  }

  /** Whether a line alone has the cells of a row; null if its end is not there yet. */
  #fitsLine(bytes: Buffer, start: number, limit: number, isLast: boolean): boolean | null {
    let end = start
    while (end < limit && bytes[end] !== LF && bytes[end] !== CR) end++
    if (end >= limit && !isLast) return null
    try {
      this.#count(bytes, start, end, true)
    } catch (error) {
      if (error instanceof RowError) return false
      throw error
    } finally {
      this.#breaks = 0
    }
    return this.#counted === this.#columns.length
  }

  #candidateAt(bytes: Buffer, start: number, limit: number): string | null {
    for (const [mark, text] of this.#candidates) if (startsWith(bytes, start, limit, text)) return mark
    return null
  }

  /** A record with another number of cells. @throws RowError unless it is blank */
  #misfit(bytes: Buffer, start: number, limit: number, isLast: boolean): number {
    this.#breaks = 0
    this.#pendingColumns.length = 0
    this.#pendingTexts.length = 0
    const end = this.#count(bytes, start, limit, isLast)
    if (end === INCOMPLETE) return INCOMPLETE
    if (bytes.toString('utf8', start, end).trim() === '') return this.#next(end)
    throw new RowError({
      kind: 'ragged',
      line: this.line,
      expected: this.#columns.length,
      found: this.#counted,
    })
  }

  /** Leaves out a line that looks like a comment, whatever quotation marks are in it. */
  #unfitLine(bytes: Buffer, start: number, limit: number, isLast: boolean, mark: string): number {
    const { line } = this
    const next = this.#skipLine(bytes, start, limit, isLast)
    if (next === INCOMPLETE) return next
    this.unfitCount++
    if (this.unfit === null) {
      const text = bytes.toString('utf8', start, Math.min(next, start + 100)).trim()
      this.unfit = { line, mark, text, cells: text.split(this.#format.sep).length }
    }
    return next
  }

  /** Counts the cells of a record. @returns the index of the next one */
  #count(bytes: Buffer, start: number, limit: number, isLast: boolean): number {
    this.#breaks = 0
    this.#counted = 0
    let at = this.#minBlanks > 0 ? afterBlanks(bytes, start, limit) : start
    for (;;) {
      let end = this.#cell(bytes, at, limit, isLast, -1)
      if (end === INCOMPLETE) {
        this.#breaks = 0
        return INCOMPLETE
      }
      this.#counted++
      if (this.#minBlanks > 0) {
        const next = afterBlanks(bytes, end, limit)
        if (next < limit && bytes[next] !== LF && bytes[next] !== CR) {
          at = next
          continue
        }
        end = next
      }
      if (end >= limit || bytes[end] === LF || bytes[end] === CR) {
        const next = this.#afterBreak(bytes, end, limit, isLast)
        if (next === INCOMPLETE) this.#breaks = 0
        return next
      }
      at = end + this.#sep.length
    }
  }
}
