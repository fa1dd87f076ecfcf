/** The Python of each preparation step of shared/data/steps. */
import type { StepType } from '../../data/steps/index.ts'
import { codes, frequency, hashed, multiLabel, oneHot, ordinal } from './categories.ts'
import { cyclicDateParts, dateParts, daysSince } from './dates.ts'
import { dropMissing, fill } from './missing.ts'
import { bins, powers } from './numbers.ts'
import { clip, log1p, minMax, quantile, robust, standardize } from './scaling.ts'
import type { WriteStep } from './write.ts'

export const STEP_WRITERS: { readonly [type in StepType]: WriteStep } = {
  fill,
  drop_missing: dropMissing,
  standardize,
  min_max: minMax,
  robust,
  quantile,
  log1p,
  clip,
  bins,
  powers,
  one_hot: oneHot,
  ordinal,
  codes,
  hashed,
  frequency,
  multi_label: multiLabel,
  date_parts: dateParts,
  cyclic_date_parts: cyclicDateParts,
  days_since: daysSince,
}

/** Steps that change each number by itself, so that several columns can go through them together. */
export const COLUMNWISE: ReadonlySet<StepType> = new Set([
  'drop_missing',
  'standardize',
  'min_max',
  'robust',
  'quantile',
  'log1p',
  'clip',
])
