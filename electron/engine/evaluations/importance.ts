/** Permutation importance of the columns of a run's table. Steps prepare each row by itself, so the prepared values of a column are shuffled
 *  instead of its cells: the same as preparing shuffled cells, in a fraction of the time. */
import { importanceOf, permutations } from '../../../shared/evaluation/permutation-importance.ts'
import { SLICE_SCORES, sliceScores } from '../../../shared/evaluation/slice-scores.ts'
import type {
  ColumnImportance,
  ImportanceProgress,
  ImportanceQuery,
  PermutationImportance,
} from '../../../shared/ipc/contract/index.ts'
import { ProblemError } from '../../../shared/problem.ts'
import { range } from '../../../shared/random/mt19937.ts'
import { hold } from '../cache/in-use.ts'
import type { Cells } from '../data/prepare-table/apply-preparation.ts'
import type { Table } from '../data/table/table.ts'
import { openPredictor, type Predictor, type PredictorOptions } from './predictor.ts'
import { sampleOf } from './sample.ts'
import { type Predictions, readPredictions } from './stored-predictions.ts'
import { isTraining, openStoredRun, type StoredRun } from './stored-run.ts'
import { columnOf, numbersAt, tableOfRun, textsAt } from './table-of-run.ts'
import * as texts from './texts.ts'

/** Rows that are predicted for each shuffle. */
const MAX_ROWS = 5000

export interface ImportanceTask {
  readonly folder: string
  readonly query: ImportanceQuery
  readonly cache: string
  readonly options: PredictorOptions
  readonly permit: (run: StoredRun) => Promise<void>
  readonly signal: AbortSignal
  readonly onProgress: (progress: ImportanceProgress) => void
}

/** @throws ProblemError */
export async function permutationImportance(task: ImportanceTask): Promise<PermutationImportance> {
  const { folder, query, cache, options, permit, signal } = task
  const stored = await readPredictions(folder, query.evaluation, query.output)
  const run = openStoredRun(folder)
  const opened = await tableOfRun(run, permit, cache)
  if (!opened) throw new ProblemError([texts.onlyTables(run.record.name)])
  signal.throwIfAborted()
  const release = hold(cache, [opened.folder])
  const predictor = openPredictor(run, stored.evaluation.weights.kind, options)
  const cancel = () => predictor.close()
  signal.addEventListener('abort', cancel)
  try {
    return {
      ...(await importances(opened.table, predictor, stored, task)),
      weights: weightsOf(predictor, run, stored),
    }
  } finally {
    signal.removeEventListener('abort', cancel)
    predictor.close()
    release()
  }
}

async function importances(
  table: Table,
  predictor: Predictor,
  stored: Predictions,
  { query: { repeats, seed }, onProgress }: ImportanceTask,
): Promise<Omit<PermutationImportance, 'weights'>> {
  const preparation = predictor.preparation!
  const places = sampleOf(stored.row.length, MAX_ROWS, seed)
  const count = places.length
  const { features } = await preparation.apply(
    cellsAt(
      table,
      places.map((place) => stored.row[place]!),
    ),
    count,
  )
  const [score] = SLICE_SCORES[stored.kind]
  const scoreOf = async (values: Float32Array): Promise<number> =>
    mainScore(stored, places, predictor, await predictor.predict(values, count))
  const sources = permutations(count, repeats, seed)
  const { names } = preparation
  const progress = { run: stored.evaluation.run, total: names.length * repeats }
  onProgress({ ...progress, done: 0 })
  const baseline = await scoreOf(features)
  const columns: ColumnImportance[] = []
  for (const [i, column] of names.entries()) {
    const slots = preparation.columns.flatMap(({ name, source }, slot) =>
      (source ?? name) === column ? [slot] : [],
    )
    const shuffled: number[] = []
    for (const from of sources) {
      shuffled.push(await scoreOf(shuffle(features, slots, from)))
      onProgress({ ...progress, done: i * repeats + shuffled.length })
    }
    columns.push({ column, ...importanceOf(baseline, shuffled, score!.isError) })
  }
  columns.sort((a, b) => b.mean - a.mean)
  return { score: score!, baseline, rows: count, total: stored.row.length, columns }
}

/** What has predicted. */
function weightsOf(
  predictor: Predictor,
  run: StoredRun,
  { evaluation: { weights } }: Predictions,
): PermutationImportance['weights'] {
  const { epoch, sha256 } = predictor.weights()!
  return {
    kind: weights.kind,
    epoch,
    isTraining: isTraining(run),
    areEvaluated: sha256 === weights.sha256,
  }
}

function cellsAt(table: Table, rows: Int32Array): Cells {
  return {
    texts: (column) => textsAt(table, columnOf(table, column), rows),
    numbers: (column) => numbersAt(table, columnOf(table, column), rows),
  }
}

/** Features in which some columns have the values of other rows. */
function shuffle(features: Float32Array, slots: readonly number[], from: Int32Array): Float32Array {
  const width = features.length / from.length
  const shuffled = features.slice()
  for (const [row, source] of from.entries())
    for (const slot of slots) shuffled[row * width + slot] = features[source * width + slot]!
  return shuffled
}

/** The main score of predictions of the rows at these places. */
function mainScore(
  stored: Predictions,
  places: Int32Array,
  predictor: Predictor,
  values: readonly Float32Array[],
): number {
  const { kind, width, truth } = stored
  const own = predictor.outputs.findIndex(({ name }) => name === stored.output)
  const answers = Array.from(places, (_, row) => predictor.read(values, row)[own]!)
  const predicted = answers.flatMap((answer) => {
    if (answer.kind === 'number') return [answer.value]
    if (answer.kind === 'classes') return [answer.predicted]
    const labels = new Set(answer.predicted)
    return answer.labels.map((_, label) => (labels.has(label) ? 1 : 0))
  })
  const truths = Array.from(places).flatMap((place) => [
    ...truth.subarray(place * width, (place + 1) * width),
  ])
  const numbers = kind === 'number' ? Float64Array : Int32Array
  const [main] = sliceScores(
    { ...stored, truth: numbers.from(truths), predicted: numbers.from(predicted), loss: stored.loss },
    range(places.length),
  )
  return main!.value ?? Number.NaN
}
