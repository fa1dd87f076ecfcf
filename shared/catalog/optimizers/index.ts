/** All optimizers: one line each. */
import type { Family } from '../../fields/index.ts'
import { adadelta } from './adadelta.ts'
import { adagrad } from './adagrad.ts'
import { adam } from './adam.ts'
import { adamax } from './adamax.ts'
import { adamw } from './adamw.ts'
import { ftrl } from './ftrl.ts'
import { lion } from './lion.ts'
import { nadam } from './nadam.ts'
import type { OptimizerDefinition } from './optimizer.ts'
import { rmsprop } from './rmsprop.ts'
import { sgd } from './sgd.ts'

export const optimizers: Family<OptimizerDefinition> = {
  name: { en: 'optimizer', ko: '최적화 알고리즘' },
  members: [sgd, rmsprop, adagrad, adadelta, adam, adamw, adamax, nadam, ftrl, lion],
}
