/** Short trainings with signals, by the portable executor and without files: what the doctor examines. */

import type { Session } from '../../electron/engine/executors/executor.ts'
import { portable } from '../../electron/engine/executors/portable/index.ts'
import type { Values } from '../../electron/engine/executors/values.ts'
import { epochOrder } from '../../electron/engine/worker/epoch-order.ts'
import { planSettings } from '../../electron/engine/worker/open-run.ts'
import { openSignals } from '../../electron/engine/worker/signals/compute-signals.ts'
import { storedShape } from '../../shared/data/column-info.ts'
import type { DataInfo } from '../../shared/data/data-info.ts'
import type { EpochFigures, Examination, PredictedClasses } from '../../shared/doctor/subject.ts'
import type { Document } from '../../shared/document/document.ts'
import type { Plan } from '../../shared/graph/program.ts'
import { analyze } from '../../shared/model/analyze.ts'
import type { Signals } from '../../shared/signals/signals.ts'
import { SIGNAL_ROWS } from '../../shared/signals/signals.ts'
import { buildPlan } from '../../shared/training/plan.ts'

const executor = await portable((why) => {
  throw new Error(why)
})

/** Prepared rows in memory. */
export interface Rows {
  readonly info: DataInfo
  /** By name: x, y, y1 … */
  readonly columns: ReadonlyMap<string, Values>
  readonly train: Int32Array
  readonly validation: Int32Array
}

export interface ShortRun {
  readonly document: Document
  readonly rows: Rows
  /** 0: only the initial weights are examined. */
  readonly epochs: number
}

/** Trains, and gives what is known of the training afterwards: signals before and after, curves, predicted classes. */
export function runFor({ document, rows, epochs }: ShortRun): Examination {
  const { info } = rows
  const { model, problems } = analyze(document, info)
  if (!model) throw new Error(problems.map(({ message }) => message.en).join('\n'))
  const { training } = document
  const settings = planSettings(document, model, { info, seed: training.seed })
  const plan = buildPlan(settings)
  const { batch_size: batchSize } = training
  const session = executor.open(plan, {
    rows: rows.train.length + rows.validation.length,
    steps: Math.floor(rows.train.length / batchSize),
    batchSize,
    lastBatchSize: rows.train.length % batchSize,
    evaluationBatchSize: Math.max(Math.min(rows.validation.length, 256), 1),
  })
  session.load(rows.columns)
  const batch = rows.train.slice(0, SIGNAL_ROWS)
  const signals = openSignals(settings, batch.length, executor)
  const columns = takeRows(plan, rows, batch)
  const signalsNow = (): Signals => ({
    ...signals.compute(session.readStates(), columns),
    source: 'data',
    problems: [],
    milliseconds: 0,
  })
  const start = signalsNow()
  const curve: EpochFigures[] = []
  for (let epoch = 0; epoch < epochs; epoch++) curve.push(trainEpoch(plan, session, document, rows, epoch))
  const examination: Examination = {
    document,
    model,
    data: info,
    signals: start,
    frames:
      epochs === 0 ? [] : [{ epoch: epochs, step: epochs * session.sizes.steps, signals: signalsNow() }],
    curves: epochs === 0 ? null : { series: plan.series, epochs: curve },
    predictions: epochs === 0 ? [] : predictedClasses(plan, session, rows),
    problems: [],
  }
  signals.close()
  session.close()
  return examination
}

function trainEpoch(
  plan: Plan,
  session: Session,
  { training }: Document,
  rows: Rows,
  epoch: number,
): EpochFigures {
  const { steps, batchSize, lastBatchSize, evaluationBatchSize } = session.sizes
  const order = epochOrder(rows.train, training.shuffle, training.seed, epoch)
  let { sums } =
    steps > 0 ? session.train(order.slice(0, steps * batchSize), 0, steps, true) : { sums: null! }
  if (lastBatchSize > 0) sums = session.trainLastBatch(order.slice(steps * batchSize), steps === 0).sums
  const train = plan.figures(sums)
  let validation: Float32Array | null = null
  for (let from = 0; from < rows.validation.length; from += evaluationBatchSize)
    validation = session.evaluate(rows.validation.slice(from, from + evaluationBatchSize), from === 0).sums
  return { epoch: epoch + 1, train, validation: validation && plan.figures(validation), learningRate: 0 }
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((n, d) => n * d, 1)

/** Rows of each column of the data. */
function takeRows(plan: Plan, { columns }: Rows, chosen: Int32Array): ReadonlyMap<string, Values> {
  return new Map(
    plan.data.map(({ name, shape }) => {
      const size = sizeOf(shape)
      const column = columns.get(name)!
      const taken = new (column.constructor as new (n: number) => Values)(chosen.length * size)
      chosen.forEach((row, i) => {
        taken.set(column.subarray(row * size, (row + 1) * size), i * size)
      })
      return [name, taken]
    }),
  )
}

/** The predicted classes of the training rows, of the first target. */
function predictedClasses(plan: Plan, session: Session, rows: Rows): readonly PredictedClasses[] {
  const [target] = rows.info.targets
  if (target.kind !== 'classes') return []
  const { classes } = target
  const output = plan.outputs[0]!
  const actual = classes.map(() => 0)
  const predicted = classes.map(() => 0)
  const size = sizeOf(storedShape(rows.info))
  const x = rows.columns.get('x')!
  const y = rows.columns.get('y')!
  const { evaluationBatchSize } = session.sizes
  for (let from = 0; from < rows.train.length; from += evaluationBatchSize) {
    const chosen = rows.train.slice(from, from + evaluationBatchSize)
    const features = new (x.constructor as new (n: number) => Values)(chosen.length * size)
    chosen.forEach((row, i) => {
      features.set(x.subarray(row * size, (row + 1) * size), i * size)
    })
    const scores = session.predict(features, chosen.length).get(output)!
    const width = scores.length / chosen.length
    chosen.forEach((row, i) => {
      const own = scores.subarray(i * width, (i + 1) * width)
      const best = width === 1 ? Number(own[0]! > 0.5) : own.indexOf(Math.max(...own))
      actual[y[row]!]!++
      predicted[best]!++
    })
  }
  return [{ output, classes, actual, predicted }]
}
