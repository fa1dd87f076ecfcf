/** How often predictions of a confidence are right: scikit-learn's calibration_curve with uniform bins, and the expected calibration error
 *  (Naeini et al., 2015). */
import type { ClassOutput, ClassPredictions } from './class-predictions.ts'

export interface CalibrationBin {
  readonly from: number
  readonly to: number
  readonly rows: number
  /** Mean probability. */
  readonly predicted: number
  /** Share of rows that are of the class. */
  readonly actual: number
}
export interface Calibration {
  /** Bins without rows are left out. */
  readonly bins: readonly CalibrationBin[]
  /** Mean distance of probability and share, by rows. */
  readonly error: number
}

const BINS = 10

/** Of two classes the probabilities of the second one; of more the confidence in the predicted one. */
export function calibrationOf(
  { rows, truth, predicted, confidence, scoresOf }: ClassPredictions,
  { classes }: Pick<ClassOutput, 'classes'>,
): Calibration {
  const isBinary = classes === 2
  const probabilities = isBinary ? scoresOf(1) : confidence
  const sums = Array.from({ length: BINS }, () => ({ rows: 0, predicted: 0, actual: 0 }))
  for (let row = 0; row < rows; row++) {
    const probability = probabilities[row]!
    const bin = sums[binOf(probability)]!
    bin.rows++
    bin.predicted += probability
    if (isBinary ? truth[row] === 1 : truth[row] === predicted[row]) bin.actual++
  }
  const bins = sums.flatMap((bin, i) =>
    bin.rows === 0
      ? []
      : [
          {
            from: i / BINS,
            to: (i + 1) / BINS,
            rows: bin.rows,
            predicted: bin.predicted / bin.rows,
            actual: bin.actual / bin.rows,
          },
        ],
  )
  const error = bins.reduce((sum, bin) => sum + (bin.rows / rows) * Math.abs(bin.actual - bin.predicted), 0)
  return { bins, error }
}

/** A probability on the border of two bins is in the lower one. */
function binOf(probability: number): number {
  let bin = 0
  while (bin < BINS - 1 && probability > (bin + 1) / BINS) bin++
  return bin
}
