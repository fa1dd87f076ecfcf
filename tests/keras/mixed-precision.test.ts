/** Compares mixed precision with the real Keras: cases of the table with the policy mixed_bfloat16. parity.test.ts explains the answers.
 *
 *  One rounding changes a number by a factor of up to 2⁻⁹. Where each operation rounds on its own, the predictions equal Keras's
 *  predictions on the same processor to the last bit. On another processor Keras's own predictions differ by a few roundings, because a
 *  product is summed in bfloat16 where there is no AVX-512; the stored answers have a bound for that. Keras's compiled steps fuse
 *  operations and skip other roundings in each program. Its own losses and gradients from the same weights therefore differ by a few
 *  roundings, and by more where large numbers cancel. 2⁻⁵ is 16 roundings. */
import { expect, test } from 'vitest'
import { mixedCases } from '../support/cases/mixed-precision.ts'
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
import { maxDifference } from '../support/random-arrays.ts'

const FEW_ROUNDINGS = { output: 2 ** -5, gradient: 2 ** -5, after: 2 ** -5 }
const LAST_BIT = 1e-6
/** Bounds for answers of another processor. Its predictions differ, and may cancel in the sums of gradients. */
const OTHER_PROCESSOR = { ...FEW_ROUNDINGS, gradient: 2 ** -3 }
/** Bounds with predictions within one step of bfloat16: neighbouring numbers are at most 2⁻⁷ apart. */
const ONE_STEP = { ...FEW_ROUNDINGS, prediction: 2 ** -7 }
/** Cases in which a fused kernel of Keras rounds once where ours is several operations. */
const FUSED_CASES = ['Dense activation gelu', 'Dot axes -1']

describeKeras('Parity with Keras in mixed precision', () => {
  const cases = mixedCases(KERAS_CASES)
  const answers = goldenAnswers<Answer>(
    'mixed_bfloat16',
    cases.map((c) => ({ name: c.name, request: kerasRequest(c) })),
  )
  test.each(answers.refreshed)('Keras still gives the stored answer: %s', async (name) => {
    expectSameAnswer(await answers.fresh(name), answers.saved(name), OTHER_PROCESSOR)
  })
  test.each(answers.refreshed.filter((name) => !FUSED_CASES.includes(name)))(
    'equal to the predictions of Keras on this processor, to the last bit: %s',
    async (name) => {
      const c = cases.find((c) => c.name === name)!
      expectSameAnswer(ourAnswer(c, loadTensorflow()), await answers.fresh(name), {
        ...FEW_ROUNDINGS,
        prediction: LAST_BIT,
      })
    },
  )

  const runners: readonly [string, () => Runner][] = [
    ['float64 interpreter', () => interpreter],
    ['TensorFlow executor', loadTensorflow],
    ['portable executor', loadPortable],
  ]
  for (const [where, runner] of runners)
    test.each(cases)(`$name (${where})`, (c) => {
      expectSameAnswer(
        ourAnswer(c, runner()),
        answers.saved(c.name),
        where === 'TensorFlow executor' ? OTHER_PROCESSOR : ONE_STEP,
      )
    })

  test('results in float32 differ from the answers', () => {
    const run = loadTensorflow()
    for (const c of cases.filter(({ name }) => !FUSED_CASES.includes(name))) {
      const { prediction } = ourAnswer({ ...c, dtypePolicy: 'float32' }, run)
      expect(maxDifference(prediction, answers.saved(c.name).prediction), c.name).toBeGreaterThan(1e-4)
    }
  })
})
