/** Predicts the rows of a part batch by batch, and adds up loss and metrics as an evaluation of the training does. */

import { toProbabilities } from '../../../../shared/catalog/losses/probabilities.ts'
import { packAccumulators } from '../../../../shared/graph/accumulators.ts'
import type { Plan } from '../../../../shared/graph/program.ts'
import { lossResult, predictionResult } from '../../../../shared/training/plan.ts'
import type { Executor } from '../../executors/executor.ts'
import { type Values, zeros } from '../../executors/values.ts'
import { evaluationRows } from '../open-run.ts'
import type { TrainedNetwork } from './network.ts'
import type { PartRows } from './part-rows.ts'

/** The predictions of consecutive rows. */
export interface ScoredBatch {
  /** Number of the first row in the part. */
  readonly from: number
  readonly rows: number
  /** By Output, in the model's order. */
  readonly outputs: readonly { readonly values: Float32Array; readonly losses: Float32Array }[]
}

/** @returns loss and metrics in the order of the plan's series */
export function scoreRows(
  { plan, outputs, batchSize, states }: TrainedNetwork,
  data: PartRows,
  executor: Executor,
  onBatch: (batch: ScoredBatch) => void,
): Float32Array {
  const rows = data.rows.length
  const batch = evaluationRows(outputs.length, batchSize, rows)
  const loaded = executor.load(plan.score(batch), states)
  const buffers = buffersOf(plan, data, batch)
  const mask = new Float32Array(batch)
  let sums = new Map<string, Values>(
    plan.accumulators.map(({ name, shape }) => [
      name,
      zeros(
        'float32',
        shape.reduce((a, b) => a * b, 1),
      ),
    ]),
  )
  try {
    for (let from = 0; from < rows; from += batch) {
      const count = Math.min(batch, rows - from)
      for (const { values, buffer, width } of buffers) {
        if (count < batch) buffer.fill(0)
        buffer.set(values.subarray(from * width, (from + count) * width))
      }
      mask.fill(0).fill(1, 0, count)
      const { next, results } = loaded.run(
        new Map<string, Values>([
          ...buffers.map(({ name, buffer }) => [`data:${name}`, buffer] as const),
          ['weight', mask],
          ...[...sums].map(([name, values]) => [`state:${name}`, values] as const),
        ]),
      )
      sums = new Map([...next].map(([name, values]) => [name, values.slice()]))
      onBatch({
        from,
        rows: count,
        outputs: outputs.map((output) => ({
          values: toProbabilities(
            (results.get(predictionResult(output.name)) as Float32Array).slice(0, count * output.width),
            output.activation,
            output.width,
          ),
          losses: (results.get(lossResult(output.name)) as Float32Array).slice(0, count),
        })),
      })
    }
    return plan.figures(packAccumulators(plan.accumulators, sums))
  } finally {
    loaded.close()
  }
}

const buffersOf = (plan: Plan, data: PartRows, batch: number) =>
  plan.data.map(({ name, dtype }) => {
    const width = data.widths.get(name)!
    return { name, width, values: data.columns.get(name)!, buffer: zeros(dtype, batch * width) }
  })
