/** Finds the lines with the names of the columns: they are not like the cells below them. */
import { type CellKind, kindOf } from './cell-kind.ts'

export type HeaderReason = 'unlike' | 'numbers' | 'texts' | 'several' | 'like'

export interface FoundHeader {
  readonly lines: number
  readonly reason: HeaderReason
  /** Other numbers of lines that fit too. */
  readonly alternatives: readonly number[]
}

/** Lines with names at most. */
const MAX_LINES = 4
const MAX_ROWS = 200

/** @param rows cells of the first rows, all of the same number */
export function findHeader(rows: readonly (readonly string[])[]): FoundHeader {
  const [first] = rows
  if (!first || rows.length < 2) return { lines: 1, reason: 'texts', alternatives: [] }
  const below = rows.slice(Math.min(MAX_LINES, Math.floor(rows.length / 2)), MAX_ROWS)
  const kinds = first.map((_, column) => usualKind(below.map((row) => row[column]!)))
  const typed = kinds.flatMap((kind, column) => (kind === 'text' || kind === 'missing' ? [] : [column]))
  if (typed.length === 0) return findTextHeader(first, rows)
  const counts = rows.slice(0, MAX_LINES).map((row) => {
    const found = typed.map((column) => kindOf(row[column]!))
    return {
      unlike: found.filter((kind, i) => kind !== 'missing' && kind !== kinds[typed[i]!]).length,
      like: found.filter((kind, i) => kind === kinds[typed[i]!]).length,
    }
  })
  // A second line, such as the units, has no value of the type of its column.
  const several = counts.findLastIndex(
    ({ unlike, like }, i) =>
      i > 0 &&
      i < rows.length - 1 &&
      like === 0 &&
      (unlike >= 2 || (unlike === 1 && isUnit(rows[i]!, typed))),
  )
  if (several > 0) return { lines: several + 1, reason: 'several', alternatives: [1] }
  const { unlike, like } = counts[0]!
  if (unlike > 0 && unlike >= like) return { lines: 1, reason: 'unlike', alternatives: [] }
  const numbers = typed.filter((column) => kindOf(first[column]!) === 'number')
  if (isNumberedHeader(first, numbers, below)) return { lines: 1, reason: 'numbers', alternatives: [0] }
  return { lines: 0, reason: 'like', alternatives: unlike > 0 ? [1] : [] }
}

/** The kind of most cells that are not missing; text unless 80 % agree. */
function usualKind(cells: readonly string[]): CellKind {
  const counts = new Map<CellKind, number>()
  let present = 0
  for (const cell of cells) {
    const kind = kindOf(cell)
    if (kind === 'missing') continue
    present++
    counts.set(kind, (counts.get(kind) ?? 0) + 1)
  }
  const [kind, count] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? ['missing', 0]
  return count >= present * 0.8 ? kind : 'text'
}

const isUnit = (row: readonly string[], typed: readonly number[]): boolean =>
  typed.every((column) => /^[[(].{0,12}[\])]$|^$/.test(row[column]!.trim()))

/** Names in a table of texts: they differ from each other and do not occur below. */
function findTextHeader(first: readonly string[], rows: readonly (readonly string[])[]): FoundHeader {
  const names = first.map((name) => name.trim())
  const isDistinct = new Set(names).size === names.length
  const recurs = names.some((name, column) =>
    rows.slice(1, MAX_ROWS).some((row) => name !== '' && row[column]!.trim() === name),
  )
  return isDistinct && !recurs
    ? { lines: 1, reason: 'texts', alternatives: [0] }
    : { lines: 0, reason: 'like', alternatives: [1] }
}

/** Names that are numbers, such as years, wavelengths or the 0, 1, 2 of pandas: they ascend and are not like the numbers below. */
function isNumberedHeader(
  first: readonly string[],
  columns: readonly number[],
  below: readonly (readonly string[])[],
): boolean {
  const names = columns.map((column) => first[column]!.trim())
  if (names.length < 2 || !names.every((name) => /^\d+(\.\d+)?$/.test(name))) return false
  const values = names.map(Number)
  if (values.some((value, i) => i > 0 && value <= values[i - 1]!)) return false
  const counted = values.every((value, i) => value === columns[i])
  if (!counted && values.length < 3) return false
  const unlike = columns.filter((column, i) =>
    isUnlike(
      names[i]!,
      below.map((row) => row[column]!.trim()),
    ),
  )
  return unlike.length >= columns.length * (counted ? 0.5 : 0.7)
}

function isUnlike(name: string, cells: readonly string[]): boolean {
  const present = cells.filter((cell) => kindOf(cell) === 'number')
  const withDecimals = present.filter((cell) => /[.,]\d/.test(cell)).length
  if (!/[.,]/.test(name) && withDecimals >= present.length * 0.9) return true
  const values = present.map((cell) => Number(cell.replace(',', '.'))).filter(Number.isFinite)
  const min = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
  const max = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
  const range = max - min
  return Number(name) < min - range || Number(name) > max + range
}
