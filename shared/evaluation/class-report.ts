/** The figures of one class or one label: scikit-learn's classification_report. */
import { percentileInterval } from './bootstrap.ts'
import { f1Of, precisionOf, recallOf } from './counts.ts'
import type { Interval } from './score.ts'

export interface ClassReport {
  /** Rows of the class. */
  readonly support: number
  /** Rows predicted as the class. */
  readonly predicted: number
  readonly precision: number
  readonly recall: number
  readonly f1: number
  readonly rocAuc: number | null
  readonly averagePrecision: number | null
  /** null until they are computed. */
  readonly intervals: ReportIntervals | null
}

export interface ReportIntervals {
  readonly precision: Interval | null
  readonly recall: Interval | null
  readonly f1: Interval | null
}

/** Precision, recall and F1, which have intervals. */
export const reportFigures = [precisionOf, recallOf, f1Of] as const

/** @param draws of these figures, class by class */
export function reportIntervals(draws: readonly Float64Array[]): ReportIntervals[] {
  const count = reportFigures.length
  return Array.from({ length: draws.length / count }, (_, i) => {
    const [precision, recall, f1] = draws.slice(i * count, (i + 1) * count).map(percentileInterval)
    return { precision: precision!, recall: recall!, f1: f1! }
  })
}
