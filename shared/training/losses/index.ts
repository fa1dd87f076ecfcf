/** All losses: one line each. */
import type { Family } from '../../fields.ts'
import { binaryCrossentropy, categoricalCrossentropy, sparseCategoricalCrossentropy } from './crossentropy.ts'
import type { LossDefinition } from './loss.ts'
import { meanSquaredError } from './regression.ts'

export const losses: Family<LossDefinition> = {
  name: { en: 'loss', ko: '손실 함수' },
  members: [sparseCategoricalCrossentropy, categoricalCrossentropy, binaryCrossentropy, meanSquaredError],
}
