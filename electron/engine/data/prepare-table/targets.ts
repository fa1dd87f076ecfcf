/** The targets of a table: classes, numbers or labels. */

import type { ColumnSettings } from '../../../../shared/data/columns.ts'
import type { TargetInfo } from '../../../../shared/data/data-info.ts'
import type { ColumnFits } from '../../../../shared/data/fitted-steps.ts'
import { placeOf } from '../../../../shared/data/place-text.ts'
import { listsLabels } from '../../../../shared/data/steps/multi-label.ts'
import { isFewIntegers } from '../../../../shared/data/target-kind.ts'
import { MAX_CLASSES } from '../limits.ts'
import { problemError } from '../problem-error.ts'
import type { Table } from '../table/table.ts'
import { texts as sharedTexts } from '../texts.ts'
import { orderCategories, recode } from './categories.ts'
import type { TableSource } from './choose-columns.ts'
import { columnValues, firstText } from './column-values.ts'
import { type IsExcluded, prepareColumn } from './fit-column.ts'
import { prepareLabelCells, readLabelCells } from './label-targets.ts'
import type { TableTarget } from './table-target.ts'
import { texts } from './texts.ts'

/** Maximum characters of a value in a message. */
const MAX_SHOWN = 100

/** @param excluded rows of the table whose cells may be no numbers @throws ProblemError for a target without values, dates, or too many classes */
export async function readTarget(
  table: Table,
  column: number,
  settings: ColumnSettings,
  task: TableSource['task'],
  excluded: ReadonlySet<number>,
): Promise<TableTarget> {
  const { name, type, words, missing } = table.info.columns[column]!
  if (missing === table.info.rows) throw problemError('data_no_target', texts.noTarget(name), 'target')
  if (listsLabels(settings.steps)) return readLabelCells(table, column, settings, excluded)
  if (type === 'boolean' && task !== 'number') {
    const numbers = await table.numbers(column)
    // A value that has several words has the name of the first one.
    const classes = [words?.false[0] ?? 'false', words?.true[0] ?? 'true']
    const ordered = orderCategories(classes, settings.categories)
    const codes = Int32Array.from(numbers, (x) => (Number.isNaN(x) ? -1 : x))
    return withRanks(await classTarget(table, column, recode(codes, classes, ordered), ordered), classes)
  }
  const values = await columnValues(table, column, settings, 'target', excluded)
  if (values.kind === 'category') {
    if (task === 'number') throw problemError('csv_target_text', sharedTexts.targetNotNumber(name), 'task')
    const target = await classTarget(table, column, values.codes, values.categories)
    return withRanks(target, table.info.columns[column]!.categories!)
  }
  if (!('values' in values)) throw new Error('A column of a table is no code.')
  if (values.kind === 'date') {
    if (!settings.steps?.length) {
      const [value] = await table.texts(column, 0, 1)
      throw problemError('csv_target_date', texts.dateTarget(name, value ?? ''), 'target')
    }
    return { info: { name, kind: 'number', classes: [] }, values: values.values, isDate: true }
  }
  const numbers = values.values
  // A number that has steps is learned as a number.
  const classes = settings.steps === null ? numericClasses(numbers, name, task) : null
  if (classes) return numericClassTarget(name, numbers, classes, settings)
  return { info: { name, kind: 'number', classes: [], range: rangeOf(numbers) }, values: numbers }
}

/** The distinct numbers in ascending order, if they are classes. 1, 1.0 and 01 are the same class. */
function numericClasses(
  numbers: Float64Array,
  name: string,
  task: TableSource['task'],
): readonly number[] | null {
  if (task === 'number') return null
  const distinct = new Set<number>()
  let count = 0
  for (const x of numbers) {
    if (Number.isNaN(x)) continue
    count++
    distinct.add(x)
    if (distinct.size > MAX_CLASSES) break
  }
  const allIntegers = [...distinct].every(Number.isInteger)
  if (task === 'auto' && !isFewIntegers({ allIntegers, distinct: distinct.size, rows: count })) return null
  if (distinct.size > MAX_CLASSES)
    throw problemError('data_classes', sharedTexts.tooManyClasses(name, distinct.size, MAX_CLASSES), 'task')
  return [...distinct].sort((a, b) => a - b)
}

function numericClassTarget(
  name: string,
  numbers: Float64Array,
  sorted: readonly number[],
  { categories }: ColumnSettings,
): TableTarget {
  const names = sorted.map(String)
  const chosen = (categories ?? []).filter((category) => names.includes(category))
  const classes = [...new Set([...chosen, ...names])]
  const codeOf = new Map(classes.map((text, code) => [Number(text), code]))
  const target: TableTarget = {
    info: { name, kind: 'classes', classes },
    values: Int32Array.from(numbers, (x) => codeOf.get(x) ?? -1),
  }
  return withRanks(target, names)
}

/** Another order of the classes must not move a row to another part, so the split stratifies by the order of the file. */
function withRanks(target: TableTarget, fileOrder: readonly string[]): TableTarget {
  const place = new Map(fileOrder.map((name, i) => [name, i]))
  const ranks = target.info.classes.map((name) => place.get(name)!)
  return ranks.every((rank, i) => rank === i) ? target : { ...target, info: { ...target.info, ranks } }
}

/** Classes of texts. For users who expect numbers, the info names the first text that is none. */
async function classTarget(
  table: Table,
  column: number,
  codes: Int32Array,
  classes: readonly string[],
): Promise<TableTarget> {
  const { name } = table.info.columns[column]!
  if (classes.length > MAX_CLASSES)
    throw problemError('data_classes', sharedTexts.tooManyClasses(name, classes.length, MAX_CLASSES), 'task')
  const isText = classes.map((text) => text.trim() === '' || !Number.isFinite(Number(text)))
  const first = codes.findIndex((code) => isText[code] === true)
  const info: TargetInfo = { name, kind: 'classes', classes }
  if (first < 0) return { info, values: codes }
  let count = 0
  for (const code of codes) if (isText[code]) count++
  const value = classes[codes[first]!]!.slice(0, MAX_SHOWN)
  return {
    info: { ...info, text: { count, value, line: await table.lineOf(first), row: first } },
    values: codes,
  }
}

function rangeOf(numbers: Float64Array): [number, number] {
  let [least, greatest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const x of numbers) {
    if (x < least) least = x
    if (x > greatest) greatest = x
  }
  return [least, greatest]
}

/** Applies the steps of a target that is a number; what they learn comes from the training rows.
 *  @throws ProblemError unless they give one number for every row */
export function prepareTarget(
  target: TableTarget,
  { steps }: ColumnSettings,
  train: Int32Array,
  isExcluded: IsExcluded,
): { readonly target: TableTarget; readonly fits: ColumnFits | null } {
  const { info, values, isDate = false } = target
  if (steps === null || steps.length === 0) return { target, fits: null }
  if (target.categories) return prepareLabelCells(target, steps, train, isExcluded)
  const refuse = () => problemError('data_step', texts.targetSteps(info.name), `columns.${info.name}.steps`)
  if (!(values instanceof Float64Array)) throw refuse()
  const { parts, fits, dropped } = prepareColumn(
    info.name,
    { kind: isDate ? 'date' : 'number', values },
    steps,
    train,
    isExcluded,
  )
  const [part, ...others] = parts
  if (!part || others.length > 0 || part.values.kind !== 'number' || dropped) throw refuse()
  const numbers = part.values.values
  return {
    target: { info: { ...info, range: rangeOf(numbers) }, values: numbers },
    fits: { column: info.name, steps, fits },
  }
}

/** The weights of the rows that are kept; a wrong one of an excluded row is 0. @throws ProblemError for a missing or negative weight */
export async function readWeights(
  table: Table,
  column: number,
  settings: ColumnSettings,
  rows: Int32Array,
  excluded: ReadonlySet<number>,
): Promise<Float64Array> {
  const field = 'sample_weight'
  const { name } = table.info.columns[column]!
  const values = await columnValues(table, column, settings, field, excluded)
  if (values.kind !== 'number') {
    const { value, line } = await firstText(table, column)
    throw problemError('csv_text', texts.weightText(name, value, line), field)
  }
  const isWeight = (x: number) => x >= 0 && Number.isFinite(Math.fround(x))
  const weights = Float64Array.from(rows, (row) => {
    const weight = values.values[row]!
    return excluded.has(row) && !isWeight(weight) ? 0 : weight
  })
  const wrong = weights.findIndex((x) => !isWeight(x))
  if (wrong < 0) return weights
  const line = await table.lineOf(rows[wrong]!)
  const place = placeOf(line, rows[wrong]!)
  const weight = weights[wrong]!
  if (!Number.isNaN(weight))
    throw problemError('csv_weight', sharedTexts.weightRange(name, place, String(weight)), field)
  const count = weights.reduce((sum, x) => sum + (Number.isNaN(x) ? 1 : 0), 0)
  throw problemError('csv_missing', sharedTexts.missingValues(name, count, place), field)
}
