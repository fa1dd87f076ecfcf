/** The values of a table's column, before any step. */
import type { ColumnSettings } from '../../../../shared/data/columns.ts'
import { listsLabels } from '../../../../shared/data/steps/multi-label.ts'
import type { CategoryValues, Values } from '../../../../shared/data/steps/step.ts'
import { ProblemError, problem } from '../../../../shared/problem.ts'
import { MAX_LABEL_CELL_BYTES } from '../limits.ts'
import { problemError } from '../problem-error.ts'
import { MAX_SET_CATEGORIES } from '../table/store-read-table.ts'
import type { Table } from '../table/table.ts'
import { orderCategories, recode } from './categories.ts'
import { texts } from './texts.ts'

/** Reads the values of some rows; without a range, of all. */
export interface ColumnReader {
  readonly kind: Values['kind']
  read(from?: number, to?: number): Promise<Values>
}

/** The values of all rows. @throws ProblemError as openColumn */
export const columnValues = async (...column: Parameters<typeof openColumn>): Promise<Values> =>
  (await openColumn(...column)).read()

/** @param field of the source, for messages @param excluded rows of the table whose cells may be no numbers: they count as missing
 *  @throws ProblemError for a number column with other cells that are no numbers, and for a column of free text */
export async function openColumn(
  table: Table,
  column: number,
  settings: ColumnSettings,
  field: string,
  excluded: ReadonlySet<number>,
): Promise<ColumnReader> {
  const { type, badCells, categories, name } = table.info.columns[column]!
  // A person who sets the type accepts that the other cells are missing.
  if (badCells.count > 0 && settings.type === 'auto') await refuseBadCells(table, column, field, excluded)
  if (type !== 'category' && type !== 'text') {
    const kind = type === 'date' ? 'date' : 'number'
    return { kind, read: async (from, to) => ({ kind, values: await table.numbers(column, from, to) }) }
  }
  if (categories === null && listsLabels(settings.steps)) {
    const all = await codedTexts(table, column)
    return { kind: 'category', read: async (from, to) => ({ ...all, codes: all.codes.subarray(from, to) }) }
  }
  if (categories === null) {
    const { value, line } = await firstText(table, column)
    throw problemError('csv_text', texts.freeText(field, name, value, line, MAX_SET_CATEGORIES), field)
  }
  const ordered = orderCategories(categories, settings.categories)
  const read = async (from?: number, to?: number): Promise<Values> => ({
    kind: 'category',
    codes: recode(await table.codes(column, from, to), categories, ordered),
    categories: ordered,
  })
  return { kind: 'category', read }
}

/** @throws ProblemError naming the first cell that is no number, unless all of them are in excluded rows */
async function refuseBadCells(
  table: Table,
  column: number,
  field: string,
  excluded: ReadonlySet<number>,
): Promise<void> {
  const { name, badCells } = table.info.columns[column]!
  const rows = await table.badRows(column)
  const refused = rows.filter((row) => !excluded.has(row))
  const count = badCells.count - rows.length + refused.length
  if (count === 0) return
  const row = refused[0] ?? rows.at(-1)!
  const known = badCells.first.find((cell) => cell.row === row)
  const [cell] = known ? [known.text] : await table.texts(column, row, row + 1)
  const line = known?.line ?? (await table.lineOf(row))
  throw problemError('csv_text', texts.badCell(field, name, count, cell ?? '', line), field)
}

/** Rows of texts in memory at a time. */
const TEXT_ROWS = 20_000
/** Bytes that a distinct text takes beside its characters. */
const TEXT_BYTES = 100

/** Texts that differ too often to be stored as codes. @throws ProblemError for texts that are too long together */
async function codedTexts(table: Table, column: number): Promise<CategoryValues> {
  const { rows } = table.info
  const codes = new Int32Array(rows)
  const codeOf = new Map<string, number>()
  let bytes = 0
  for (let from = 0; from < rows; from += TEXT_ROWS)
    for (const [i, text] of (await table.texts(column, from, from + TEXT_ROWS)).entries()) {
      const code = text === null ? -1 : (codeOf.get(text) ?? codeOf.size)
      if (text !== null && code === codeOf.size) {
        bytes += text.length + TEXT_BYTES
        if (bytes > MAX_LABEL_CELL_BYTES) throw tooManyCells(table.info.columns[column]!.name, codeOf.size)
        codeOf.set(text, code)
      }
      codes[from + i] = code
    }
  return { kind: 'category', codes, categories: [...codeOf.keys()] }
}

const tooManyCells = (name: string, count: number): ProblemError =>
  problemError('data_step', texts.labelCells(name, count), `columns.${name}.steps`)

/** A column that no step has turned into numbers, with its first value. */
export async function noNumbers(table: Table, column: number, field: string): Promise<ProblemError> {
  const { name, type } = table.info.columns[column]!
  const { value, line } = await firstText(table, column)
  return new ProblemError([problem('csv_text', texts.needsStep(name, type, value, line), { field })])
}

/** Rows among which a text is looked for. */
const SEARCHED_ROWS = 100_000

/** The first cell that is no number, else the first cell. */
export async function firstText(
  table: Table,
  column: number,
): Promise<{ readonly value: string; readonly line: number | null }> {
  const cells = await table.texts(column, 0, Math.min(table.info.rows, SEARCHED_ROWS))
  const isText = (cell: string | null) => cell !== null && !/^[+-]?[\d.,]+(e[+-]?\d+)?$/i.test(cell)
  const row = Math.max(cells.findIndex(isText), 0)
  return { value: cells[row] ?? '', line: await table.lineOf(row) }
}
