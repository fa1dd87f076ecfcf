/** Declares the tensors that programs keep between steps: weights, counters, sums. The states of a run are in ipc/run-state.ts. */
import type { Tensor } from '../graph/op.ts'
import type { StateRole, StateSpec } from '../graph/program.ts'
import type { Build } from './layer-builder.ts'

export const scalarState = (
  name: string,
  role: StateRole,
  dtype: StateSpec['dtype'],
  value: number,
): StateSpec => ({
  name,
  shape: [],
  dtype,
  role,
  initial: () =>
    dtype === 'float32'
      ? Float32Array.of(value)
      : dtype === 'int32'
        ? Int32Array.of(value)
        : Uint32Array.of(value),
})

/** Declares a state if it is new, and returns its value in this program. */
export function declareState(b: Build, spec: StateSpec): Tensor {
  if (!b.states.has(spec.name)) b.states.set(spec.name, spec)
  return b.m.argument(`state:${spec.name}`, spec.shape, spec.dtype)
}
