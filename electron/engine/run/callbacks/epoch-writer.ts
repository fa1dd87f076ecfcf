/** What a callback that writes files is told at the end of an epoch. */
export interface EpochFigures {
  /** 0-based. */
  readonly epoch: number
  /** By Keras's names: loss, accuracy, val_loss, …, and learning_rate where a callback changes it. NaN and infinity as they are. */
  readonly figures: { readonly [name: string]: number }
  readonly learningRate: number
  readonly stepsPerSecond: number
}

/** @throws what the file system throws */
export type EpochWriter = (now: EpochFigures) => void
