/** How many steps go into one call: enough that calls cost little, few enough that a picture and a stop never wait long. */

/** A call into TensorFlow cannot be interrupted: it should take about this long. */
export const CALL_MILLISECONDS = 30
const MAX_GROWTH = 8

/** Steps of the next call after one of `steps` that took `milliseconds`. */
export function nextChunk(steps: number, milliseconds: number): number {
  const fitting = Math.floor((steps * CALL_MILLISECONDS) / Math.max(milliseconds, 0.01))
  return Math.max(1, Math.min(fitting, steps * MAX_GROWTH))
}
