/** Emits progress frames of a run with speed and remaining time, throttled to what a screen can show. */
import type { Progress } from '../../../shared/ipc/contract/index.ts'
import type { RunState } from '../../../shared/ipc/run-state.ts'
import { stepTimeEstimator } from './step-time.ts'

/** Minimum milliseconds between two frames. */
const FRAME_INTERVAL = 60

export interface RemainingWork {
  /** Remaining steps of the run; `validationsLeft` are its remaining validations. */
  readonly stepsLeft: number
  readonly validationsLeft: number
}

export interface ProgressPosition {
  readonly state: RunState
  /** 1-based. */
  readonly epoch: number
  readonly step: number
  readonly values: Float32Array
}

export interface ProgressMeter {
  /** Adds a call of `count` steps; the first call, which compiles, is not reported. */
  addSteps(count: number, milliseconds: number): void
  addValidation(milliseconds: number): void
  frame(position: ProgressPosition, left: RemainingWork, always?: boolean): void
}

export function progressMeter(
  emit: (frame: Omit<Progress, 'run'>) => void,
  now: () => number = () => performance.now(),
): ProgressMeter {
  const stepTime = stepTimeEstimator()
  const validationTime = stepTimeEstimator(0)
  let last = Number.NEGATIVE_INFINITY
  return {
    addSteps: stepTime.add,
    addValidation: (milliseconds) => validationTime.add(1, milliseconds),
    frame({ state, epoch, step, values }, { stepsLeft, validationsLeft }, always = false) {
      if (!always && now() - last < FRAME_INTERVAL) return
      last = now()
      const perStep = stepTime.perStep()
      const millisecondsLeft = (perStep ?? 0) * stepsLeft + (validationTime.perStep() ?? 0) * validationsLeft
      emit({
        state,
        epoch,
        step,
        stepsPerSecond: perStep ? 1000 / perStep : 0,
        secondsLeft: perStep === null ? null : millisecondsLeft / 1000,
        values,
      })
    },
  }
}
