/** The cells of a sheet, row by row. */
import type { Archive } from './archive.ts'
import { millisecondsOf } from './dates.ts'
import { plain, type Workbook } from './workbook.ts'

export type Cell =
  /** A duration is a number of days. */
  | { readonly kind: 'text' | 'number' | 'duration' | 'boolean' | 'error'; readonly text: string }
  | { readonly kind: 'date' | 'time'; readonly milliseconds: number }
  /** A formula whose result was not saved. */
  | { readonly kind: 'formula' }

/** The cells of a row that are not empty, by their columns from 0. */
export type Row = ReadonlyMap<number, Cell>

export interface Range {
  readonly name: string
  /** Both ends, from 0. */
  readonly rows: readonly [number, number]
  readonly columns: readonly [number, number]
}

export const MAX_SHEET_ROWS = 1_048_576
export const MAX_SHEET_COLUMNS = 16_384

/** @param onRow called for each row that has cells, in ascending order, with its number from 0; awaited after each piece of the file */
export async function scanSheet(
  archive: Archive,
  part: string,
  workbook: Workbook,
  onRow: (row: number, cells: Row) => void,
  afterPiece: (fraction: number) => Promise<void> = async () => {},
): Promise<{ readonly merged: readonly Range[] }> {
  const merged: Range[] = []
  let row = -1
  let column = -1
  let cells = new Map<number, Cell>()
  let cell = { type: 'n', style: 0, value: '', hasFormula: false }
  let collecting: 'v' | 't' | null = null
  let isInCell = false
  let aids = 0
  await archive.scan(
    part,
    {
      open(name, attributes) {
        if (name === 'row') {
          row = numberOf(attributes.get('r'), row + 2) - 1
          if (row >= MAX_SHEET_ROWS) throw archive.damaged(`a sheet has at most ${MAX_SHEET_ROWS} rows`)
          column = -1
          cells = new Map()
        } else if (name === 'c') {
          const reference = attributes.get('r')
          column = reference === null ? column + 1 : columnOf(reference)
          cell = {
            type: attributes.get('t') ?? 'n',
            style: numberOf(attributes.get('s'), 0),
            value: '',
            hasFormula: false,
          }
          isInCell = true
        } else if (name === 'rPh') aids++
        else if (isInCell && (name === 'v' || (name === 't' && aids === 0))) collecting = name
        else if (isInCell && name === 'f') cell.hasFormula = true
        else if (name === 'mergeCell') merged.push(rangeOf(attributes.get('ref') ?? ''))
      },
      text(text) {
        if (collecting !== null) cell.value += text
      },
      close(name) {
        if (name === 'v' || name === 't') collecting = null
        else if (name === 'rPh') aids--
        else if (name === 'c') {
          isInCell = false
          const value = cellOf(cell, workbook)
          if (value !== null && column >= 0 && column < MAX_SHEET_COLUMNS) cells.set(column, value)
        } else if (name === 'row' && row >= 0 && cells.size > 0) onRow(row, cells)
      },
    },
    afterPiece,
  )
  return { merged }
}

interface RawCell {
  readonly type: string
  readonly style: number
  readonly value: string
  readonly hasFormula: boolean
}

function cellOf({ type, style, value, hasFormula }: RawCell, workbook: Workbook): Cell | null {
  // The result of a formula may be an empty text.
  if (value === '') return hasFormula && type !== 'str' ? { kind: 'formula' } : null
  switch (type) {
    case 's':
      return textCell(workbook.strings[Number(value)] ?? '')
    case 'str':
    case 'inlineStr':
      return textCell(plain(value))
    case 'b':
      return { kind: 'boolean', text: value === '1' ? 'true' : 'false' }
    case 'e':
      return { kind: 'error', text: value }
    case 'd': {
      const milliseconds = Date.parse(/[zZ]|[+-]\d\d:?\d\d$/.test(value) ? value : `${value}Z`)
      return Number.isNaN(milliseconds) ? textCell(value) : { kind: 'date', milliseconds }
    }
    default:
      return numberCell(value, style, workbook)
  }
}

const textCell = (text: string): Cell | null => (text.trim() === '' ? null : { kind: 'text', text })

function numberCell(value: string, style: number, { formats, is1904 }: Workbook): Cell {
  const kind = formats[style] ?? 'number'
  const days = Number(value)
  if (kind === 'duration') return { kind, text: value.trim() }
  if (kind === 'number' || !Number.isFinite(days) || days < 0 || days > 2_958_466)
    return { kind: 'number', text: value.trim() }
  // A time that counts from the first day, and a date with a format that shows its time only.
  if (kind === 'time' && days < 1) return { kind: 'time', milliseconds: Math.round(days * 86_400_000) }
  return { kind: 'date', milliseconds: millisecondsOf(days, is1904) }
}

const numberOf = (text: string | null, initial: number): number =>
  text !== null && /^\d+$/.test(text) ? Number(text) : initial

/** `AB12` → 27 */
export function columnOf(reference: string): number {
  let column = 0
  for (const letter of /^\$?([A-Z]{1,3})/i.exec(reference)?.[1]?.toUpperCase() ?? '')
    column = column * 26 + letter.charCodeAt(0) - 64
  return column - 1
}

/** 27 → `AB` */
export function lettersOf(column: number): string {
  const letters = String.fromCharCode(65 + (column % 26))
  return column < 26 ? letters : lettersOf(Math.floor(column / 26) - 1) + letters
}

function rangeOf(name: string): Range {
  const [start = '', end = start] = name.split(':')
  const row = (reference: string) => Number(/\d+/.exec(reference)?.[0] ?? 1) - 1
  return { name, rows: [row(start), row(end)], columns: [columnOf(start), columnOf(end)] }
}
