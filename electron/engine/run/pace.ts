/** How fast a run goes. One slow call, because the machine slept or had other work, says nothing of the next ones: it is cut to a few times
 *  the usual, and soon forgotten. A speed that stays another one is taken over within about two seconds. Pure. */

export interface Pace {
  /** A call that did so many steps in so many milliseconds. */
  add(steps: number, milliseconds: number): void
  /** Milliseconds of a step; `null` until there is enough to say. */
  perStep(): number | null
}

interface Piece {
  steps: number
  milliseconds: number
}

/** Calls are put together until they took so long: the first ones take microseconds. Milliseconds, as all below. */
const PIECE = 25
/** What is remembered: the last so many milliseconds, and always some pieces. */
const REMEMBERED = 3000
const LEAST_PIECES = 8
/** Before that the code is still getting faster. */
const ENOUGH = 300
/** A piece counts as at most so many times the usual. */
const MOST = 3

/** @param enough milliseconds before anything is said */
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

/** Milliseconds of the step in the middle: a few slow calls have few steps. */
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
