/** Frames of a run: how fast it goes, how long it will take, and not more of them than a screen can show. */
import type { Progress, RunState } from '../../../shared/ipc/contract.ts'

/** Least milliseconds between two frames. */
const FRAME = 60

export interface Pace {
  /** Steps of the whole run that are still to do, and validations. */
  readonly stepsLeft: number
  readonly validationsLeft: number
}

export interface ProgressMeter {
  /** Steps that took so long; the first call of all, which compiles, is not told. */
  steps(count: number, milliseconds: number): void
  validated(milliseconds: number): void
  frame(
    at: {
      readonly state: RunState
      readonly epoch: number
      readonly step: number
      readonly values: Float32Array
    },
    pace: Pace,
    always?: boolean,
  ): void
}

/** Weight of what is new in the mean pace: a change shows within about a second. */
const NEW = 0.1

export function progressMeter(
  emit: (frame: Omit<Progress, 'run'>) => void,
  now: () => number = () => performance.now(),
): ProgressMeter {
  let perStep = 0
  let perValidation = 0
  let last = Number.NEGATIVE_INFINITY
  return {
    steps(count, milliseconds) {
      const each = milliseconds / count
      perStep = perStep === 0 ? each : perStep + NEW * (each - perStep)
    },
    validated(milliseconds) {
      perValidation = milliseconds
    },
    frame({ state, epoch, step, values }, { stepsLeft, validationsLeft }, always = false) {
      if (!always && now() - last < FRAME) return
      last = now()
      const left = perStep * stepsLeft + perValidation * validationsLeft
      emit({
        state,
        epoch,
        step,
        stepsPerSecond: perStep > 0 ? 1000 / perStep : 0,
        secondsLeft: perStep > 0 ? left / 1000 : null,
        values,
      })
    },
  }
}
