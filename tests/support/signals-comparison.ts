/** Computes the signals of a Keras case in our engine, as what Keras answers to the request `signals`. */

import type { Executor } from '../../electron/engine/executors/executor.ts'
import type { Values } from '../../electron/engine/executors/values.ts'
import { openSignals } from '../../electron/engine/worker/signals/compute-signals.ts'
import { targetColumn, WEIGHTS_COLUMN } from '../../shared/data/data-info.ts'
import type { GradientSignals, OutputSignals } from '../../shared/signals/signals.ts'
import { callNode, callsOf } from './case-document.ts'
import type { KerasCase } from './cases/types.ts'
import type { Request } from './keras.ts'
import { caseDataOf, KERAS_BATCH, kerasRequest, optimizerOf, type Rows } from './keras-comparison.ts'

type OutputFigures = Pick<OutputSignals, 'mean' | 'deviation' | 'unitDeviation' | 'min' | 'max' | 'zeros'>
type GradientFigures = Pick<GradientSignals, 'mean' | 'low' | 'high' | 'zeros'>
interface WeightNorms {
  readonly norm: number
  readonly gradientNorm: number
  readonly updateNorm: number
}

export interface SignalsAnswer {
  readonly loss: number
  /** One after the other, without Inputs and Outputs. */
  readonly calls: readonly { readonly outputs: OutputFigures; readonly gradients: GradientFigures }[]
  /** Of trained weights. */
  readonly weights: { readonly [weight: string]: WeightNorms }
}

/** The update is the one that the batch alone would make: without the accumulation of gradients over several batches. */
export function signalsRequest(c: KerasCase): Request {
  const optimizer =
    typeof c.optimizer === 'object' ? { ...c.optimizer, gradient_accumulation_steps: null } : c.optimizer
  return { ...kerasRequest({ ...c, ...(optimizer !== undefined && { optimizer }) }), kind: 'signals' }
}

export function ourSignals(c: KerasCase, executor: Executor): SignalsAnswer {
  const { model, data, batches, weights } = caseDataOf(c)
  const { classWeight = null, dtypePolicy } = c
  const settings = {
    ...{ model, data, seed: 1, batchSize: KERAS_BATCH, classWeight, dtypePolicy },
    optimizer: optimizerOf(c),
  }
  const rows = batches[0]!
  const program = openSignals(settings, rows.raw.shape[0]!, executor)
  const states = new Map(
    program.states.map((s): [string, Values] => {
      const given = weights.get(s.name)
      return [s.name, given ? Float32Array.from(given.data) : s.initial()]
    }),
  )
  const found = program.compute(states, columnsOf(rows, data))
  program.close()
  const byNode = new Map(found.calls.map((call) => [call.node, call]))
  return {
    loss: found.loss!,
    calls: callsOf(c).map((_, i) => {
      const { outputs, gradients } = byNode.get(callNode(i))!
      return { outputs, gradients: gradients! }
    }),
    weights: Object.fromEntries(
      found.weights
        .filter(({ trainable }) => trainable)
        .map(({ layer, weight, norm, gradientNorm, updateNorm }) => [
          `${layer}/${weight}`,
          { norm, gradientNorm: gradientNorm!, updateNorm: updateNorm! },
        ]),
    ),
  }
}

function columnsOf(
  { raw, targets, weights }: Rows,
  data: ReturnType<typeof caseDataOf>['data'],
): ReadonlyMap<string, Values> {
  return new Map<string, Values>([
    ['x', data.dtype === 'uint8' ? Uint8Array.from(raw.data) : Float32Array.from(raw.data)],
    ...targets.map((values, i): [string, Values] => [
      targetColumn(i),
      data.targets[i]!.kind === 'classes' ? Int32Array.from(values) : Float32Array.from(values),
    ]),
    ...(weights ? [[WEIGHTS_COLUMN, Float32Array.from(weights)] as [string, Values]] : []),
  ])
}
