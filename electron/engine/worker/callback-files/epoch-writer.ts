/** A function that writes the results of each epoch to a file, as some callbacks do. */

/** The results of an epoch. */
export interface EpochMetrics {
  /** 0-based. */
  readonly epoch: number
  /** Values of the loss and the metrics by Keras's names: loss, accuracy, val_loss, …, and learning_rate if a callback changes it. May
   *  be NaN or infinite. */
  readonly values: { readonly [name: string]: number }
  readonly learningRate: number
  readonly stepsPerSecond: number
}

/** @throws what the file system throws */
export type EpochWriter = (results: EpochMetrics) => void
