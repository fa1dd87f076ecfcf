/** Prepares a Program for repeated runs: allocates arrays for all values, and turns the operations into a list of functions. */
import { roundToBfloat16 } from '../../../../shared/graph/bfloat16.ts'
import { isOp, type Op } from '../../../../shared/graph/op.ts'
import { identity, reshape } from '../../../../shared/graph/ops/arrays.ts'
import { argument } from '../../../../shared/graph/ops/inputs.ts'
import type { Program } from '../../../../shared/graph/program.ts'
import type { Slices } from '../../../../shared/random/slices.ts'
import { liveOps } from '../live-ops.ts'
import { type Values, zeros } from '../values.ts'
import type { TensorBuffer } from './elementwise.ts'
import { size } from './indices.ts'
import { prepareOp } from './kernels.ts'
import type { MatMul } from './matmul.ts'

export interface PreparedProgram {
  /** Arrays of the Arguments by name, which are filled before a run: `data:x`, `weight`; bound ones belong to the caller. */
  readonly inputs: ReadonlyMap<string, Values>
  /** Next values by state name, and the results, as of the last run. */
  readonly next: ReadonlyMap<string, Values>
  readonly results: ReadonlyMap<string, Values>
  run(): void
  /** The same in slices. */
  slices(): Slices<void>
}

/** Milliseconds of a slice. */
const SLICE = 8

/** @param bound arrays that are used directly as Arguments: the states */
export function prepareProgram(
  program: Program,
  bound: ReadonlyMap<string, Values>,
  multiply: MatMul,
): PreparedProgram {
  const values = new Map<Op, TensorBuffer>()
  const inputs = new Map<string, Values>()
  const steps: (() => void)[] = []
  for (const op of liveOps(program)) {
    const shape = op.shape as readonly number[]
    if (isOp(op, argument)) {
      const { name } = op.attrs
      const array = bound.get(name) ?? inputs.get(name) ?? allocate(op)
      inputs.set(name, array)
      values.set(op, { values: array, shape })
      continue
    }
    const [x] = op.inputs
    const out = {
      values: isOp(op, reshape) || isOp(op, identity) ? values.get(x!)!.values : allocate(op),
      shape,
    }
    values.set(op, out)
    const step = prepareOp(
      op,
      op.inputs.map((input) => values.get(input)!),
      out,
      multiply,
    )
    if (!step) continue
    steps.push(step)
    if (op.dtype === 'bfloat16') steps.push(() => roundToBfloat16(out.values as Float32Array))
  }
  const arraysOf = (tensors: ReadonlyMap<string, Op>) =>
    new Map([...tensors].map(([name, op]) => [name, values.get(op)!.values]))
  return {
    inputs,
    next: arraysOf(program.next),
    results: arraysOf(program.results),
    run() {
      for (const step of steps) step()
    },
    *slices() {
      let began = performance.now()
      for (const step of steps) {
        step()
        if (performance.now() - began < SLICE) continue
        yield
        began = performance.now()
      }
    },
  }
}

const allocate = (op: Op): Values => zeros(op.dtype, size(op.shape as readonly number[]))
