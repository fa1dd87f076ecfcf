/** The steps of a column: fitted on the training rows, applied to any rows. */
import type { ColumnFits } from '../../../../shared/data/fitted-steps.ts'
import { steps } from '../../../../shared/data/steps/index.ts'
import {
  NoValues,
  type Part,
  type StepDefinition,
  StepError,
  takeRows,
  type Values,
} from '../../../../shared/data/steps/step.ts'
import { type Config, getMember } from '../../../../shared/fields/index.ts'
import type { Json } from '../../../../shared/json.ts'
import { ProblemError, problem } from '../../../../shared/problem.ts'
import { range } from '../../../../shared/random/mt19937.ts'
import type { Table } from '../table/table.ts'
import { texts } from './texts.ts'

export interface AppliedColumn {
  readonly parts: readonly Part[]
  /** The rows that are left out; null: none. */
  readonly dropped: ((row: number) => boolean) | null
}

export interface PreparedColumn extends AppliedColumn {
  /** What each step has learned, for each part that it was applied to. */
  readonly fits: readonly (readonly Json[])[]
}

/** Rows that a person has excluded; null: none. */
export type IsExcluded = ((row: number) => boolean) | null

/** Fits the steps on the training rows and applies them to all rows.
 *  @param train none of them is excluded
 *  @throws FailedStep, or ProblemError for a step of another type */
export const prepareColumn = (
  name: string,
  values: Values,
  configs: readonly Config[],
  train: Int32Array,
  isExcluded: IsExcluded,
): PreparedColumn =>
  refusingIncluded(values, isExcluded, (own) => fitSteps(name, own, configs, train, (all) => all))

const NO_ROWS = new Int32Array()

/** Fits the steps. @param values of the training rows
 *  @returns parts without rows, which say what the steps make of the column
 *  @throws as prepareColumn */
export const fitColumn = (name: string, values: Values, configs: readonly Config[]): PreparedColumn =>
  fitSteps(name, values, configs, null, (all) => takeRows(all, NO_ROWS))

/** Applies what the steps have learned to the values of some rows.
 *  @returns parts without rows if all rows are excluded and the steps refuse one @throws as prepareColumn */
export const applyColumn = (
  { column, steps: configs, fits }: ColumnFits,
  values: Values,
  isExcluded: IsExcluded,
): AppliedColumn =>
  refusingIncluded(values, isExcluded, (own) =>
    walkSteps(
      column,
      own,
      configs,
      (all) => all,
      (_, place) => fits[place.step]![place.part]!,
    ),
  )

/** An excluded row may be broken: where steps refuse one, all of them take the value of a row that is not excluded. */
function refusingIncluded<T>(values: Values, isExcluded: IsExcluded, work: (values: Values) => T): T {
  try {
    return work(values)
  } catch (error) {
    if (!(error instanceof FailedStep) || error.row === null || !isExcluded?.(error.row)) throw error
  }
  const rows = range(lengthOf(values))
  const first = rows.findIndex((row) => !isExcluded(row))
  if (first < 0) return work(takeRows(values, NO_ROWS))
  const replaced = rows.map((row) => (isExcluded(row) ? first : row))
  try {
    return work(takeRows(values, replaced))
  } catch (error) {
    if (!(error instanceof FailedStep) || error.row === null) throw error
    throw new FailedStep(error.column, error.step, error.reason, replaced[error.row]!)
  }
}

/** @param train rows to learn from; null: all @param forLast the values that the last step is applied to */
function fitSteps(
  name: string,
  all: Values,
  configs: readonly Config[],
  train: Int32Array | null,
  forLast: (values: Values) => Values,
): PreparedColumn {
  const fits = configs.map((): Json[] => [])
  const applied = walkSteps(name, all, configs, forLast, (values, { step, dropped }) => {
    const rows = dropped ? (train ?? range(lengthOf(values))).filter((row) => !dropped(row)) : train
    const fit = getMember(steps, configs[step]!).fit(rows ? takeRows(values, rows) : values, configs[step]!)
    fits[step]!.push(fit)
    return fit
  })
  return { ...applied, fits }
}

const lengthOf = (values: Values): number => ('codes' in values ? values.codes : values.values).length

/** Where a step is applied: the number of the step, that of the part, and the rows that steps before it leave out. */
interface Place {
  readonly step: number
  readonly part: number
  readonly dropped: AppliedColumn['dropped']
}

function walkSteps(
  name: string,
  values: Values,
  configs: readonly Config[],
  forLast: (values: Values) => Values,
  fitOf: (values: Values, place: Place) => Json,
): AppliedColumn {
  let parts: readonly Part[] = [{ suffix: '', values }]
  let dropped: AppliedColumn['dropped'] = null
  for (const [number, config] of configs.entries()) {
    const step = getMember(steps, config)
    const isLast = number === configs.length - 1
    let count = 0
    parts = parts.flatMap((part) => {
      if (part.isFinal) return [part]
      checkTakes(name, step, part.values)
      return naming(name, step.type, part.values, () => {
        const fit = fitOf(part.values, { step: number, part: count++, dropped })
        const isDropped = step.drops?.(part.values)
        if (isDropped) {
          const earlier = dropped
          dropped = (row) => (earlier?.(row) ?? false) || isDropped(row)
        }
        return step
          .apply(isLast ? forLast(part.values) : part.values, fit, config)
          .map((each): Part => ({ ...each, suffix: part.suffix + each.suffix }))
      })
    })
  }
  return { parts, dropped }
}

function checkTakes(name: string, step: StepDefinition, values: Values): void {
  if (step.takes.includes(values.kind)) return
  throw new ProblemError([
    problem('data_step', texts.stepTakes(name, step.type, step.takes, values.kind), {
      field: `columns.${name}.steps`,
    }),
  ])
}

/** A step that cannot take its column, and the row that shows it. */
class FailedStep extends Error {
  readonly column: string
  readonly step: string
  readonly reason: StepError
  /** The row at fault; of a column without values in the training rows, the first row with a value. */
  readonly row: number | null
  constructor(column: string, step: string, reason: StepError, row: number | null) {
    super(reason.message)
    this.column = column
    this.step = step
    this.reason = reason
    this.row = row
  }
}

function naming<T>(column: string, step: string, values: Values, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof StepError)) throw error
    throw new FailedStep(column, step, error, error instanceof NoValues ? firstValue(values) : error.row)
  }
}

function firstValue(values: Values): number | null {
  const row =
    'codes' in values
      ? values.codes.findIndex((code) => code >= 0)
      : values.values.findIndex((x) => !Number.isNaN(x))
  return row < 0 ? null : row
}

/** Runs steps; one that fails is a problem that names the line of the file.
 *  @param rows rows of the table that are kept; null: all @param first the row that the work calls 0 @throws ProblemError */
export async function withLines<T>(
  table: Table,
  rows: Int32Array | null,
  work: () => T,
  first = 0,
): Promise<T> {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof FailedStep)) throw error
    const { column, step, reason, row } = error
    const line = row === null ? null : await table.lineOf(rows ? rows[first + row]! : first + row)
    const text =
      reason instanceof NoValues ? texts.noValues(row !== null, line) : texts.atRow(reason.text, line)
    throw new ProblemError([
      problem('data_step', texts.step(column, step, text), { field: `columns.${column}.steps` }),
    ])
  }
}
