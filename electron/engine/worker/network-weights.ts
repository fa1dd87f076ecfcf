/** The weights of the network itself among the states of a plan: weights and moving averages. */
import type { Plan, StateSpec } from '../../../shared/graph/program.ts'
import type { StateValues } from '../executors/executor.ts'
import type { Weights } from '../run-folder/weights-file.ts'

export const weightSpecs = (plan: Plan): readonly StateSpec[] =>
  plan.state.filter((s) => s.role === 'weight' || s.role === 'moving')

/** @param states values of at least the states of `specs`; they are not copied */
export const weightsOf = (specs: readonly StateSpec[], states: StateValues): Weights =>
  new Map(specs.map((s) => [s.name, { shape: s.shape, values: states.get(s.name) as Float32Array }]))
