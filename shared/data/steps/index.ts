/** The preparation steps; a new step is a file here, a line in this array and its Python in shared/keras/steps. */
import type { Family } from '../../fields/index.ts'
import { bins } from './bins.ts'
import { clip } from './clip.ts'
import { codes } from './codes.ts'
import { cyclicDateParts } from './cyclic-date-parts.ts'
import { dateParts } from './date-parts.ts'
import { daysSince } from './days-since.ts'
import { dropMissing } from './drop-missing.ts'
import { fill } from './fill.ts'
import { frequency } from './frequency.ts'
import { hashed } from './hashed.ts'
import { log1p } from './log1p.ts'
import { minMax } from './min-max.ts'
import { multiLabel } from './multi-label.ts'
import { oneHot } from './one-hot.ts'
import { ordinal } from './ordinal.ts'
import { powers } from './powers.ts'
import { quantile } from './quantile.ts'
import { robust } from './robust.ts'
import { standardize } from './standardize.ts'
import type { StepDefinition } from './step.ts'

const members = [
  fill,
  dropMissing,
  standardize,
  minMax,
  robust,
  quantile,
  log1p,
  clip,
  bins,
  powers,
  oneHot,
  ordinal,
  codes,
  hashed,
  frequency,
  multiLabel,
  dateParts,
  cyclicDateParts,
  daysSince,
] as const

export type StepType = (typeof members)[number]['type']

export const steps: Family<StepDefinition> = {
  name: { en: 'preparation step', ko: '전처리 단계' },
  members,
}
