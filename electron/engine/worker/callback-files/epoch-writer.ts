/** The results of an epoch, for callbacks that write files. */
export interface EpochFigures {
  /** 0-based. */
  readonly epoch: number
  /** Metrics by Keras's names: loss, accuracy, val_loss, …, and learning_rate if a callback changes it. May be NaN or infinite. */
  readonly figures: { readonly [name: string]: number }
  readonly learningRate: number
  readonly stepsPerSecond: number
}

/** @throws what the file system throws */
export type EpochWriter = (results: EpochFigures) => void
