/** A probe that finds the first layer output and the first gradient with values that are not finite. It runs once, after a loss that was
 *  not finite. */
import type { PlanSettings } from './plan-settings.ts'
import { buildProbe, type Measure, type Probe } from './probe.ts'

/** Number of values that are not finite. */
const nonFinite: Measure = (m, x) => m.sum(m.sub(1, m.cast(m.isFinite(x), 'float32')))

export const buildDiagnosis = (settings: PlanSettings, batch: number): Probe<'nonFinite'> =>
  buildProbe(settings, batch, {
    training: true,
    kinds: ['output', 'weightGradient'],
    measures: { nonFinite },
  })
