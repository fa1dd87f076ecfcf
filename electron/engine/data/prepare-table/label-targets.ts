/** Multi-label targets: cells that list labels, or columns of 0 and 1. A row has one number for each label, side by side. */
import { byCodePoint } from '../../../../shared/data/code-points.ts'
import { type ColumnSettings, settingsOf } from '../../../../shared/data/columns.ts'
import type { ColumnFits } from '../../../../shared/data/fitted-steps.ts'
import { splitLabels } from '../../../../shared/data/labels.ts'
import type { RightValue } from '../../../../shared/data/marks.ts'
import { labelsTarget } from '../../../../shared/data/roles.ts'
import { labelSeparator } from '../../../../shared/data/steps/multi-label.ts'
import type { Part } from '../../../../shared/data/steps/step.ts'
import { MAX_LABEL_VALUES } from '../limits.ts'
import { withLabels } from '../marks/resolve.ts'
import { problemError } from '../problem-error.ts'
import type { Table } from '../table/table.ts'
import { columnValues, firstText } from './column-values.ts'
import { type IsExcluded, prepareColumn } from './fit-column.ts'
import type { TableTarget } from './table-target.ts'
import { texts } from './texts.ts'

/** Cells that list labels, as codes until the training rows are known, which decide the labels. */
export async function readLabelCells(
  table: Table,
  column: number,
  settings: ColumnSettings,
  excluded: ReadonlySet<number>,
): Promise<TableTarget> {
  const { name } = table.info.columns[column]!
  const [step, ...others] = settings.steps ?? []
  const refused = problemError('data_step', texts.labelSteps(name), `columns.${name}.steps`)
  if (!step || others.length > 0) throw refused
  const values = await columnValues(table, column, settings, 'target', excluded)
  if (values.kind !== 'category') throw refused
  const { codes, categories } = values
  const info = { name, kind: 'labels' as const, classes: [] }
  if (step.missing === 'missing') return { info, values: codes, categories }
  // An empty cell has no label and is not missing.
  return {
    info,
    values: codes.map((code) => (code < 0 ? categories.length : code)),
    categories: [...categories, ''],
  }
}

/** The labels that cells list, in any row; of columns of labels their names. */
export function listedLabels(
  { info, categories }: TableTarget,
  steps: ColumnSettings['steps'],
): readonly string[] {
  if (!categories) return info.classes
  const sep = labelSeparator(steps)!
  return [...new Set(categories.flatMap((cell) => splitLabels(cell, sep)))].sort(byCodePoint)
}

/** Cells of which some have other labels. @param labels by row */
export function withRightCells(
  target: TableTarget,
  steps: ColumnSettings['steps'],
  labels: ReadonlyMap<number, RightValue>,
): TableTarget {
  const { values, categories = [] } = target
  const sep = labelSeparator(steps)!
  const cells = [...categories]
  const codes = new Map<number, number>()
  for (const [row, names] of labels)
    if (typeof names !== 'number') codes.set(row, cells.push(names.join(sep)) - 1)
  return { ...target, values: withLabels(values, codes), categories: cells }
}

/** The labels of cells, which the training rows decide. */
export function prepareLabelCells(
  { info, values, categories }: TableTarget,
  steps: NonNullable<ColumnSettings['steps']>,
  train: Int32Array,
  isExcluded: IsExcluded,
): { readonly target: TableTarget; readonly fits: ColumnFits } {
  const { name } = info
  const cells = { kind: 'category' as const, codes: values as Int32Array, categories: categories! }
  const { parts, fits } = prepareColumn(name, cells, steps, train, isExcluded)
  const [[fitted]] = fits as unknown as [[{ readonly labels: readonly string[] }]]
  refuseTooLarge(name, values.length, parts.length)
  return {
    target: { info: { ...info, classes: fitted.labels }, values: sideBySide(parts, values.length) },
    fits: { column: name, steps, fits },
  }
}

/** Columns of 0 and 1 as one target: NaN where a cell is missing.
 *  @param excluded rows in which another value is 0, as a missing one would move the other rows to other parts
 *  @throws ProblemError for a column with another value */
export async function readLabelColumns(
  table: Table,
  columns: readonly number[],
  settings: readonly ColumnSettings[],
  excluded: ReadonlySet<number>,
): Promise<TableTarget> {
  const name = labelsTarget(table.info.columns.map((each) => each.name))
  const { rows } = table.info
  refuseTooLarge(name, rows, columns.length)
  const values = new Float32Array(rows * columns.length)
  for (const [i, column] of columns.entries()) {
    const its = await columnValues(
      table,
      column,
      settingsOf(settings, table.info.columns[column]!.name),
      'labels',
      excluded,
    )
    if (its.kind !== 'number') {
      const { value, line } = await firstText(table, column)
      throw refusedValue(table, column, value, line)
    }
    for (let row = 0; row < rows; row++) {
      const value = its.values[row]!
      const isRefused = value !== 0 && value !== 1 && !Number.isNaN(value)
      if (isRefused && !excluded.has(row))
        throw refusedValue(table, column, String(value), await table.lineOf(row))
      values[row * columns.length + i] = isRefused ? 0 : value
    }
  }
  const classes = columns.map((column) => table.info.columns[column]!.name)
  return { info: { name, kind: 'labels', classes }, values }
}

const refusedValue = (table: Table, column: number, value: string, line: number | null) =>
  problemError('csv_target_text', texts.labelValues(table.info.columns[column]!.name, value, line), 'labels')

function refuseTooLarge(name: string, rows: number, labels: number): void {
  if (rows * labels > MAX_LABEL_VALUES)
    throw problemError('csv_rows', texts.labelTable(name, rows, labels, MAX_LABEL_VALUES), 'target')
}

function sideBySide(parts: readonly Part[], rows: number): Float32Array {
  const values = new Float32Array(rows * parts.length)
  for (const [i, part] of parts.entries()) {
    const column = (part.values as { readonly values: Float64Array }).values
    for (let row = 0; row < rows; row++) values[row * parts.length + i] = column[row]!
  }
  return values
}
