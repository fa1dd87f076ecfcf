/** Finds how the numbers of a table are written: the decimal mark and the mark between thousands, and the unit of a column. */
import { numberParser } from '../table/number-format.ts'
import { UNIT } from './cell-kind.ts'

export interface NumberMarks {
  readonly decimal: string
  readonly thousands: string
}

/** In the order in which they are preferred where the cells do not decide: `3,366` beside 614 is a number of thousands, `1.234` is not. */
const MARKS: readonly NumberMarks[] = [
  { decimal: '.', thousands: '' },
  { decimal: '.', thousands: ',' },
  { decimal: ',', thousands: '' },
  { decimal: ',', thousands: '.' },
  ...[' ', '\u00a0', '\u202f', "'", '’'].flatMap((thousands) => [
    { decimal: '.', thousands },
    { decimal: ',', thousands },
  ]),
]
/** Share of the cells of a column that must be numbers. */
export const MIN_SHARE = 0.95

export interface FoundMarks extends NumberMarks {
  /** A cell that has a mark, for the message; null if no cell decides anything. */
  readonly example: string | null
  /** Others that read as many cells, with the number that they make of the cell. */
  readonly alternatives: readonly (NumberMarks & { readonly example: string; readonly value: number })[]
}

/** @param columns cells of each column that may be numbers, without units and missing values
 *  @param set marks that the document sets; null: to be found
 *  @param isCommaSeparated whether the comma separates cells */
export function findMarks(
  columns: readonly (readonly string[])[],
  set: { readonly decimal: string | null; readonly thousands: string | null },
  isCommaSeparated: boolean,
): FoundMarks {
  const all = columns.flat()
  const occurs = (mark: string) => all.some((cell) => cell.includes(mark))
  const given = (marks: NumberMarks) =>
    (set.decimal === null || marks.decimal === set.decimal) &&
    (set.thousands === null || marks.thousands === set.thousands)
  const isPossible = ({ decimal, thousands }: NumberMarks) =>
    (thousands === '' || set.thousands !== null || occurs(thousands)) &&
    (decimal === '.' || set.decimal !== null || occurs(decimal) || (thousands === '.' && !isCommaSeparated))
  const listed = MARKS.filter((marks) => given(marks) && isPossible(marks))
  const candidates =
    listed.length > 0 ? listed : [{ decimal: set.decimal ?? '.', thousands: set.thousands ?? '' }]
  const scores = candidates.map((marks) => ({ marks, score: scoreOf(columns, marks) }))
  const best = scores.reduce((a, b) => (b.score > a.score ? b : a))
  const parse = numberParser({ ...best.marks, unit: null })
  const example = all.find((cell) => /[.,'’\s\u00a0\u202f]/.test(cell) && !Number.isNaN(parse(cell))) ?? null
  const alternatives = scores
    .filter(({ marks, score }) => marks !== best.marks && score >= best.score * 0.999 && score > 0)
    .flatMap(({ marks }) => {
      const other = numberParser({ ...marks, unit: null })
      const different = all.find((cell) => !Number.isNaN(other(cell)) && other(cell) !== parse(cell))
      return different === undefined ? [] : [{ ...marks, example: different, value: other(different) }]
    })
  return { ...best.marks, example, alternatives }
}

/** Cells that are numbers, in the columns of which nearly all are. */
function scoreOf(columns: readonly (readonly string[])[], marks: NumberMarks): number {
  const parse = numberParser({ ...marks, unit: null })
  let score = 0
  for (const cells of columns) {
    const numbers = cells.reduce((count, cell) => count + (Number.isNaN(parse(cell)) ? 0 : 1), 0)
    if (numbers >= cells.length * MIN_SHARE) score += numbers
  }
  return score
}

const WITH_UNIT = new RegExp(
  `^[+-]?(?:(${UNIT})\\s*)?[+-]?[\\d.,][\\d.,'’ \\u00a0\\u202f]*(?:[eE][+-]?\\d+)?(?:\\s*(${UNIT}))?$`,
  'u',
)

/** The unit that most cells have, before or after the number; null if there is none. */
export function findUnit(cells: readonly string[]): string | null {
  const counts = new Map<string, number>()
  for (const cell of cells) {
    // Most numbers have no unit, which is seen at a glance.
    if (/^[+-]?\d.*\d$|^\d$/.test(cell) && !/[^\d.,eE+-]/.test(cell)) continue
    const match = WITH_UNIT.exec(cell.trim())
    if (!match) continue
    const unit =
      match[1] !== undefined && match[2] === undefined
        ? match[1]
        : match[1] === undefined
          ? match[2]
          : undefined
    if (unit !== undefined) counts.set(unit, (counts.get(unit) ?? 0) + 1)
  }
  const [unit, count] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [null, 0]
  return count >= cells.length / 2 ? unit : null
}
