/** Finds where a loss that is not finite comes from: restores the last good state and names the first layer with non-finite values. */

import { parseDocument } from '../../../shared/document/file.ts'
import { analyze } from '../../../shared/model/analyze.ts'
import { type Asked, buildDiagnosis } from '../../../shared/training/diagnosis.ts'
import type { StateValues } from '../executors/executor.ts'
import type { Values } from '../executors/values.ts'
import { readData } from './data-files.ts'
import { epochOrder } from './epoch-order.ts'
import { type OpenRun, planSettings } from './open-run.ts'

export interface Bad {
  /** First value that was not finite: a layer's output, the loss itself or, one step earlier, a gradient or the weights it produced. */
  readonly what: 'output' | 'loss' | 'gradient' | 'weights'
  /** Name of the layer; null if it is the loss. */
  readonly layer: string | null
  readonly node: string | null
  /** Steps of the epoch before the last good state, which the session now has. */
  readonly step: number
  /** Whether all weights of the last good state are finite. */
  readonly good: boolean
}

/** Finds the origin of a bad step. The session must have the states from before the call with that step, which it does (see
 *  saved-model.ts).
 *  @param epoch 0-based
 *  @param badStep number of the bad step since the run's start, as reported by the session */
export function findBad(run: OpenRun, epoch: number, bad: number): Bad {
  const { session, job, rows, training, stepsPerEpoch } = run
  const { batch, steps } = session.sizes
  const before = session.read()
  const first = before.get('step')![0]!
  const order = epochOrder(rows, training.shuffle, job.seed, epoch)
  const at = bad % stepsPerEpoch
  /** Restores the state before step `step` of the epoch: repeating the steps gives the same bits. */
  const goTo = (step: number) => {
    session.write(before)
    const from = first % stepsPerEpoch
    if (step > from && session.epochs)
      session.epochs({ orders: [order], validation: run.validation, from, to: step })
    else if (step > from) session.train(order, from, Math.min(step, steps), from === 0)
    return session.read()
  }
  const ask = (step: number, states: StateValues) =>
    diagnose(run, states, order.subarray(step * batch, (step + 1) * batch))

  const states = goTo(at)
  const broken = brokenWeights(run, states)
  if (broken === null) {
    const { outputs } = ask(at, states)
    const found = outputs[0]
    return {
      what: found ? 'output' : 'loss',
      layer: found?.layer ?? null,
      node: found?.node ?? null,
      step: at,
      good: true,
    }
  }
  // The loss of the previous step was finite; its update was not.
  const layer = broken.slice(0, broken.lastIndexOf('/'))
  if (bad === first) return { what: 'weights', layer, node: nodeOf(run, layer), step: at, good: false }
  const earlier = goTo(at - 1)
  const { gradients } = ask(at - 1, earlier)
  const found = gradients[0]
  return {
    what: found ? 'gradient' : 'weights',
    layer: found?.layer ?? layer,
    node: found?.node ?? nodeOf(run, layer),
    step: at - 1,
    good: brokenWeights(run, earlier) === null,
  }
}

/** Name of the first weight with a value that is not finite. */
function brokenWeights({ plan }: OpenRun, states: StateValues): string | null {
  const weights = plan.state.filter((s) => s.role === 'weight' || s.role === 'moving')
  return weights.find((s) => !(states.get(s.name) as Float32Array).every(Number.isFinite))?.name ?? null
}

/** The node that calls a layer first. */
function nodeOf({ job }: OpenRun, layer: string): string | null {
  const { model } = analyze(parseDocument(job.document), job.info)
  return model!.calls.find((call) => call.layer.name === layer)?.node ?? null
}

/** The layers with non-finite values in this step, in the order of computation. */
function diagnose({ job, plan, executor }: OpenRun, states: StateValues, rows: Int32Array) {
  const document = parseDocument(job.document)
  const { model } = analyze(document, job.info)
  const asked = buildDiagnosis(planSettings(document, model!, job), rows.length)
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
  const { results } = executor.evaluate(asked.program, args)
  const isBad = ({ result }: Asked) => results.get(result)![0] !== 0
  return { outputs: asked.outputs.filter(isBad), gradients: asked.gradients.filter(isBad) }
}

function gather(column: Values, rows: Int32Array, size: number): Values {
  const out = new (column.constructor as new (n: number) => Values)(rows.length * size)
  rows.forEach((row, i) => {
    out.set(column.subarray(row * size, (row + 1) * size), i * size)
  })
  return out
}
