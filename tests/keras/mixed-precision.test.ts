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
import { stored } from '../support/golden.ts'
import { describeKeras } from '../support/keras.ts'
import { KERAS_CASES } from '../support/keras-cases.ts'
import { type Answer, interpreted, ours, type Runner, requestOf } from '../support/keras-trials.ts'
import { difference } from '../support/random-arrays.ts'
import { same } from '../support/same-answer.ts'

const FEW = { output: 2 ** -5, gradient: 2 ** -5, after: 2 ** -5 }
const LAST_BIT = 1e-6
/** Bounds for answers of another processor. Its predictions differ, and may cancel in the sums of gradients. */
const ELSEWHERE = { ...FEW, gradient: 2 ** -3 }
/** Bounds with predictions within one step of bfloat16: neighbouring numbers are at most 2⁻⁷ apart. */
const NEAR = { ...FEW, prediction: 2 ** -7 }
/** Cases in which a fused kernel of Keras rounds once where ours is several operations. */
const FUSED = ['Dense activation gelu', 'Dot axes -1']

describeKeras('Parity with Keras in mixed precision', () => {
  const cases = mixedCases(KERAS_CASES)
  const answers = stored<Answer>(
    'mixed_bfloat16',
    cases.map((c) => ({ name: c.name, request: requestOf(c) })),
  )
  test.each(answers.renewed)('Keras still gives the stored answer: %s', async (name) => {
    same(await answers.anew(name), answers.of(name), ELSEWHERE)
  })
  test.each(answers.renewed.filter((name) => !FUSED.includes(name)))(
    'equal to the predictions of Keras on this processor, to the last bit: %s',
    async (name) => {
      const c = cases.find((c) => c.name === name)!
      same(ours(c, loadTensorflow()), await answers.anew(name), { ...FEW, prediction: LAST_BIT })
    },
  )

  const runners: readonly [string, () => Runner][] = [
    ['float64 interpreter', () => interpreted],
    ['TensorFlow executor', loadTensorflow],
    ['portable executor', loadPortable],
  ]
  for (const [where, runner] of runners)
    test.each(cases)(`$name (${where})`, (c) => {
      same(ours(c, runner()), answers.of(c.name), where === 'TensorFlow executor' ? ELSEWHERE : NEAR)
    })

  test('results in float32 differ from the answers', () => {
    const run = loadTensorflow()
    for (const c of cases.filter(({ name }) => !FUSED.includes(name))) {
      const { prediction } = ours({ ...c, dtypePolicy: 'float32' }, run)
      expect(difference(prediction, answers.of(c.name).prediction), c.name).toBeGreaterThan(1e-4)
    }
  })
})
