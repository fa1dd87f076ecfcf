/** Order of the training rows in an epoch: a pure function of the run's seed and the epoch, so that it is reproducible. */
import { shuffled } from '../../../shared/random/stream.ts'
import { deriveKey } from '../../../shared/random/threefry.ts'

/** Separates these random numbers from those of initial weights (1) and of layers (2). */
const PURPOSE = 3

/** @param epoch 0-based */
export const epochOrder = (rows: Int32Array, shuffle: boolean, seed: number, epoch: number): Int32Array =>
  shuffle ? shuffled(rows, deriveKey([seed, PURPOSE], epoch)) : rows
