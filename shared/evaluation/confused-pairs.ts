/** The pairs of classes that are taken for each other most often. */
export interface ConfusedPair {
  /** Of the first class predicted as the second, and the reverse. */
  readonly classes: readonly [number, number]
  readonly counts: readonly [number, number]
}

const MAX_PAIRS = 20

/** Most mistakes first. @param matrix rows by true and predicted class */
export function confusedPairs(matrix: Int32Array, classes: number): readonly ConfusedPair[] {
  const pairs: ConfusedPair[] = []
  for (let a = 0; a < classes; a++)
    for (let b = a + 1; b < classes; b++) {
      const counts = [matrix[a * classes + b]!, matrix[b * classes + a]!] as const
      if (counts[0] + counts[1] > 0) pairs.push({ classes: [a, b], counts })
    }
  const mistakes = ({ counts }: ConfusedPair) => counts[0] + counts[1]
  return pairs.sort((p, q) => mistakes(q) - mistakes(p)).slice(0, MAX_PAIRS)
}
