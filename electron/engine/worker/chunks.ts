/** Number of steps per call into the executor: large enough that calls cost little, small enough that the UI and a stop never wait long. */

/** Target duration of a call: a call into TensorFlow cannot be interrupted. */
export const CALL_MILLISECONDS = 30
const MAX_GROWTH = 8

/** Steps of the next call, given that one of `steps` took `milliseconds`. */
export function nextChunk(steps: number, milliseconds: number): number {
  const fittingSteps = Math.floor((steps * CALL_MILLISECONDS) / Math.max(milliseconds, 0.01))
  return Math.max(1, Math.min(fittingSteps, steps * MAX_GROWTH))
}
