/** Turns predictions of a target that was prepared back into the numbers of the table. */
import { type Config, getMember } from '../fields/index.ts'
import type { Json } from '../json.ts'
import { steps as stepFamily } from './steps/index.ts'

/** What the steps of a column have learned from the training rows, for each part that they were applied to. */
export interface ColumnFits {
  readonly column: string
  readonly steps: readonly Config[]
  readonly fits: readonly (readonly Json[])[]
}

/** Steps that change no number within their bounds, so that nothing is to be undone. */
const UNCHANGING: ReadonlySet<string> = new Set(['clip', 'fill'])

/** A function that undoes the steps of a target; null if one of them cannot be undone, so that its numbers stay as they were learned. */
export function inverseOf({ steps, fits }: ColumnFits): ((values: Float64Array) => Float64Array) | null {
  const inverses = steps.map((config, i) => {
    const { type, invert } = getMember(stepFamily, config)
    const fitted = fits[i]?.[0]
    if (UNCHANGING.has(type)) return (values: Float64Array) => values
    return invert && fitted !== undefined ? (values: Float64Array) => invert(values, fitted) : null
  })
  if (inverses.includes(null)) return null
  return (values) => inverses.reduceRight((each, inverse) => inverse!(each), values)
}
