/** All initializers, one line each. */
import type { Family } from '../../fields/index.ts'
import { constant, ones, zeros } from './constants.ts'
import type { InitializerDefinition } from './initializer.ts'
import { orthogonal } from './orthogonal.ts'
import { randomNormal, randomUniform, truncated } from './random.ts'
import {
  glorotNormal,
  glorotUniform,
  heNormal,
  heUniform,
  lecunNormal,
  lecunUniform,
  varianceScaling,
} from './variance-scaling.ts'

export const initializers: Family<InitializerDefinition> = {
  name: { en: 'initializer', ko: '초기화' },
  members: [
    glorotUniform,
    glorotNormal,
    heUniform,
    heNormal,
    lecunUniform,
    lecunNormal,
    varianceScaling,
    zeros,
    ones,
    constant,
    randomNormal,
    randomUniform,
    truncated,
    orthogonal,
  ],
}
