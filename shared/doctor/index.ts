/** All rules of the doctor: one line each. */
import { withoutRepetition } from '../document/groups.ts'
import type { Finding, FindingRule } from './finding.ts'
import { classNeverPredicted } from './rules/class-never-predicted.ts'
import { deadUnits } from './rules/dead-units.ts'
import { dropoutTooStrong } from './rules/dropout-too-strong.ts'
import { exploding } from './rules/exploding.ts'
import { frozen } from './rules/frozen.ts'
import { inputsNotScaled } from './rules/inputs-not-scaled.ts'
import { labelsShuffled } from './rules/labels-shuffled.ts'
import { nonFinite } from './rules/non-finite.ts'
import { notLearning } from './rules/not-learning.ts'
import { oscillation } from './rules/oscillation.ts'
import { overfitting } from './rules/overfitting.ts'
import { rateTooHigh, rateTooLow } from './rules/rate.ts'
import { saturation } from './rules/saturation.ts'
import { symmetric } from './rules/symmetric.ts'
import { targetsNotScaled } from './rules/targets-not-scaled.ts'
import { tinyBatches } from './rules/tiny-batches.ts'
import { noBetterThanTrivial } from './rules/trivial.ts'
import { vanishing } from './rules/vanishing.ts'
import { type Examination, subjectOf } from './subject.ts'

/** The gravest first: its finding is the one that is shown where there is room for one. */
export const findingRules: readonly FindingRule[] = [
  nonFinite,
  vanishing,
  exploding,
  symmetric,
  deadUnits,
  saturation,
  notLearning,
  inputsNotScaled,
  targetsNotScaled,
  rateTooHigh,
  rateTooLow,
  frozen,
  dropoutTooStrong,
  tinyBatches,
  labelsShuffled,
  noBetterThanTrivial,
  overfitting,
  oscillation,
  classNeverPredicted,
]

/** What is wrong with a network or its training, in the order of the rules. The node of a finding is one that is drawn. */
export function examine(examination: Examination): readonly Finding[] {
  const subject = subjectOf(examination)
  const found = findingRules.map((rule) => ({ rule, findings: rule.find(subject) }))
  const codes = new Set(found.flatMap(({ rule, findings }) => (findings.length > 0 ? [rule.code] : [])))
  return found.flatMap(({ rule, findings }) =>
    rule.yieldsTo?.some((code) => codes.has(code))
      ? []
      : findings.map(
          (finding): Finding => ({
            ...finding,
            code: rule.code,
            severity: 'finding',
            node: finding.node === null ? null : withoutRepetition(finding.node),
          }),
        ),
  )
}
