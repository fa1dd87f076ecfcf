/** The steps of a column: fitted on the training rows, applied to all rows. */
import { steps } from '../../../../shared/data/steps/index.ts'
import {
  type Part,
  type StepDefinition,
  StepError,
  takeRows,
  type Values,
} from '../../../../shared/data/steps/step.ts'
import { type Config, getMember } from '../../../../shared/fields/index.ts'
import type { Json } from '../../../../shared/json.ts'
import { ProblemError, problem } from '../../../../shared/problem.ts'
import { texts } from './texts.ts'

export interface PreparedColumn {
  readonly parts: readonly Part[]
  /** What each step has learned, for each part that it was applied to. */
  readonly fits: readonly (readonly Json[])[]
  /** The rows that are left out; null: none. */
  readonly dropped: ((row: number) => boolean) | null
}

/** What the steps of a column have learned from the training rows. */
export interface ColumnFits {
  readonly column: string
  readonly steps: readonly Config[]
  readonly fits: readonly (readonly Json[])[]
}

/** @param train training rows
 *  @throws ProblemError that names the column and the step */
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
      return inWords(name, step.type, () => {
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

function inWords<T>(name: string, step: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof StepError)) throw error
    throw new ProblemError([
      problem('data_step', texts.step(name, step, error.text), { field: `columns.${name}.steps` }),
    ])
  }
}
