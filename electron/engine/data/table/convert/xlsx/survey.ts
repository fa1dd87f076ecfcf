/** What is in a sheet, from a first look at all of its cells: where the table is, and how its dates are written. */
import { type DateDetail, detailOf } from './dates.ts'
import { type Cell, lettersOf, type Range, type Row } from './sheet.ts'

/** Rows at the top that may be a title. */
const MAX_TITLE = 50

export interface Survey {
  /** Number of rows above the table. */
  readonly skip: number
  /** The last row of the table, from 0. */
  readonly lastRow: number
  /** The columns of the table, from 0. */
  readonly columns: readonly number[]
  /** The last column of the sheet that has cells, also if the document leaves it out. */
  readonly lastColumn: number
  /** How detailed the dates of a column are. */
  readonly details: ReadonlyMap<number, DateDetail>
  /** Columns whose numbers are durations. */
  readonly durations: ReadonlySet<number>
  /** Place of the first formula without a result; null if there is none. */
  readonly formula: string | null
  /** Some cells have several lines. */
  readonly hasBreaks: boolean
}

export interface Limits {
  /** Rows above the table; null: to be found. */
  readonly skiprows: number | null
  /** Columns that are read; null: all. */
  readonly usecols: ReadonlySet<number> | null
  /** Rows of the table with its header; null: all. */
  readonly rows: number | null
}

export function createSurvey({ skiprows, usecols, rows }: Limits) {
  /** Cells of the first rows, which may be above the table. */
  const top = new Map<number, Row>()
  const counts = new Map<number, number>()
  const details = new Map<number, DateDetail>()
  /** The columns with durations, and those with other numbers. */
  const [durations, numbers] = [new Set<number>(), new Set<number>()]
  const formulas: { readonly row: number; readonly column: number }[] = []
  let lastRow = -1
  let lastColumn = -1
  let hasBreaks = false

  function addCell(row: number, column: number, cell: Cell): void {
    if (cell.kind === 'formula') {
      if (formulas.length < 1000) formulas.push({ row, column })
    } else if (cell.kind === 'date')
      details.set(column, finer(details.get(column), detailOf(cell.milliseconds)))
    else if (cell.kind === 'text' && /[\r\n]/.test(cell.text)) hasBreaks = true
    if (cell.kind === 'duration') durations.add(column)
    if (cell.kind === 'number') numbers.add(column)
    counts.set(column, (counts.get(column) ?? 0) + 1)
  }

  return {
    add(row: number, all: Row): void {
      if (skiprows !== null && (row < skiprows || (rows !== null && row >= skiprows + rows))) return
      lastColumn = Math.max(lastColumn, ...all.keys())
      const cells = usecols === null ? all : new Map([...all].filter(([column]) => usecols.has(column)))
      if (cells.size === 0) return
      if (top.size < MAX_TITLE) top.set(row, cells)
      lastRow = row
      for (const [column, cell] of cells) addCell(row, column, cell)
    },
    /** Null if there is no cell. */
    result(): Survey | null {
      if (lastRow < 0) return null
      const skip = skiprows ?? findTable(top, counts.size)
      for (const [row, cells] of top) {
        if (row >= skip) continue
        for (const column of cells.keys()) counts.set(column, counts.get(column)! - 1)
      }
      const used = [...counts].filter(([, count]) => count > 0).map(([column]) => column)
      const first = Math.min(...used)
      const last = Math.max(...used)
      const columns =
        usecols === null
          ? Array.from({ length: last - first + 1 }, (_, i) => first + i)
          : [...usecols].sort((a, b) => a - b)
      const end = rows === null ? lastRow : Math.min(lastRow, skip + rows - 1)
      const formula = formulas.find(
        ({ row, column }) => row >= skip && row <= end && columns.includes(column),
      )
      return {
        skip,
        lastRow: end,
        columns,
        lastColumn,
        details,
        durations: new Set([...durations].filter((column) => !numbers.has(column))),
        formula: formula ? `${lettersOf(formula.column)}${formula.row + 1}` : null,
        hasBreaks,
      }
    },
  }
}

const ORDER: readonly DateDetail[] = ['day', 'second', 'millisecond']
const finer = (a: DateDetail | undefined, b: DateDetail): DateDetail =>
  a !== undefined && ORDER.indexOf(a) > ORDER.indexOf(b) ? a : b

/** The first row with cells in half of the columns or more. */
function findTable(top: ReadonlyMap<number, Row>, width: number): number {
  const [first] = top.keys()
  for (const [row, cells] of top) if (cells.size * 2 >= width) return row
  return first ?? 0
}

/** Merged cells that hold one value for several rows or columns of the table. Those of a header are names, which the reader joins.
 *  @param header number of its rows; null: not known yet */
export function mergedRows(
  merged: readonly Range[],
  { skip, lastRow, columns }: Survey,
  header: number | null,
): readonly Range[] {
  const [left, right] = [columns[0]!, columns.at(-1)!]
  return merged.filter(({ rows: [first, last], columns: [start, end] }) => {
    if (last < skip || first > lastRow || end < left || start > right) return false
    if (first === last && start === end) return false
    const isHeader =
      header === null ? first === skip && last < skip + 3 : first >= skip && last < skip + header
    return !isHeader
  })
}

/** The number of rows of a header that has merged cells; null if it has none. A cell merged over several columns stands above their names. */
export function mergedHeader(merged: readonly Range[], { skip }: Survey): number | null {
  const heights = merged
    .filter(({ rows: [first] }) => first === skip)
    .map(({ rows: [first, last], columns: [start, end] }) => Math.max(last - first + 1, end > start ? 2 : 1))
    .filter((height) => height > 1 && height <= 3)
  return heights.length === 0 ? null : Math.max(...heights)
}
