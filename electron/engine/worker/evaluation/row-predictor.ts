/** Predicts rows of features as they are stored, for data without targets. */
import { toProbabilities } from '../../../../shared/catalog/losses/probabilities.ts'
import type { Executor, LoadedProgram } from '../../executors/executor.ts'
import type { Values } from '../../executors/values.ts'
import type { UsedWeights } from '../messages.ts'
import type { TrainedNetwork } from './network.ts'

export interface RowPredictor {
  readonly weights: UsedWeights
  /** @returns probabilities or numbers of each Output, row by row */
  predict(features: Float32Array | Uint8Array, rows: number): readonly Float32Array[]
  /** Predicts each row so many times with dropout on. The numbers that are dropped depend on the pass only, so that rows can be compared.
   *  @returns as predict, pass by pass of each row */
  predictPasses(features: Float32Array | Uint8Array, rows: number, passes: number): readonly Float32Array[]
}

/** Rows per batch: a single row does not wait for hundreds of empty ones. */
const BATCHES = [1, 64, 512] as const

export function rowPredictor(network: TrainedNetwork, executor: Executor): RowPredictor {
  const { plan, outputs, states } = network
  const { epoch, sha256 } = network.weights
  const programs = new Map<number, LoadedProgram>()
  const programOf = (batch: number): LoadedProgram => {
    const known = programs.get(batch)
    if (known) return known
    const loaded = executor.load(plan.predict(batch), states)
    programs.set(batch, loaded)
    return loaded
  }
  /** Any number of passes may be asked for: only the last one stays loaded. */
  let ofPasses: { readonly passes: number; readonly program: LoadedProgram } | null = null
  const emptyParts = (rows: number) => outputs.map((output) => new Float32Array(rows * output.width))
  /** Runs one batch and copies the values of its first rows. */
  const run = (
    program: LoadedProgram,
    buffer: Values,
    parts: readonly Float32Array[],
    { from, count }: { readonly from: number; readonly count: number },
  ) => {
    const { results } = program.run(new Map([['data:x', buffer]]))
    for (const [i, { name, width }] of outputs.entries())
      parts[i]!.set((results.get(name) as Float32Array).subarray(0, count * width), from * width)
  }
  const asProbabilities = (parts: readonly Float32Array[]) =>
    parts.map((values, i) => toProbabilities(values, outputs[i]!.activation, outputs[i]!.width))
  return {
    weights: { epoch, sha256 },
    predict(features, rows) {
      const batch = BATCHES.find((size) => rows <= size) ?? BATCHES.at(-1)!
      const program = programOf(batch)
      const width = features.length / rows
      const buffer = emptyLike(features, batch * width)
      const parts = emptyParts(rows)
      for (let from = 0; from < rows; from += batch) {
        const count = Math.min(batch, rows - from)
        buffer.fill(0).set(features.subarray(from * width, (from + count) * width))
        run(program, buffer, parts, { from, count })
      }
      return asProbabilities(parts)
    },
    predictPasses(features, rows, passes) {
      if (ofPasses?.passes !== passes) {
        ofPasses?.program.close()
        ofPasses = { passes, program: executor.load(plan.predictWithDropout(passes), states) }
      }
      const { program } = ofPasses
      const width = features.length / rows
      const buffer = emptyLike(features, passes * width)
      const parts = emptyParts(rows * passes)
      for (let row = 0; row < rows; row++) {
        const own = features.subarray(row * width, (row + 1) * width)
        for (let pass = 0; pass < passes; pass++) buffer.set(own, pass * width)
        run(program, buffer, parts, { from: row * passes, count: passes })
      }
      return asProbabilities(parts)
    },
  }
}

const emptyLike = (
  features: Float32Array | Uint8Array,
  length: number,
): Values & (Float32Array | Uint8Array) =>
  features instanceof Uint8Array ? new Uint8Array(length) : new Float32Array(length)
