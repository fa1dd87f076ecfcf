/** Compares three epochs of the lesson's networks on the real Fashion-MNIST with Keras. Plain SGD stays on Keras's curve. Adaptive
 *  optimizers amplify rounding errors, so their bound is the difference between Keras's own curves: compiled or not, and with initial
 *  weights that are moved by one unit in the last place. */
import { expect, test } from 'vitest'
import { curvesOf, maxDifference, optimizerOf, WINDOWS } from '../support/curves.ts'
import { askKeras, describeKeras } from '../support/keras.ts'

const EPOCHS = 3
/** The bound where Keras's own curves hardly differ. It is the bound on the outputs of one step. */
const ROUNDING = 1e-5
const cache = () => process.env.LAYERLOOM_CACHE!
const formatted = (values: readonly number[]) => values.map((v) => v.toExponential(1)).join(', ')

describeKeras('Three epochs on real data', () => {
  test.each(['lesson-he', 'lesson-batchnorm', 'lesson-batchnorm-before', 'lesson-l2', 'lesson-dropout'])(
    'SGD: %s',
    async (example) => {
      const curves = await curvesOf(example, optimizerOf('sgd'), cache())
      try {
        const epochs = Array.from({ length: EPOCHS }, () => WINDOWS.epoch(curves.steps))
        const [keras] = (await askKeras([curves.request(epochs)])) as number[][]
        const distance = maxDifference(curves.ours(epochs), keras!)
        console.log(`${example}, SGD, ${EPOCHS} epochs: ${distance.toExponential(1)} from Keras`)
        expect(distance).toBeLessThanOrEqual(1e-3)
      } finally {
        curves.close()
      }
    },
  )

  test.each([
    ['lesson-he', 'adam'],
    ['lesson-batchnorm', 'nadam'],
    ['lesson-l2', 'nadam'],
    ['lesson-dropout', 'nadam'],
    ['lesson-dropout', 'rmsprop'],
  ])('%s with %s', async (example, optimizer) => {
    const curves = await curvesOf(example, optimizerOf(optimizer), cache())
    try {
      const epochs = Array.from({ length: EPOCHS }, () => WINDOWS.epoch(curves.steps))
      const others = [{ jit: false }, ...[0, 1, 2].map((nudge) => ({ nudge }))]
      const [keras, ...otherCurves] = (await askKeras(
        [{}, ...others].map((options) => curves.request(epochs, options)),
      )) as number[][]
      const kerasDistances = otherCurves.map((curve) => maxDifference(curve, keras!))
      const distance = maxDifference(curves.ours(epochs), keras!)
      console.log(
        `${example}, ${optimizer}, ${EPOCHS} epochs: ${distance.toExponential(1)} from Keras; Keras from itself ${formatted(kerasDistances)}`,
      )
      expect(distance).toBeLessThanOrEqual(Math.max(2 * Math.max(...kerasDistances), ROUNDING))
    } finally {
      curves.close()
    }
  })
})
