/** Writes the operations on which a Program's results depend into a function's body. */
import { isOp, type Op, type Tensor } from '../../../../shared/graph/op.ts'
import { argument } from '../../../../shared/graph/ops/inputs.ts'
import type { Program } from '../../../../shared/graph/program.ts'
import { liveOps } from '../live-ops.ts'
import type { FunctionBody } from './function-body.ts'
import { emit } from './kernels.ts'

/** Arguments that a program reads: `state:…`, `data:…`, `weight`. */
export const argumentsOf = (program: Program): readonly Op[] =>
  liveOps(program).filter((op) => isOp(op, argument))

/** Adds the operations, and returns the value name of each tensor. `valueOfArgument` returns the value of an Argument by its name. */
export function emitProgram(
  body: FunctionBody,
  program: Program,
  valueOfArgument: (name: string) => string,
): (tensor: Tensor) => string {
  const values = new Map<Op, string>()
  const nodeValue = (op: Op): string => {
    const value = values.get(op)
    if (value === undefined) throw new Error(`${op.type} ${op.id} is used before it is made`)
    return value
  }
  for (const op of liveOps(program))
    values.set(
      op,
      isOp(op, argument) ? valueOfArgument(op.attrs.name) : emit(body, op, op.inputs.map(nodeValue)),
    )
  return nodeValue
}
