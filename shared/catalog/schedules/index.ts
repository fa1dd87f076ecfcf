/** All learning-rate schedules: one line each. */
import type { Family } from '../../fields/index.ts'
import { cosineDecay, cosineDecayRestarts } from './cosine-decay.ts'
import { exponentialDecay, inverseTimeDecay, polynomialDecay } from './decay.ts'
import { oneCycle } from './one-cycle.ts'
import { piecewiseConstantDecay } from './piecewise-constant.ts'
import type { ScheduleDefinition } from './schedule.ts'

export const schedules: Family<ScheduleDefinition> = {
  name: { en: 'learning-rate schedule', ko: '학습률 스케줄' },
  members: [
    exponentialDecay,
    piecewiseConstantDecay,
    polynomialDecay,
    inverseTimeDecay,
    cosineDecay,
    cosineDecayRestarts,
    oneCycle,
  ],
}
