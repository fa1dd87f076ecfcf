/** Estimates the time of a step. One slow call, for example after the machine slept, is an outlier: it is capped at a few times the median
 *  and leaves the window soon. A lasting change of speed shows within about two seconds. Pure. */

export interface StepTimeEstimator {
  /** Adds a call of `steps` steps that took `milliseconds`. */
  add(steps: number, milliseconds: number): void
  /** Milliseconds of a step; `null` until enough was measured. */
  perStep(): number | null
}

interface Sample {
  steps: number
  milliseconds: number
}

/** Milliseconds, as all below. Calls are merged into samples of this length, because the first ones take microseconds. */
const SAMPLE_LENGTH = 25
/** Length of the sliding window, which always has a minimum of samples. */
const WINDOW_LENGTH = 3000
const MIN_SAMPLES = 8
/** Time before the first estimate, because the code still gets faster. */
const MIN_TOTAL = 300
/** A sample counts as at most this multiple of the median. */
const OUTLIER_LIMIT = 3

/** @param minTotal milliseconds before the first estimate */
export function stepTimeEstimator(minTotal = MIN_TOTAL): StepTimeEstimator {
  let samples: Sample[] = []
  let total = 0
  return {
    add(steps, milliseconds) {
      const last = samples.at(-1)
      if (last && last.milliseconds < SAMPLE_LENGTH) {
        last.steps += steps
        last.milliseconds += milliseconds
      } else samples.push({ steps, milliseconds })
      total += milliseconds
      let sum = samples.reduce((n, piece) => n + piece.milliseconds, 0)
      while (samples.length > MIN_SAMPLES && sum - samples[0]!.milliseconds >= WINDOW_LENGTH) {
        sum -= samples[0]!.milliseconds
        samples = samples.slice(1)
      }
    },
    perStep() {
      if (samples.length === 0 || total < minTotal) return null
      const maxPerStep = OUTLIER_LIMIT * medianPerStep(samples)
      let steps = 0
      let milliseconds = 0
      for (const sample of samples) {
        steps += sample.steps
        milliseconds += Math.min(sample.milliseconds, maxPerStep * sample.steps)
      }
      return milliseconds / steps
    },
  }
}

/** Median milliseconds of a step, weighted by steps: slow calls have few steps. */
function medianPerStep(samples: readonly Sample[]): number {
  const sorted = samples.map(({ steps, milliseconds }) => ({ steps, perStep: milliseconds / steps }))
  sorted.sort((a, b) => a.perStep - b.perStep)
  let remainingSteps = sorted.reduce((n, { steps }) => n + steps, 0) / 2
  for (const { steps, perStep } of sorted) {
    remainingSteps -= steps
    if (remainingSteps <= 0) return perStep
  }
  return 0
}
