/** Mixed precision beside real Keras: cases of the table again, under the policy mixed_bfloat16 (parity.test.ts explains the answers).
 *
 *  A rounding moves a number by up to 2⁻⁹ of itself. Where each operation is rounded by itself the predictions are those of Keras on
 *  the same processor, to the last bit; on another one its own differ by a few roundings (a product is summed in bfloat16 where there is no
 *  AVX-512), so kept answers are held to those. Keras's compiled steps are not so: fused operations leave out roundings, other ones in each program, so its own losses
 *  and gradients from the same weights are a few roundings apart, more where large numbers cancel. 2⁻⁵ is 16 of them. */
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
/** From another processor: gradients are sums in which other predictions may cancel. */
const ELSEWHERE = { ...FEW, gradient: 2 ** -3 }
/** Neighbours in bfloat16 are at most 2⁻⁷ apart. */
const NEAR = { ...FEW, prediction: 2 ** -7 }
/** Kernels of Keras's that are rounded once where ours are several operations. */
const FUSED = ['Dense activation gelu', 'Dot axes -1']

describeKeras('Parity with Keras in mixed precision', () => {
  const cases = mixedCases(KERAS_CASES)
  const answers = stored<Answer>(
    'mixed_bfloat16',
    cases.map((c) => ({ name: c.name, request: requestOf(c) })),
  )
  test.each(answers.renewed)('Keras still says the same of: %s', async (name) => {
    same(await answers.anew(name), answers.of(name), ELSEWHERE)
  })
  test.each(answers.renewed.filter((name) => !FUSED.includes(name)))(
    'what Keras predicts on this processor, to the last bit: %s',
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

  test('float32 would not pass for it', () => {
    const run = loadTensorflow()
    for (const c of cases.filter(({ name }) => !FUSED.includes(name))) {
      const { prediction } = ours({ ...c, dtypePolicy: 'float32' }, run)
      expect(difference(prediction, answers.of(c.name).prediction), c.name).toBeGreaterThan(1e-4)
    }
  })
})
