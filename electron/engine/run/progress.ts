/** Emits progress frames of a run with speed and remaining time, throttled to what a screen can show. */
import type { Progress, RunState } from '../../../shared/ipc/contract.ts'
import { paceOf } from './pace.ts'

/** Minimum milliseconds between two frames. */
const FRAME = 60

export interface Left {
  /** Remaining steps of the run; `validationsLeft` are its remaining validations. */
  readonly stepsLeft: number
  readonly validationsLeft: number
}

export interface ProgressMeter {
  /** Adds a call of `count` steps; the first call, which compiles, is not reported. */
  steps(count: number, milliseconds: number): void
  validated(milliseconds: number): void
  frame(
    at: {
      readonly state: RunState
      readonly epoch: number
      readonly step: number
      readonly values: Float32Array
    },
    left: Left,
    always?: boolean,
  ): void
}

export function progressMeter(
  emit: (frame: Omit<Progress, 'run'>) => void,
  now: () => number = () => performance.now(),
): ProgressMeter {
  const steps = paceOf()
  const validations = paceOf(0)
  let last = Number.NEGATIVE_INFINITY
  return {
    steps: steps.add,
    validated: (milliseconds) => validations.add(1, milliseconds),
    frame({ state, epoch, step, values }, { stepsLeft, validationsLeft }, always = false) {
      if (!always && now() - last < FRAME) return
      last = now()
      const perStep = steps.perStep()
      const left = (perStep ?? 0) * stepsLeft + (validations.perStep() ?? 0) * validationsLeft
      emit({
        state,
        epoch,
        step,
        stepsPerSecond: perStep ? 1000 / perStep : 0,
        secondsLeft: perStep === null ? null : left / 1000,
        values,
      })
    },
  }
}
