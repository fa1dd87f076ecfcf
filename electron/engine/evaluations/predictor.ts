/** A run's network in a process of its own, which predicts rows. Neither its data nor the cache is needed. */
import type { ColumnInfo } from '../../../shared/data/column-info.ts'
import type { DataInfo } from '../../../shared/data/data-info.ts'
import { type ColumnFits, inverseOf } from '../../../shared/data/fitted-steps.ts'
import { labelNames } from '../../../shared/data/roles.ts'
import { isTableSource } from '../../../shared/data/sources/index.ts'
import type { Config } from '../../../shared/fields/index.ts'
import type { OutputPrediction, WeightKind } from '../../../shared/ipc/contract/index.ts'
import { analyze } from '../../../shared/model/analyze.ts'
import { ProblemError } from '../../../shared/problem.ts'
import { type ScoredOutput, scoredOutputs } from '../../../shared/training/scored-outputs.ts'
import type { Preparation } from '../data/prepare-table/apply-preparation.ts'
import type { ExecutorKind } from '../executors/executor.ts'
import type { ChildEvents, ChildRun } from '../runs/child-run.ts'
import { crashText } from '../runs/crash-text.ts'
import type { UsedWeights } from '../worker/messages.ts'
import { ofPasses } from './passes.ts'
import { preparationOf, preparationOfFeatures, type StoredRun, weightsPath } from './stored-run.ts'
import * as texts from './texts.ts'

export interface PredictorOptions {
  /** Executor for predictions, which are not worth compiling. */
  readonly executor: ExecutorKind
  /** Starts a process. */
  launch(kind: ExecutorKind, events: ChildEvents): ChildRun
}

export interface Predictor {
  readonly outputs: readonly ScoredOutput[]
  /** Of a table; null for pictures. */
  readonly preparation: Preparation | null
  /** Shape and type of a row as it is stored, and the number of its values. */
  readonly shape: readonly number[]
  readonly dtype: DataInfo['dtype']
  readonly rowSize: number
  /** @param passes predicts each row so many times with dropout on
   *  @returns probabilities or numbers of each Output, row by row, pass by pass @throws ProblemError if the process has ended */
  predict(
    features: Float32Array | Uint8Array,
    rows: number,
    passes?: number | null,
  ): Promise<readonly Float32Array[]>
  /** What the network says to one row of predicted values; of passes their means and deviations. */
  read(values: readonly Float32Array[], row: number, passes?: number | null): readonly OutputPrediction[]
  /** The weights that predict, which were read when the predictor was opened; null before the first answer. */
  weights(): UsedWeights | null
  /** Whether the process has ended, so that nothing more can be predicted. */
  hasEnded(): boolean
  close(): void
}

/** @throws ProblemError if the run does not have what predictions need */
export function openPredictor(run: StoredRun, kind: WeightKind, options: PredictorOptions): Predictor {
  const { record, document } = run
  const isTable = document.data !== null && isTableSource(document.data.source)
  const fits = preparationOf(run)
  if (isTable && fits.length === 0) throw new ProblemError([texts.noPreparation(record.name)])
  const preparation = isTable
    ? preparationOfFeatures(run, featureFits(fits, record.data.targets, document.data!.source))
    : null
  const info = infoOf(run, preparation?.columns ?? [])
  const { model, problems } = analyze(document, info)
  if (!model) throw new ProblemError(problems.filter((p) => p.severity === 'error'))
  const outputs = scoredOutputs(model, info.targets)
  const inverses = outputs.map(({ target }) => inverseFor(target.name, fits))
  const queue: { resolve(outputs: readonly Float32Array[]): void; reject(error: unknown): void }[] = []
  let ended: ProblemError | null = null
  let weights: UsedWeights | null = null
  const end = (error: ProblemError) => {
    ended ??= error
    for (const { reject } of queue.splice(0)) reject(ended)
  }
  const child = options.launch(options.executor, {
    onMessage(message) {
      if (message.type === 'ended') end(new ProblemError(message.ending.problems))
      if (message.type === 'predictions') {
        weights = message.weights
        queue.shift()?.resolve(message.outputs)
      }
    },
    onExit(crash) {
      if (crash) end(new ProblemError([texts.evaluationCrashed(crashText(crash))]))
    },
  })
  child.openPredictor({
    document: run.text,
    seed: record.seed,
    info,
    flags: {},
    weights: weightsPath(run.folder, kind),
  })
  return {
    outputs,
    preparation,
    shape: info.shape,
    dtype: info.dtype,
    rowSize: preparation?.columns.length ?? info.shape.reduce((a, b) => a * b, 1),
    predict(features, rows, passes = null) {
      if (ended) return Promise.reject(ended)
      return new Promise((resolve, reject) => {
        queue.push({ resolve, reject })
        child.predict({ features, rows, passes })
      })
    },
    read: (values, row, passes = null) =>
      outputs.map((output, i) => {
        const readOne = (at: number) => readOutput(output, values[i]!, at, inverses[i]!)
        return passes === null
          ? readOne(row)
          : ofPasses(
              Array.from({ length: passes }, (_, pass) => readOne(row * passes + pass)),
              output,
            )
      }),
    weights: () => weights,
    hasEnded: () => ended !== null,
    close() {
      child.kill()
      end(new ProblemError([texts.predictionCancelled]))
    },
  }
}

/** The fits of the features, which follow those of the targets that are a column each. Labels have no fits, and a feature may have the name
 *  of their target. */
export function featureFits(
  fits: readonly ColumnFits[],
  targets: readonly { readonly name: string }[],
  source: Config,
): readonly ColumnFits[] {
  const columns = labelNames(source).length > 0 ? targets.slice(0, -1) : targets
  const names = new Set(columns.map(({ name }) => name))
  const first = fits.findIndex(({ column }) => !names.has(column))
  return first < 0 ? [] : fits.slice(first)
}

/** The data that the network was trained on, as far as its programs depend on them. */
function infoOf({ record }: StoredRun, columns: readonly ColumnInfo[]): DataInfo {
  const { rows, shape, targets, weights, preparation, fingerprint } = record.data
  return {
    fingerprint,
    title: record.name,
    rows,
    shape,
    // Only bytes are scaled when they are read.
    dtype: columns.length > 0 || preparation.scale.every((each) => each === 1) ? 'float32' : 'uint8',
    columns,
    targets: targets as unknown as DataInfo['targets'],
    weights,
    preparation,
    notes: [],
  }
}

function inverseFor(target: string, fits: readonly ColumnFits[]): (values: Float64Array) => Float64Array {
  const own = fits.find(({ column }) => column === target)
  return (own && inverseOf(own)) ?? ((values) => values)
}

function readOutput(
  { name, target, width, reading }: ScoredOutput,
  values: Float32Array,
  row: number,
  inverse: (values: Float64Array) => Float64Array,
): OutputPrediction {
  const own = values.subarray(row * width, (row + 1) * width)
  const head = { output: name, target: target.name }
  if (reading.kind === 'number') {
    const value = reading.valueOfClass ? own[0]! : inverse(Float64Array.of(own[0]!))[0]!
    return { ...head, kind: 'number', value }
  }
  if (reading.kind === 'labels') {
    const predicted = [...own.keys()].filter((label) => own[label]! > reading.threshold)
    return { ...head, kind: 'labels', labels: reading.names, predicted, probabilities: [...own] }
  }
  const { names: classes, threshold } = reading
  const probabilities = threshold === null ? [...own] : [2 * threshold - own[0]!, own[0]!]
  const predicted =
    threshold === null ? probabilities.indexOf(Math.max(...probabilities)) : Number(own[0]! > threshold)
  return {
    ...head,
    kind: 'classes',
    classes,
    predicted,
    confidence: probabilities[predicted]!,
    probabilities,
  }
}
