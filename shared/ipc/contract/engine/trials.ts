/** Trials before a run: a learning rate range test, or a measurement of the cost of an epoch. */
import { z } from 'zod'
import type { Checked } from '../../../checked.ts'
import { call } from '../call.ts'
import { trainJob } from './runs.ts'

export type TrialKind = Checked<typeof trialKind>
const trialKind = z.enum(['rates', 'cost'])

export type TrialResult =
  | {
      readonly kind: 'rates'
      /** Loss of each step at the rates of shared/training/rate-range.ts; shorter when the loss diverged. */
      readonly losses: readonly number[]
      readonly suggested: number | null
    }
  | {
      readonly kind: 'cost'
      readonly millisecondsPerStep: number
      readonly secondsToCompile: number
      /** Seconds per epoch, including validation. */
      readonly secondsPerEpoch: number
      /** Memory of the training process, in bytes. */
      readonly bytes: number
    }

export const trialCalls = {
  /** Trains a few steps in a separate process, which saves nothing. Starting a run or another trial ends it. @throws ProblemError */
  trial: call(trialKind, trainJob).returns<TrialResult>(),
  /** Ends the current trial, if any. */
  endTrial: call(),
}
