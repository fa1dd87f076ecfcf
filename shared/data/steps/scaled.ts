/** A number step that is (x − offset) / scale. */
import type { NumberValues, Part } from './step.ts'

/** The scale is not 0. A type and not an interface, so that it is assignable to JSON. */
export type Scaling = { readonly offset: number; readonly scale: number }

export const applyScaling = (values: NumberValues, { offset, scale }: Scaling): readonly Part[] => [
  { suffix: '', values: { kind: 'number', values: scaled(values.values, offset, scale) } },
]

/** A loop, because a call for each of millions of values takes several times as long. */
function scaled(values: Float64Array, offset: number, scale: number): Float64Array {
  const result = new Float64Array(values.length)
  for (let i = 0; i < values.length; i++) result[i] = (values[i]! - offset) / scale
  return result
}

export const invertScaling = (values: Float64Array, { offset, scale }: Scaling): Float64Array =>
  values.map((x) => x * scale + offset)
