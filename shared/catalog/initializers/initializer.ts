/** Definition of an initializer: fields, and a pure function from a stream of random numbers to the initial values of a weight. */
import type { Definition, Fields, Props } from '../../fields/index.ts'
import type { Stream } from '../../random/stream.ts'

export interface InitializerDefinition<F extends Fields = Fields> extends Definition {
  readonly fields: F
  /** Minimum rank of the weight; absent: any rank is allowed. */
  readonly rank?: number
  /** Values of a weight of `shape`, row-major. */
  sample(stream: Stream, shape: readonly number[], props: Props<F>): Float32Array
}

export const defineInitializer = <const F extends Fields>(
  d: InitializerDefinition<F>,
): InitializerDefinition => d as unknown as InitializerDefinition

export const valueCount = (shape: readonly number[]): number => shape.reduce((n, d) => n * d, 1)

export function filled(shape: readonly number[], value: () => number): Float32Array {
  const out = new Float32Array(valueCount(shape))
  for (let i = 0; i < out.length; i++) out[i] = value()
  return out
}

/** fan_in and fan_out of a weight, as compute_fans in keras/src/initializers/random_initializers.py counts them. */
export function computeFans(shape: readonly number[]): { fanIn: number; fanOut: number } {
  if (shape.length < 1) return { fanIn: 1, fanOut: 1 }
  if (shape.length === 1) return { fanIn: shape[0]!, fanOut: shape[0]! }
  const receptiveFieldSize = valueCount(shape.slice(0, -2))
  return { fanIn: shape.at(-2)! * receptiveFieldSize, fanOut: shape.at(-1)! * receptiveFieldSize }
}

/** A standard normal number; values beyond two standard deviations are redrawn. */
export function sampleTruncatedNormal(stream: Stream): number {
  for (;;) {
    const x = stream.normal()
    if (Math.abs(x) < 2) return x
  }
}
