/** Compares two answers to a Keras case, value by value. */
import { expect } from 'vitest'
import type { Answer } from './keras-trials.ts'
import { difference, largest } from './random-arrays.ts'

interface Bounds {
  /** The bound for outputs: absolute for values between −1 and 1, relative to the largest value otherwise. */
  readonly output: number
  /** The bound for predictions; absent: `output`. */
  readonly prediction?: number
  /** The bound for gradients, relative to the tensor's largest gradient. 1e-7 is added, times the case's largest gradient where that is
   *  more than 1: a rounding error is relative to the summands, and the sum may be small. */
  readonly gradient: number
  /** The bound for the values after 20 steps, relative like `output`. */
  readonly after: number
}

export function same(got: Answer, expected: Answer, bounds: Bounds): void {
  const near = (what: string, a: readonly number[], b: readonly number[], bound: number) =>
    expect(difference(a, b), `${what}: ${a.slice(0, 8)} instead of ${b.slice(0, 8)}`).toBeLessThanOrEqual(
      bound * Math.max(1, largest(b)),
    )
  near('prediction', got.prediction, expected.prediction, bounds.prediction ?? bounds.output)
  near('loss', [got.loss], [expected.loss], bounds.output)
  near('figures of the step', got.figures, expected.figures, bounds.output)
  near('figures of the evaluation', got.evaluated, expected.evaluated, bounds.output)
  expect(Object.keys(got.gradients).sort()).toEqual(Object.keys(expected.gradients).sort())
  const floor = 1e-7 * Math.max(1, ...Object.values(expected.gradients).map(largest))
  for (const [name, b] of Object.entries(expected.gradients)) {
    const a = got.gradients[name]!
    expect(
      difference(a, b),
      `gradient of ${name}: ${a.slice(0, 8)} instead of ${b.slice(0, 8)}`,
    ).toBeLessThanOrEqual(bounds.gradient * largest(b) + floor)
  }
  expect(Object.keys(got.moving).sort()).toEqual(Object.keys(expected.moving).sort())
  for (const [name, b] of Object.entries(expected.moving)) near(name, got.moving[name]!, b, bounds.output)
  expect(got.after === undefined).toBe(expected.after === undefined)
  if (!got.after || !expected.after) return
  near('loss after 20 steps', [got.after.loss], [expected.after.loss], bounds.after)
  near('prediction after 20 steps', got.after.prediction, expected.after.prediction, bounds.after)
  for (const [name, b] of Object.entries(expected.after.weights))
    near(`${name} after 20 steps`, got.after.weights[name]!, b, bounds.after)
}
