/** All losses: one line each. */
import type { Family } from '../../fields/index.ts'
import {
  binaryCrossentropy,
  binaryFocalCrossentropy,
  categoricalCrossentropy,
  categoricalFocalCrossentropy,
  sparseCategoricalCrossentropy,
} from './crossentropy.ts'
import { categoricalHinge, hinge, squaredHinge } from './hinge.ts'
import type { LossDefinition } from './loss.ts'
import {
  huber,
  logCosh,
  meanAbsoluteError,
  meanAbsolutePercentageError,
  meanSquaredError,
  meanSquaredLogarithmicError,
  poisson,
} from './regression.ts'
import { cosineSimilarity, klDivergence } from './similarity.ts'

export const losses: Family<LossDefinition> = {
  name: { en: 'loss', ko: '손실 함수' },
  members: [
    sparseCategoricalCrossentropy,
    categoricalCrossentropy,
    categoricalFocalCrossentropy,
    binaryCrossentropy,
    binaryFocalCrossentropy,
    meanSquaredError,
    meanAbsoluteError,
    meanAbsolutePercentageError,
    meanSquaredLogarithmicError,
    huber,
    logCosh,
    poisson,
    hinge,
    squaredHinge,
    categoricalHinge,
    klDivergence,
    cosineSimilarity,
  ],
}
