/** Our numbers beside real Keras's: outputs, loss, gradients, metrics, moving averages, and 20 steps of every optimizer. Keras's
 *  answers are stored; a tenth of them, another one each day, is asked for anew. LAYERLOOM_GOLDEN=write asks for all and stores them. */
import { expect, test } from 'vitest'
import { loadPortable, loadTensorflow } from '../support/executor.ts'
import { stored } from '../support/golden.ts'
import { describeKeras } from '../support/keras.ts'
import { KERAS_CASES } from '../support/keras-cases.ts'
import { type Answer, interpreted, ours, type Runner, requestOf } from '../support/keras-trials.ts'
import { difference, largest } from '../support/random-arrays.ts'

describeKeras('Parity with Keras', () => {
  const answers = stored<Answer>(
    'parity',
    KERAS_CASES.map((c) => ({ name: c.name, request: requestOf(c) })),
  )
  test.each(answers.renewed)('Keras still says the same of: %s', (name) => {
    same(answers.anew(name), answers.of(name), { output: 2e-6, gradient: 2e-6, after: 2e-5 })
  })

  const runners: readonly [string, () => Runner][] = [
    ['float64 interpreter', () => interpreted],
    ['TensorFlow executor', loadTensorflow],
    ['portable executor', loadPortable],
  ]
  for (const [where, runner] of runners)
    test.each(KERAS_CASES)(`$name (${where})`, (c) => {
      same(ours(c, runner()), answers.of(c.name), { output: 1e-5, gradient: 1e-5, after: 1e-4 })
    })
})

interface Bounds {
  /** Of what is between −1 and 1; larger numbers by their size. */
  readonly output: number
  /** Of the tensor's largest gradient, plus 1e-7. */
  readonly gradient: number
  readonly after: number
}

function same(got: Answer, expected: Answer, bounds: Bounds): void {
  const near = (what: string, a: readonly number[], b: readonly number[], bound: number) =>
    expect(difference(a, b), `${what}: ${a.slice(0, 8)} instead of ${b.slice(0, 8)}`).toBeLessThanOrEqual(
      bound * Math.max(1, largest(b)),
    )
  near('prediction', got.prediction, expected.prediction, bounds.output)
  near('loss', [got.loss], [expected.loss], bounds.output)
  near('figures of the step', got.figures, expected.figures, bounds.output)
  near('figures of the evaluation', got.evaluated, expected.evaluated, bounds.output)
  expect(Object.keys(got.gradients).sort()).toEqual(Object.keys(expected.gradients).sort())
  for (const [name, b] of Object.entries(expected.gradients)) {
    const a = got.gradients[name]!
    expect(
      difference(a, b),
      `gradient of ${name}: ${a.slice(0, 8)} instead of ${b.slice(0, 8)}`,
    ).toBeLessThanOrEqual(bounds.gradient * largest(b) + 1e-7)
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
