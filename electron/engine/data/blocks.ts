/** Work on many rows in blocks. Between two blocks the engine answers other calls, and the work can be cancelled. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Slices } from '../../../shared/random/slices.ts'

/** Rows of a block: some milliseconds of work. */
const BLOCK = 100_000

/** Lets other work run. @throws the reason of the signal, if it is aborted */
export async function pause(signal?: AbortSignal): Promise<void> {
  await nextTurn()
  signal?.throwIfAborted()
}

/** Milliseconds without a pause. */
const TURN = 10

/** Work in slices, with pauses in which the engine answers other calls. @throws the reason of the signal, if it is aborted */
export async function paused<T>(work: Slices<T>, signal?: AbortSignal): Promise<T> {
  for (;;) {
    const end = performance.now() + TURN
    do {
      const step = work.next()
      if (step.done) return step.value
    } while (performance.now() < end)
    await pause(signal)
  }
}

/** Visits the rows in blocks, until `visit` returns false. */
export async function forBlocks(
  rows: number,
  signal: AbortSignal | undefined,
  visit: (from: number, to: number) => unknown,
): Promise<void> {
  for (let from = 0; from < rows; from += BLOCK) {
    if (from > 0) await pause(signal)
    if (visit(from, Math.min(from + BLOCK, rows)) === false) return
  }
}
