/** Three epochs of the lesson's networks on the real Fashion-MNIST, beside Keras. Plain SGD stays on Keras's curve; adaptive optimizers
 *  amplify rounding, so there the measure is how far Keras is from itself: compiled or not, or begun one unit in the last place off. */
import { expect, test } from 'vitest'
import { apart, curvesOf, optimizerOf, WINDOWS } from '../support/curves.ts'
import { askKeras, describeKeras } from '../support/keras.ts'

const EPOCHS = 3
/** Where Keras hardly differs from itself, both are as near as outputs of one step must be. */
const ROUNDING = 1e-5
const cache = () => process.env.LAYERLOOM_CACHE!
const shown = (values: readonly number[]) => values.map((v) => v.toExponential(1)).join(', ')

describeKeras('Three epochs on real data', () => {
  test.each(['lesson-he', 'lesson-batchnorm', 'lesson-batchnorm-before', 'lesson-l2', 'lesson-dropout'])(
    'SGD: %s',
    async (example) => {
      const curves = await curvesOf(example, optimizerOf('sgd'), cache())
      try {
        const epochs = Array.from({ length: EPOCHS }, () => WINDOWS.epoch(curves.steps))
        const [keras] = (await askKeras([curves.request(epochs)])) as number[][]
        const distance = apart(curves.ours(epochs), keras!)
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
      const [keras, ...again] = (await askKeras(
        [{}, ...others].map((how) => curves.request(epochs, how)),
      )) as number[][]
      const own = again.map((curve) => apart(curve, keras!))
      const distance = apart(curves.ours(epochs), keras!)
      console.log(
        `${example}, ${optimizer}, ${EPOCHS} epochs: ${distance.toExponential(1)} from Keras; Keras from itself ${shown(own)}`,
      )
      expect(distance).toBeLessThanOrEqual(Math.max(2 * Math.max(...own), ROUNDING))
    } finally {
      curves.close()
    }
  })
})
