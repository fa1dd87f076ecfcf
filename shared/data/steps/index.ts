/** The preparation steps; a new step is a file here, a line in this array and its Python in shared/keras/steps. */
import type { Family } from '../../fields/index.ts'
import { oneHot } from './one-hot.ts'
import { standardize } from './standardize.ts'
import type { StepDefinition } from './step.ts'

const members = [standardize, oneHot] as const

export type StepType = (typeof members)[number]['type']

export const steps: Family<StepDefinition> = {
  name: { en: 'preparation step', ko: '전처리 단계' },
  members,
}
