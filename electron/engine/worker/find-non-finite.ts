/** Finds where a loss that is not finite comes from: restores the last good state and names the first layer with non-finite values. */

import { buildDiagnosis } from '../../../shared/training/diagnosis.ts'
import type { ProbedKind } from '../../../shared/training/probe.ts'
import type { StateValues } from '../executors/executor.ts'
import type { Values } from '../executors/values.ts'
import { readData } from './data-files.ts'
import { epochOrder } from './epoch-order.ts'
import type { OpenRun } from './open-run.ts'

export interface NonFinite {
  /** First value that was not finite: a layer's output, the loss itself or, one step earlier, a gradient or the weights it produced. */
  readonly what: 'output' | 'loss' | 'gradient' | 'weights'
  /** Name of the layer; null if it is the loss. */
  readonly layer: string | null
  readonly node: string | null
  /** Steps of the epoch before the last good state, which the session now has. */
  readonly step: number
  /** Whether all weights of the last good state are finite. */
  readonly weightsFinite: boolean
}

/** Finds the origin of a bad step. The session must have the states from before the call with that step, which it does (see
 *  saved-model.ts).
 *  @param epoch 0-based
 *  @param badStep number of the bad step since the run's start, as reported by the session */
export function findNonFinite(run: OpenRun, epoch: number, badStep: number): NonFinite {
  const { session, job, rows, training, stepsPerEpoch } = run
  const { batchSize, steps } = session.sizes
  const initialStates = session.readStates()
  const initialStep = initialStates.get('step')![0]!
  const order = epochOrder(rows, training.shuffle, job.seed, epoch)
  const stepInEpoch = badStep % stepsPerEpoch
  /** Restores the state before step `step` of the epoch: repeating the steps gives the same bits. */
  const restore = (step: number) => {
    session.writeStates(initialStates)
    const from = initialStep % stepsPerEpoch
    if (step > from && session.epochs)
      session.epochs({ orders: [order], validation: run.validation, from, to: step })
    else if (step > from) session.train(order, from, Math.min(step, steps), from === 0)
    return session.readStates()
  }
  const diagnoseStep = (step: number, states: StateValues) =>
    diagnose(run, states, order.subarray(step * batchSize, (step + 1) * batchSize))

  const states = restore(stepInEpoch)
  const nonFiniteWeight = firstNonFiniteWeight(run, states)
  if (nonFiniteWeight === null) {
    const { outputs } = diagnoseStep(stepInEpoch, states)
    const found = outputs[0]
    return {
      what: found ? 'output' : 'loss',
      layer: found?.layer ?? null,
      node: found?.node ?? null,
      step: stepInEpoch,
      weightsFinite: true,
    }
  }
  // The loss of the previous step was finite; its update was not.
  const layer = nonFiniteWeight.slice(0, nonFiniteWeight.lastIndexOf('/'))
  if (badStep === initialStep)
    return { what: 'weights', layer, node: nodeOf(run, layer), step: stepInEpoch, weightsFinite: false }
  const previousStates = restore(stepInEpoch - 1)
  const { gradients } = diagnoseStep(stepInEpoch - 1, previousStates)
  const found = gradients[0]
  return {
    what: found ? 'gradient' : 'weights',
    layer: found?.layer ?? layer,
    node: found?.node ?? nodeOf(run, layer),
    step: stepInEpoch - 1,
    weightsFinite: firstNonFiniteWeight(run, previousStates) === null,
  }
}

/** Name of the first weight with a value that is not finite. */
function firstNonFiniteWeight({ weights }: OpenRun, states: StateValues): string | null {
  return weights.find((s) => !(states.get(s.name) as Float32Array).every(Number.isFinite))?.name ?? null
}

/** The node that calls a layer first. */
const nodeOf = ({ model }: OpenRun, layer: string): string | null =>
  model.calls.find((call) => call.layer.name === layer)?.node ?? null

/** The layers with non-finite values in this step, in the order of computation. */
function diagnose({ job, settings, plan, executor }: OpenRun, states: StateValues, rows: Int32Array) {
  const diagnosis = buildDiagnosis(settings, rows.length)
  const { columns } = readData(job)
  const args = new Map<string, Values>([...states].map(([name, values]) => [`state:${name}`, values]))
  for (const { name, shape } of plan.data)
    args.set(
      `data:${name}`,
      gather(
        columns.get(name)!,
        rows,
        shape.reduce((n, d) => n * d, 1),
      ),
    )
  const { results } = executor.evaluate(diagnosis.program, args)
  const bad = diagnosis.tensors.filter(
    (tensor) => results.get(diagnosis.resultOf(tensor, 'nonFinite'))![0] !== 0,
  )
  const of = (kind: ProbedKind) => bad.filter((tensor) => tensor.kind === kind)
  return { outputs: of('output'), gradients: of('weightGradient') }
}

function gather(column: Values, rows: Int32Array, size: number): Values {
  const out = new (column.constructor as new (n: number) => Values)(rows.length * size)
  rows.forEach((row, i) => {
    out.set(column.subarray(row * size, (row + 1) * size), i * size)
  })
  return out
}
