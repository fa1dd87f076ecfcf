/** The first 200 steps of the lesson's networks on the real Fashion-MNIST, beside Keras: step by step the same loss. All three epochs:
 *  curves.long.test.ts. */
import { expect, test } from 'vitest'
import { apart, curvesOf, optimizerOf, WINDOWS } from '../support/curves.ts'
import { askKeras, describeKeras } from '../support/keras.ts'

describeKeras('The first 200 steps on real data', () => {
  const cases = [
    { example: 'lesson-he', optimizer: null },
    { example: 'lesson-batchnorm', optimizer: optimizerOf('adam') },
    { example: 'lesson-dropout', optimizer: null },
    { example: 'lesson-l2', optimizer: null },
  ]
  test.each(cases)('$example', async ({ example, optimizer }) => {
    const curves = await curvesOf(example, optimizer, process.env.LAYERLOOM_CACHE!)
    try {
      const epochs = [WINDOWS.beginning]
      const [keras] = askKeras([curves.request(epochs)]) as number[][]
      const ours = curves.ours(epochs)
      expect(ours[199]!).toBeLessThan(ours[0]! / 2)
      expect(apart(ours, keras!)).toBeLessThanOrEqual(1e-3)
    } finally {
      curves.close()
    }
  })
})
