/** Compares two answers to a Keras case, value by value. */
import { expect } from 'vitest'
import type { Answer } from './keras-comparison.ts'
import { maxAbs, maxDifference } from './random-arrays.ts'

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

export function expectSameAnswer(actual: Answer, expected: Answer, bounds: Bounds): void {
  const expectClose = (label: string, a: readonly number[], b: readonly number[], bound: number) =>
    expect(maxDifference(a, b), `${label}: ${a.slice(0, 8)} instead of ${b.slice(0, 8)}`).toBeLessThanOrEqual(
      bound * Math.max(1, maxAbs(b)),
    )
  expectClose('prediction', actual.prediction, expected.prediction, bounds.prediction ?? bounds.output)
  expectClose('loss', [actual.loss], [expected.loss], bounds.output)
  expectClose('figures of the step', actual.figures, expected.figures, bounds.output)
  expectClose('figures of the evaluation', actual.evaluated, expected.evaluated, bounds.output)
  expect(Object.keys(actual.gradients).sort()).toEqual(Object.keys(expected.gradients).sort())
  const absoluteBound = 1e-7 * Math.max(1, ...Object.values(expected.gradients).map(maxAbs))
  for (const [name, b] of Object.entries(expected.gradients)) {
    const a = actual.gradients[name]!
    expect(
      maxDifference(a, b),
      `gradient of ${name}: ${a.slice(0, 8)} instead of ${b.slice(0, 8)}`,
    ).toBeLessThanOrEqual(bounds.gradient * maxAbs(b) + absoluteBound)
  }
  expect(Object.keys(actual.moving).sort()).toEqual(Object.keys(expected.moving).sort())
  for (const [name, b] of Object.entries(expected.moving))
    expectClose(name, actual.moving[name]!, b, bounds.output)
  expect(actual.after === undefined).toBe(expected.after === undefined)
  if (!actual.after || !expected.after) return
  expectClose('loss after 20 steps', [actual.after.loss], [expected.after.loss], bounds.after)
  expectClose('prediction after 20 steps', actual.after.prediction, expected.after.prediction, bounds.after)
  for (const [name, b] of Object.entries(expected.after.weights))
    expectClose(`${name} after 20 steps`, actual.after.weights[name]!, b, bounds.after)
}
