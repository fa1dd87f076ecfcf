/** The content of a checkpoint as the training of its run needs it: checked against the plan and the callbacks. */
import type { StateSpec } from '../../../shared/graph/program.ts'
import { ProblemError } from '../../../shared/problem.ts'
import type { StateValues } from '../executors/executor.ts'
import type { Values } from '../executors/values.ts'
import { SAFETENSORS_DTYPES, safetensorsDtype } from '../run-folder/checkpoint-file.ts'
import type { Best } from './checkpoints.ts'
import type { Position } from './epoch.ts'
import { type CallbackStates, type EpochCallbacks, restoreStates } from './epoch-callbacks.ts'
import type { OpenRun } from './open-run.ts'
import type { ResumePoint } from './resume-point.ts'
import { checkpointMismatch } from './texts.ts'

export interface Restored {
  /** Name of the checkpoint file. */
  readonly file: string
  readonly at: Position
  readonly states: StateValues
  readonly best: Best | null
  readonly callbacks: CallbackStates
}

/** @throws ProblemError if the checkpoint belongs to another plan or other callbacks */
export function restoredFrom(
  { name: file, checkpoint: { head, tensors } }: ResumePoint,
  { plan, job, stepsPerEpoch, weights }: OpenRun,
  epochCallbacks: EpochCallbacks,
): Restored {
  const mismatch = (what: string) => new ProblemError([checkpointMismatch(file, what)])
  const { epoch, step, best } = head
  // The last checkpoint is written after the last epoch.
  const isWithin = epoch < job.epochs || (epoch === job.epochs && step === 0)
  if (!isWithin || step > stepsPerEpoch || (best !== null && best >= epoch))
    throw mismatch(`epoch ${epoch}, step ${step}, best ${best}`)
  const valuesOf = (prefix: string, { name, shape, dtype }: StateSpec): Values => {
    const tensor = tensors.get(prefix + name)
    const fits =
      tensor &&
      String(tensor.shape) === String(shape) &&
      safetensorsDtype(tensor.values) === SAFETENSORS_DTYPES[dtype]
    if (!fits) throw mismatch(prefix + name)
    return tensor.values
  }
  const bestWeights = (epoch: number): Best => ({
    epoch,
    weights: new Map(
      weights.map((s) => [s.name, { shape: s.shape, values: valuesOf('best/', s) as Float32Array }]),
    ),
  })
  const states = new Map(plan.state.map((s) => [s.name, valuesOf('', s)]))
  const bestEpoch = best === null ? null : bestWeights(best)
  const callbacks = restoreStates(epochCallbacks, head.watch)
  if (!callbacks) throw mismatch('watch')
  return { file, at: { epoch, step }, states, best: bestEpoch, callbacks }
}
