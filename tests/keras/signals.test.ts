/** Compares signals with those of the real Keras and TensorFlow's GradientTape, on the same weights and rows: figures of outputs and of the
 *  gradients there for each call, norms of weights, their gradients and their updates. The answers are stored as in parity.test.ts. */
import { expect, test } from 'vitest'
import { portable } from '../../electron/engine/executors/portable/index.ts'
import type { KerasCase } from '../support/cases/types.ts'
import { goldenAnswers } from '../support/golden.ts'
import { describeKeras } from '../support/keras.ts'
import { KERAS_CASES } from '../support/keras-cases.ts'
import { ourSignals, type SignalsAnswer, signalsRequest } from '../support/signals-comparison.ts'

/** Relative to the figure, or to 1 where it is smaller; of gradients and updates relative to the largest one of the case. An update may be
 *  the small difference of two large terms. */
const BOUND = 1e-5
const UPDATE_BOUND = 1e-4

describeKeras('Signals', () => {
  const answers = goldenAnswers<SignalsAnswer>(
    'signals',
    KERAS_CASES.map((c) => ({ name: c.name, request: signalsRequest(c) })),
  )
  const executor = portable(() => {})
  test.each(answers.refreshed)('Keras still gives the stored signals: %s', async (name) => {
    expectSameSignals(await answers.fresh(name), answers.saved(name), true)
  })
  test.each(KERAS_CASES)('$name', async (c) => {
    expectSameSignals(ourSignals(c, await executor), answers.saved(c.name), !isFarFromZero(c))
  })
})

/** Far from 0 an activation ends in numbers that one side rounds to 0 and the other does not. */
const isFarFromZero = ({ scale = 1 }: KerasCase): boolean => scale > 1

/** @param zeros whether to compare shares of zeros */
function expectSameSignals(actual: SignalsAnswer, expected: SignalsAnswer, zeros: boolean): void {
  const expectFigures = <F extends object>(label: string, own: F, figures: F, scale: number) => {
    for (const [name, value] of Object.entries(figures))
      if (zeros || name !== 'zeros')
        expectClose(`${name} of ${label}`, own[name as keyof F] as number, value as number, scale)
  }
  expectClose('loss', actual.loss, expected.loss, 1)
  expect(actual.calls.length).toBe(expected.calls.length)
  const gradientScale = Math.max(...expected.calls.map(({ gradients }) => Number(gradients.mean)))
  for (const [i, { outputs, gradients }] of expected.calls.entries()) {
    expectFigures(`outputs of call ${i + 1}`, actual.calls[i]!.outputs, outputs, 1)
    expectFigures(`gradients of call ${i + 1}`, actual.calls[i]!.gradients, gradients, gradientScale)
  }
  expect(Object.keys(actual.weights).sort()).toEqual(Object.keys(expected.weights).sort())
  const largest = (of: 'gradientNorm' | 'updateNorm') =>
    Math.max(0, ...Object.values(expected.weights).map((weight) => weight[of]))
  for (const [name, weight] of Object.entries(expected.weights)) {
    const own = actual.weights[name]!
    expectClose(`norm of ${name}`, own.norm, weight.norm, 1)
    expectClose(`gradient of ${name}`, own.gradientNorm, weight.gradientNorm, largest('gradientNorm'))
    expectClose(`update of ${name}`, own.updateNorm, weight.updateNorm, largest('updateNorm'), UPDATE_BOUND)
  }
}

function expectClose(label: string, actual: number, expected: number, scale: number, bound = BOUND): void {
  expect(Math.abs(actual - expected), `${label}: ${actual} instead of ${expected}`).toBeLessThanOrEqual(
    bound * Math.max(scale, Math.abs(expected)),
  )
}
