/** Trains a table as a person does with three clicks: it is dropped, what is suggested is accepted, and Train is pressed. The trained network
 *  is then scored on the test rows, which the app has kept apart. */
import { existsSync } from 'node:fs'
import { type PreparedData, prepareData } from '../../electron/engine/data/index.ts'
import type { Executor } from '../../electron/engine/executors/executor.ts'
import type { Values } from '../../electron/engine/executors/values.ts'
import type { Weights } from '../../electron/engine/run-folder/weights-file.ts'
import { planSettings } from '../../electron/engine/worker/open-run.ts'
import { type Document, mainNetwork } from '../../shared/document/document.ts'
import { createDataReference } from '../../shared/document/settings.ts'
import { analyze } from '../../shared/model/analyze.ts'
import { range } from '../../shared/random/mt19937.ts'
import { buildPlan } from '../../shared/training/plan.ts'
import type { OurEngine } from '../our-engine.ts'
import { bytesOf } from '../rows.ts'
import { accuracy, determination } from '../statistics.ts'
import type { BenchTable } from './list.ts'

/** Trainings of each split, which differ in the first weights and the order of the rows. Accuracy or R² of the same network differ by more
 *  than preparations do (R² of Boston with a deviation of 0.007 to 0.07, by the split), so that their mean is compared. The fewer rows a table
 *  has, the more they differ.
 *  @param rows number of rows with a target */
export const trainingsOf = (rows: number): number => (rows < 1000 ? 10 : 5)

/** Of all rows. The default of the app is smaller, which leaves 15 rows of iris. */
const TEST_SHARE = 0.2

export interface OurResult {
  /** Accuracy of each training, or R² for a number. */
  readonly scores: readonly number[]
  readonly rows: number
  readonly columns: number
  /** Its starts are the seeds of the trainings here too. */
  readonly task: ReferenceTask
}

/** What bench/suggestions/reference.py trains. */
export interface ReferenceTask {
  readonly table: string
  /** Of the split. */
  readonly seed: number
  /** Of the trainings. */
  readonly starts: readonly number[]
  readonly path: string
  readonly target: string
  readonly task: BenchTable['task']
  /** Row numbers of the file. */
  readonly rows: {
    readonly train: readonly number[]
    readonly validation: readonly number[]
    readonly test: readonly number[]
  }
  /** Names and arguments in Keras. */
  readonly layers: readonly object[]
  readonly loss: unknown
  readonly learning_rate: unknown
  readonly batch: number
  readonly epochs: number
  /** Arguments of EarlyStopping. */
  readonly stopping: object
}

/** @param seed of the split; those of the trainings follow from it @param done number of trainings that are known already */
export async function trainOurs(
  engine: OurEngine,
  executor: Executor,
  table: BenchTable,
  path: string,
  seed: number,
  done: number,
): Promise<OurResult> {
  const reference = createDataReference({ type: 'csv', path, target: table.target })
  const document = await engine.suggest({
    ...reference,
    split: { ...reference.split, test: TEST_SHARE, seed },
  })
  const prepared = await prepareData(document.data!, { folder: null, cache: process.env.LAYERLOOM_CACHE! })
  const parts = partsOf(prepared)
  const kept = prepared.keptRows !== null && existsSync(prepared.keptRows)
  const fileRows = kept ? new Int32Array(bytesOf(prepared.keptRows!)) : null
  const inFile = (part: Int32Array) => Array.from(part, (row) => fileRows?.[row] ?? row)
  const { train, validation, test } = parts
  const rows = { train: inFile(train), validation: inFile(validation), test: inFile(test) }
  const count = train.length + validation.length + test.length
  const starts = range(trainingsOf(count))
    .subarray(done)
    .map((i) => seed + 100 * i)
  const scores: number[] = []
  for (const start of starts) {
    const { weights } = await engine.train({ ...document, training: { ...document.training, seed: start } })
    scores.push(scoreOf(document, prepared, weights, executor, test))
  }
  return {
    scores,
    rows: count,
    columns: prepared.info.shape[0]!,
    task: {
      ...settingsOf(document),
      table: table.name,
      seed,
      starts: [...starts],
      path,
      target: table.target,
      task: table.task,
      rows,
    },
  }
}

function partsOf({ info, files }: PreparedData) {
  const order = new Int32Array(bytesOf(files.order))
  const { train, validation } = info.rows
  return {
    train: order.subarray(0, train),
    validation: order.subarray(train, train + validation),
    test: order.subarray(train + validation),
  }
}

/** The program that predicts has the trained weights and all test rows in one batch. */
function scoreOf(
  document: Document,
  { info, files, featureSize }: PreparedData,
  weights: Weights,
  executor: Executor,
  test: Int32Array,
): number {
  const { model } = analyze(document, info)
  const plan = buildPlan(planSettings(document, model!, { info, seed: document.training.seed ?? 0 }))
  const features = new Float32Array(bytesOf(files.features))
  const x = Float32Array.from([...test].flatMap((row) => [...rowOf(features, row, featureSize)]))
  const states = plan.state.map(({ name, initial }): [string, Values] => [
    `state:${name}`,
    weights.get(name)?.values ?? initial(),
  ])
  const { results } = executor.evaluate(plan.predict(test.length), new Map([...states, ['data:x', x]]))
  const predictions = results.get(plan.outputs[0]!) as Float32Array
  const targets = bytesOf(files.targets)
  if (info.targets[0].kind === 'number') {
    const values = new Float32Array(targets)
    return determination(
      [...predictions],
      Array.from(test, (row) => values[row]!),
    )
  }
  const codes = new Int32Array(targets)
  const classes = predictions.length / test.length
  const predicted = Array.from(test, (_, i) => greatest(rowOf(predictions, i, classes)))
  return accuracy(
    predicted,
    Array.from(test, (row) => codes[row]!),
  )
}

const rowOf = (values: Float32Array, row: number, width: number) =>
  values.subarray(row * width, (row + 1) * width)

const greatest = (values: Float32Array): number => values.indexOf(Math.max(...values))

/** The suggested network and training settings, for the same network in Keras. */
function settingsOf(document: Document) {
  const layers = Object.values(mainNetwork(document).layers)
  const { optimizer, batch_size: batch, epochs, callbacks } = document.training
  const [{ type: _, ...stopping }] = callbacks as [(typeof callbacks)[number]]
  return {
    layers: layers
      .filter(({ type }) => type !== 'Input' && type !== 'Output')
      .map(({ type, props }) => ({ type, ...props })),
    loss: layers.find(({ type }) => type === 'Output')!.props.loss,
    learning_rate: optimizer.learning_rate,
    batch,
    epochs,
    stopping,
  }
}
