/** All optimizers: one line each. */
import type { Family } from '../../fields.ts'
import { adam } from './adam.ts'
import { nadam } from './nadam.ts'
import type { OptimizerDefinition } from './optimizer.ts'
import { sgd } from './sgd.ts'

export const optimizers: Family<OptimizerDefinition> = {
  name: { en: 'optimizer', ko: '최적화 알고리즘' },
  members: [sgd, adam, nadam],
}
