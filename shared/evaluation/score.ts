/** One figure of an evaluation, for example the accuracy. */
export interface Score {
  /** The name of scikit-learn, with the average where there are several: `f1_macro`. */
  readonly name: string
  /** null where it is not defined, for example without a row of the class. */
  readonly value: number | null
  /** 95 % percentile bootstrap interval; null until it is computed, and where it is not defined. */
  readonly interval: Interval | null
  /** The same figure of the trivial answer: the most frequent class with the shares of the classes, or the mean, of the training rows. */
  readonly trivial: number | null
}
export type Interval = readonly [low: number, high: number]

/** A number that JSON has. */
export const finite = (value: number): number | null => (Number.isFinite(value) ? value : null)
