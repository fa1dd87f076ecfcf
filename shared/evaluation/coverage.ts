/** What remains and how good it is if the network only answers where its confidence reaches a threshold. */
import type { ClassPredictions } from './class-predictions.ts'

export interface CoveragePoint {
  readonly threshold: number
  /** Share of the rows that are answered. */
  readonly coverage: number
  /** Share of right ones among the answers; null without answers. */
  readonly accuracy: number | null
}

/** Thresholds 0, 0.01 … 1. */
const STEPS = 100

export function coverageOf({
  rows,
  truth,
  predicted,
  confidence,
}: Pick<ClassPredictions, 'rows' | 'truth' | 'predicted' | 'confidence'>): readonly CoveragePoint[] {
  const answered = new Float64Array(STEPS + 1)
  const right = new Float64Array(STEPS + 1)
  for (let row = 0; row < rows; row++) {
    const step = stepBelow(confidence[row]!)
    answered[step]!++
    if (truth[row] === predicted[row]) right[step]!++
  }
  const points: CoveragePoint[] = []
  let [answers, rightAnswers] = [0, 0]
  for (let step = STEPS; step >= 0; step--) {
    answers += answered[step]!
    rightAnswers += right[step]!
    points.push({
      threshold: step / STEPS,
      coverage: answers / rows,
      accuracy: answers === 0 ? null : rightAnswers / answers,
    })
  }
  return points.reverse()
}

/** The highest threshold that a confidence reaches. */
function stepBelow(confidence: number): number {
  let step = Math.min(Math.max(Math.floor(confidence * STEPS), 0), STEPS)
  while (step < STEPS && confidence >= (step + 1) / STEPS) step++
  while (step > 0 && confidence < step / STEPS) step--
  return step
}
