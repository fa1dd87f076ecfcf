/** Compares our results with those of the real Keras: outputs, loss, gradients, metrics, moving averages, and 20 steps of every
 *  optimizer. Keras's answers are stored. Each run asks Keras again for a tenth of them, another tenth each day; the long tests ask for
 *  all. LAYERLOOM_GOLDEN=write asks for all and stores them. */
import { test } from 'vitest'
import { loadPortable, loadTensorflow } from '../support/executor.ts'
import { expectSameAnswer } from '../support/expect-same-answer.ts'
import { goldenAnswers } from '../support/golden.ts'
import { describeKeras } from '../support/keras.ts'
import { KERAS_CASES } from '../support/keras-cases.ts'
import {
  type Answer,
  interpreter,
  kerasRequest,
  ourAnswer,
  type Runner,
} from '../support/keras-comparison.ts'

/** The bounds also hold between two answers of Keras: another processor sums in another order. */
const BOUNDS = { output: 1e-5, gradient: 1e-5, after: 1e-4 }

describeKeras('Parity with Keras', () => {
  const answers = goldenAnswers<Answer>(
    'parity',
    KERAS_CASES.map((c) => ({ name: c.name, request: kerasRequest(c) })),
  )
  test.each(answers.refreshed)('Keras still gives the stored answer: %s', async (name) => {
    expectSameAnswer(await answers.fresh(name), answers.saved(name), BOUNDS)
  })

  const runners: readonly [string, () => Runner][] = [
    ['float64 interpreter', () => interpreter],
    ['TensorFlow executor', loadTensorflow],
    ['portable executor', loadPortable],
  ]
  for (const [where, runner] of runners)
    test.each(KERAS_CASES)(`$name (${where})`, (c) => {
      expectSameAnswer(ourAnswer(c, runner()), answers.saved(c.name), BOUNDS)
    })
})
