/** Dead code elimination: the operations of a program that have to run. */
import type { Op } from '../../../shared/graph/op.ts'
import type { Program } from '../../../shared/graph/program.ts'

/** Operations on which the next states and the results depend, in order. */
export function liveOps(program: Program): readonly Op[] {
  const live = new Set<Op>()
  const pending: Op[] = [...program.next.values(), ...program.results.values()]
  for (let op = pending.pop(); op; op = pending.pop()) {
    if (live.has(op)) continue
    live.add(op)
    pending.push(...op.inputs)
  }
  return program.ops.filter((op) => live.has(op))
}
