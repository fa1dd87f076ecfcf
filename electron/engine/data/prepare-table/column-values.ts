/** The values of a table's column, before any step. */
import type { ColumnSettings } from '../../../../shared/data/columns.ts'
import type { Values } from '../../../../shared/data/steps/step.ts'
import { ProblemError, problem } from '../../../../shared/problem.ts'
import type { Table } from '../table/table.ts'
import { orderCategories, recode } from './categories.ts'
import { texts } from './texts.ts'

/** @param field of the source, for messages
 *  @throws ProblemError for a number column with cells that are no numbers, and for a column of free text */
export async function columnValues(
  table: Table,
  column: number,
  settings: ColumnSettings,
  field: string,
): Promise<Values> {
  const { name, type, badCells, categories } = table.info.columns[column]!
  const [bad] = badCells.first
  // A person who sets the type accepts that the other cells are missing.
  if (badCells.count > 0 && bad && settings.type === 'auto')
    throw new ProblemError([
      problem('csv_text', texts.badCell(field, name, badCells.count, bad.text, bad.line), { field }),
    ])
  if (type === 'date') return { kind: 'date', values: await table.numbers(column) }
  if (type === 'number' || type === 'boolean') return { kind: 'number', values: await table.numbers(column) }
  if (categories === null) throw await noNumbers(table, column, field)
  const ordered = orderCategories(categories, settings.categories)
  return {
    kind: 'category',
    codes: recode(await table.codes(column), categories, ordered),
    categories: ordered,
  }
}

/** A column that no step has turned into numbers, with its first value. */
export async function noNumbers(table: Table, column: number, field: string): Promise<ProblemError> {
  const { name, type } = table.info.columns[column]!
  const cells = await table.texts(column, 0, Math.min(table.info.rows, 1000))
  const row = cells.findIndex((cell) => cell !== null && !Number.isFinite(Number(cell)))
  const line = row < 0 ? null : await table.lineOf(row)
  return new ProblemError([
    problem('csv_text', texts.needsStep(name, type, cells[Math.max(row, 0)] ?? '', line), { field }),
  ])
}
