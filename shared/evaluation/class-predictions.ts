/** What the figures of classes need of the predictions: one number per row and figure, so that the probabilities of all rows need not be in
 *  memory. */

export interface ClassPredictions {
  readonly rows: number
  /** Number of classes. */
  readonly classes: number
  readonly truth: Int32Array
  readonly predicted: Int32Array
  /** Score of the predicted class. */
  readonly confidence: Float32Array
  /** Number of classes that come before the true one, 0 if it is the first. */
  readonly rank: Int32Array
  readonly logLoss: Float64Array
  /** The scores are probabilities: between 0 and 1, and together 1. */
  readonly isProbability: boolean
  /** The score of one class for each row; of two classes with one score that of the second. */
  scoresOf(group: number): Float32Array
}

/** The output of a network for classes. */
export interface ClassOutput {
  readonly classes: number
  /** Of two classes the network gives one score, that of the second class, which is predicted above this number; null: a score for each class. */
  readonly threshold: number | null
}

/** numpy.finfo(numpy.float32).eps, by which scikit-learn's log_loss keeps probabilities away from 0 and 1. */
const FLOAT32_EPSILON = 2 ** -23
/** Distance from 1 of the sum of float32 probabilities. */
const SUM_TOLERANCE = 1e-3

/** Scores of a row: one for two classes with a threshold, else one for each class. */
export const scoreWidth = ({ classes, threshold }: ClassOutput): number => (threshold === null ? classes : 1)

/** Collects predictions batch by batch.
 *  @param scoresOf reads the scores of one class of all rows, at the end */
export function classCollector(
  output: ClassOutput,
  rows: number,
  scoresOf: ClassPredictions['scoresOf'],
): {
  /** @param scores of the rows from `at` on, row by row */
  add(at: number, scores: Float32Array, truth: ArrayLike<number>): void
  /** Filled as far as rows were added. */
  readonly soFar: Pick<ClassPredictions, 'predicted' | 'confidence'>
  end(): ClassPredictions
} {
  const { classes, threshold } = output
  const width = scoreWidth(output)
  const truth = new Int32Array(rows)
  const predicted = new Int32Array(rows)
  const confidence = new Float32Array(rows)
  const rank = new Int32Array(rows)
  const logLoss = new Float64Array(rows)
  let isProbability = true

  function addTwoClasses(row: number, score: number): void {
    const isSecond = score > threshold!
    const other = 2 * threshold! - score
    const trueScore = truth[row] === 1 ? score : other
    predicted[row] = isSecond ? 1 : 0
    confidence[row] = isSecond ? score : other
    rank[row] = predicted[row] === truth[row] ? 0 : 1
    logLoss[row] = lossOf(trueScore)
    isProbability &&= score >= 0 && score <= 1
  }

  function addClasses(row: number, scores: Float32Array, start: number): void {
    const own = truth[row]!
    const trueScore = scores[start + own]!
    let [best, first, sum, before] = [scores[start]!, 0, 0, 0]
    for (let c = 0; c < classes; c++) {
      const score = scores[start + c]!
      sum += score
      if (score > best) [best, first] = [score, c]
      // As scikit-learn, which sorts ascending and reads backwards: of equal scores the last class comes first.
      if (score > trueScore || (score === trueScore && c > own)) before++
      if (!(score >= 0 && score <= 1)) isProbability = false
    }
    if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) isProbability = false
    predicted[row] = first
    confidence[row] = best
    rank[row] = before
    logLoss[row] = lossOf(trueScore)
  }

  return {
    add(at, scores, batchTruth) {
      for (let i = 0; i < batchTruth.length; i++) {
        truth[at + i] = batchTruth[i]!
        if (threshold === null) addClasses(at + i, scores, i * width)
        else addTwoClasses(at + i, scores[i]!)
      }
    },
    soFar: { predicted, confidence },
    end: () => ({
      ...{ rows, classes, truth, predicted, confidence, rank, logLoss, isProbability, scoresOf },
    }),
  }
}

const lossOf = (probability: number): number =>
  -Math.log(Math.min(Math.max(probability, FLOAT32_EPSILON), 1 - FLOAT32_EPSILON))

/** The answer that needs no features, as scikit-learn's DummyClassifier(strategy="prior"): the most frequent class of the training rows, with
 *  the shares of the classes as probabilities.
 *  @param counts training rows of each class */
export function trivialClasses(
  { rows, classes, truth }: ClassPredictions,
  { threshold }: ClassOutput,
  counts: readonly number[],
): ClassPredictions {
  const total = counts.reduce((a, b) => a + b, 0)
  const shares = Float32Array.from({ length: classes }, (_, c) => (counts[c] ?? 0) / total)
  const scores = threshold === null ? shares : shares.subarray(1, 2)
  const collector = classCollector({ classes, threshold: threshold === null ? null : 0.5 }, rows, (group) =>
    new Float32Array(rows).fill(shares[group]!),
  )
  for (let row = 0; row < rows; row++) collector.add(row, scores, truth.subarray(row, row + 1))
  return collector.end()
}
