/** Estimates the time of a step. One slow call, for example after the machine slept, is an outlier: it is capped at a few times the median
 *  and leaves the window soon. A lasting change of speed shows within about two seconds. Pure. */

export interface Pace {
  /** Adds a call of `steps` steps that took `milliseconds`. */
  add(steps: number, milliseconds: number): void
  /** Milliseconds of a step; `null` until enough was measured. */
  perStep(): number | null
}

interface Piece {
  steps: number
  milliseconds: number
}

/** Milliseconds, as all below. Calls are merged into samples of this length, because the first ones take microseconds. */
const PIECE = 25
/** Length of the sliding window, which always has a minimum of samples. */
const REMEMBERED = 3000
const LEAST_PIECES = 8
/** Time before the first estimate, because the code still gets faster. */
const ENOUGH = 300
/** A sample counts as at most this multiple of the median. */
const MOST = 3

/** @param minTotal milliseconds before the first estimate */
export function paceOf(enough = ENOUGH): Pace {
  let pieces: Piece[] = []
  let total = 0
  return {
    add(steps, milliseconds) {
      const last = pieces.at(-1)
      if (last && last.milliseconds < PIECE) {
        last.steps += steps
        last.milliseconds += milliseconds
      } else pieces.push({ steps, milliseconds })
      total += milliseconds
      let sum = pieces.reduce((n, piece) => n + piece.milliseconds, 0)
      while (pieces.length > LEAST_PIECES && sum - pieces[0]!.milliseconds >= REMEMBERED) {
        sum -= pieces[0]!.milliseconds
        pieces = pieces.slice(1)
      }
    },
    perStep() {
      if (pieces.length === 0 || total < enough) return null
      const most = MOST * usual(pieces)
      let steps = 0
      let milliseconds = 0
      for (const piece of pieces) {
        steps += piece.steps
        milliseconds += Math.min(piece.milliseconds, most * piece.steps)
      }
      return milliseconds / steps
    },
  }
}

/** Median milliseconds of a step, weighted by steps: slow calls have few steps. */
function usual(pieces: readonly Piece[]): number {
  const each = pieces.map(({ steps, milliseconds }) => ({ steps, perStep: milliseconds / steps }))
  each.sort((a, b) => a.perStep - b.perStep)
  let left = each.reduce((n, { steps }) => n + steps, 0) / 2
  for (const { steps, perStep } of each) {
    left -= steps
    if (left <= 0) return perStep
  }
  return 0
}
