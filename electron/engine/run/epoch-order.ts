/** The order of the training rows in an epoch: a pure function of the run's seed and the epoch, so that it can be repeated. */
import { shuffled } from '../../../shared/random/stream.ts'
import { derive } from '../../../shared/random/threefry.ts'

/** Keeps these random numbers apart from those of first weights (1) and of layers (2). */
const PURPOSE = 3

/** @param epoch 0-based */
export const epochOrder = (rows: Int32Array, shuffle: boolean, seed: number, epoch: number): Int32Array =>
  shuffle ? shuffled(rows, derive([seed, PURPOSE], epoch)) : rows
