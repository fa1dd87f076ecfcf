/** Turns predictions of a target that was prepared back into the numbers of the table. */
import { type Config, getMember } from '../fields/index.ts'
import type { Json } from '../json.ts'
import { steps as stepFamily } from './steps/index.ts'
import { type Part, StepError, type Values } from './steps/step.ts'

/** What the steps of a column have learned from the training rows, for each part that they were applied to. */
export interface ColumnFits {
  readonly column: string
  readonly steps: readonly Config[]
  readonly fits: readonly (readonly Json[])[]
}

/** A function that undoes the steps of a target; null if one of them cannot be undone, so that its numbers stay as they were learned. */
export function inverseOf({ steps, fits }: ColumnFits): ((values: Float64Array) => Float64Array) | null {
  const inverses = steps.map((config, i) => {
    const { invert, keepsValues } = getMember(stepFamily, config)
    const fitted = fits[i]?.[0]
    if (!invert && keepsValues) return (values: Float64Array) => values
    return invert && fitted !== undefined ? (values: Float64Array) => invert(values, fitted) : null
  })
  if (inverses.includes(null)) return null
  return (values) => inverses.reduceRight((each, inverse) => inverse!(each), values)
}

/** A step that cannot take a value. */
export class RefusedValue extends Error {
  readonly step: string
  readonly reason: StepError
  constructor(step: string, reason: StepError) {
    super(reason.message)
    this.step = step
    this.reason = reason
  }
}

/** Applies what the steps of a column have learned to any rows.
 *  @throws RefusedValue for a value that a step refuses */
export function applyFitted(
  values: Values,
  { steps, fits }: ColumnFits,
): { readonly parts: readonly Part[]; readonly isDropped: (row: number) => boolean } {
  let parts: readonly Part[] = [{ suffix: '', values }]
  let isDropped = (_: number): boolean => false
  for (const [i, config] of steps.entries()) {
    const step = getMember(stepFamily, config)
    let next = 0
    parts = parts.flatMap((part) => {
      if (part.isFinal) return [part]
      const drops = step.drops?.(part.values)
      if (drops) {
        const earlier = isDropped
        isDropped = (row) => earlier(row) || drops(row)
      }
      try {
        return step
          .apply(part.values, fits[i]![next++]!, config)
          .map((each): Part => ({ ...each, suffix: part.suffix + each.suffix }))
      } catch (error) {
        throw error instanceof StepError ? new RefusedValue(step.type, error) : error
      }
    })
  }
  return { parts, isDropped }
}
