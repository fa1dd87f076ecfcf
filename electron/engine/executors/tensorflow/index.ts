/** Executor with TensorFlow through tfjs-node's addon: whole graphs, with or without XLA. */
import type { Executor } from '../executor.ts'
import { loadBinding } from './binding.ts'
import { evaluateProgram, loadProgram } from './evaluate-program.ts'
import { openSession } from './session.ts'

/** @throws Error if the addon or its library is missing */
export const tensorflow = (xla: boolean): Executor => ({
  version: loadBinding().TF_Version,
  device: loadBinding().isUsingGpuDevice() ? 'gpu' : 'cpu',
  open: (plan, sizes) => openSession(plan, sizes, xla),
  evaluate: (program, args) => evaluateProgram(program, args),
  load: (program, bound) => loadProgram(program, { bound }),
})
