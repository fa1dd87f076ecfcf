/** Predicts rows of features as they are stored, for data without targets. */
import { toProbabilities } from '../../../../shared/catalog/losses/probabilities.ts'
import type { Executor, LoadedProgram } from '../../executors/executor.ts'
import type { Values } from '../../executors/values.ts'
import type { TrainedNetwork } from './network.ts'

export interface RowPredictor {
  /** @returns probabilities or numbers of each Output, row by row */
  predict(features: Float32Array | Uint8Array, rows: number): readonly Float32Array[]
}

/** Rows per batch: a single row does not wait for hundreds of empty ones. */
const BATCHES = [1, 64, 512] as const

export function rowPredictor({ plan, outputs, states }: TrainedNetwork, executor: Executor): RowPredictor {
  const programs = new Map<number, LoadedProgram>()
  const programOf = (batch: number): LoadedProgram => {
    const known = programs.get(batch)
    if (known) return known
    const loaded = executor.load(plan.predict(batch), states)
    programs.set(batch, loaded)
    return loaded
  }
  return {
    predict(features, rows) {
      const batch = BATCHES.find((size) => rows <= size) ?? BATCHES.at(-1)!
      const program = programOf(batch)
      const width = features.length / rows
      const buffer: Values =
        features instanceof Uint8Array ? new Uint8Array(batch * width) : new Float32Array(batch * width)
      const parts = outputs.map((output) => new Float32Array(rows * output.width))
      for (let from = 0; from < rows; from += batch) {
        const count = Math.min(batch, rows - from)
        buffer.fill(0).set(features.subarray(from * width, (from + count) * width))
        const { results } = program.run(new Map([['data:x', buffer]]))
        for (const [i, { name, width: values }] of outputs.entries())
          parts[i]!.set((results.get(name) as Float32Array).subarray(0, count * values), from * values)
      }
      return parts.map((values, i) => toProbabilities(values, outputs[i]!.activation, outputs[i]!.width))
    },
  }
}
