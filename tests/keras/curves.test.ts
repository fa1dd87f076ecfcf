/** Compares the losses of the first 200 steps of the lesson's networks on the real Fashion-MNIST with Keras, step by step.
 *  curves.long.test.ts compares three epochs. */
import { expect, test } from 'vitest'
import { curvesOf, maxDifference, optimizerOf, WINDOWS } from '../support/curves.ts'
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
      const [keras] = (await askKeras([curves.request(epochs)])) as number[][]
      const ours = curves.ours(epochs)
      expect(ours[199]!).toBeLessThan(ours[0]! / 2)
      expect(maxDifference(ours, keras!)).toBeLessThanOrEqual(1e-3)
    } finally {
      curves.close()
    }
  })

  test('lesson-he in mixed precision: means of 50 steps', async () => {
    const policy = 'mixed_bfloat16'
    const curves = await curvesOf('lesson-he', null, process.env.LAYERLOOM_CACHE!, policy)
    try {
      const windows = Array.from({ length: 8 }, (_, i) => [i * 50, i * 50 + 50] as const)
      const [keras] = (await askKeras([curves.request([windows])])) as number[][]
      const ours = curves.ours([windows])
      expect(ours[7]!).toBeLessThan(ours[0]! / 2)
      // Keras's own losses, compiled and not compiled, differ by 7e-4 here.
      expect(maxDifference(ours, keras!)).toBeLessThanOrEqual(1e-3)
    } finally {
      curves.close()
    }
  })
})
