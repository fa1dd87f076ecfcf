/** The steps of a column: fitted on the training rows, applied to all rows. */
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
import type { Table } from '../table/table.ts'
import { texts } from './texts.ts'

export interface PreparedColumn {
  readonly parts: readonly Part[]
  /** What each step has learned, for each part that it was applied to. */
  readonly fits: readonly (readonly Json[])[]
  /** The rows that are left out; null: none. */
  readonly dropped: ((row: number) => boolean) | null
}

/** @param train training rows
 *  @throws FailedStep, or ProblemError for a step of another type */
export function prepareColumn(
  name: string,
  values: Values,
  configs: readonly Config[],
  train: Int32Array,
): PreparedColumn {
  let parts: readonly Part[] = [{ suffix: '', values }]
  let rest = train
  let dropped: PreparedColumn['dropped'] = null
  const fits: Json[][] = []
  for (const config of configs) {
    const step = getMember(steps, config)
    const fitted: Json[] = []
    parts = parts.flatMap((part) => {
      if (part.isFinal) return [part]
      checkTakes(name, step, part.values)
      return naming(name, step.type, part.values, () => {
        const fit = step.fit(takeRows(part.values, rest), config)
        fitted.push(fit)
        const isDropped = step.drops?.(part.values)
        if (isDropped) {
          const earlier = dropped
          dropped = (row) => (earlier?.(row) ?? false) || isDropped(row)
          rest = rest.filter((row) => !isDropped(row))
        }
        return step
          .apply(part.values, fit, config)
          .map((each): Part => ({ ...each, suffix: part.suffix + each.suffix }))
      })
    })
    fits.push(fitted)
  }
  return { parts, fits, dropped }
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
 *  @param rows rows of the table that are kept; null: all  @throws ProblemError */
export async function withLines<T>(table: Table, rows: Int32Array | null, work: () => T): Promise<T> {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof FailedStep)) throw error
    const { column, step, reason, row } = error
    const line = row === null ? null : await table.lineOf(rows ? rows[row]! : row)
    const text =
      reason instanceof NoValues ? texts.noValues(row !== null, line) : texts.atRow(reason.text, line)
    throw new ProblemError([
      problem('data_step', texts.step(column, step, text), { field: `columns.${column}.steps` }),
    ])
  }
}
