/** Evaluates a run on a part of its rows: predictions into a file, then the figures, then their intervals. */

import { targetColumn } from '../../../../shared/data/data-info.ts'
import { type ColumnFits, inverseOf } from '../../../../shared/data/fitted-steps.ts'
import { countCodes } from '../../../../shared/data/parts.ts'
import type { BootstrapSettings } from '../../../../shared/evaluation/bootstrap.ts'
import { evaluateClasses } from '../../../../shared/evaluation/class-figures.ts'
import { type ClassPredictions, classCollector } from '../../../../shared/evaluation/class-predictions.ts'
import {
  type EvaluationFigures,
  meanLoss,
  meanLossInterval,
  type OutputEvaluation,
} from '../../../../shared/evaluation/evaluation.ts'
import { evaluateLabels } from '../../../../shared/evaluation/label-figures.ts'
import { evaluateNumbers } from '../../../../shared/evaluation/number-figures.ts'
import { finite } from '../../../../shared/evaluation/score.ts'
import type { ScoredOutput } from '../../../../shared/training/scored-outputs.ts'
import type { Executor } from '../../executors/executor.ts'
import { PREDICTIONS_FORMAT, predictionSpecs, ROW, tensorsOf } from '../../run-folder/predictions-file.ts'
import { reportRunFolderErrors } from '../../run-folder/run-files.ts'
import {
  openTensors,
  type TensorFile,
  type TensorWriter,
  writeTensors,
} from '../../run-folder/tensor-file.ts'
import type { EvaluationJob, EvaluationMessage } from '../messages.ts'
import { columnReader } from './column-reader.ts'
import { openNetwork, type TrainedNetwork } from './network.ts'
import { type PartRows, readPart } from './part-rows.ts'
import { scoreRows } from './score-rows.ts'

/** @throws ProblemError in words for a person */
export function evaluateRun(
  job: EvaluationJob,
  executor: Executor,
  emit: (message: EvaluationMessage) => void,
): void {
  const network = openNetwork(job, job.weights)
  const data = readPart(job, job.part)
  const collected = predictPart(job, network, data, executor, (done) =>
    emit({ stage: 'predicting', done, total: data.rows.length }),
  )
  const file = openTensors(job.file)
  try {
    const evaluations = collected.outputs.map((output) => output.evaluate(file))
    const figures: EvaluationFigures = {
      series: network.plan.series.map((name, i) => ({ name, value: finite(collected.series[i]!) })),
      outputs: evaluations.map(({ evaluation }) => evaluation),
    }
    const { epoch, sha256 } = network.weights
    emit({ stage: 'figures', figures, weights: { epoch, sha256 }, predictions: collected.file })
    const total = evaluations.length * job.bootstrap.draws
    const outputs = evaluations.map(({ withIntervals }, i) =>
      withIntervals(job.bootstrap, (done) =>
        emit({ stage: 'intervals', done: i * job.bootstrap.draws + done, total }),
      ),
    )
    emit({
      stage: 'done',
      figures: { ...figures, outputs },
    })
  } finally {
    file.close()
  }
}

interface EvaluatedOutput {
  readonly evaluation: OutputEvaluation
  withIntervals(settings: BootstrapSettings, onDraw: (done: number) => void): OutputEvaluation
}
/** Collects the predictions of an Output. */
interface Collector {
  add(writer: TensorWriter, from: number, values: Float32Array, losses: Float32Array): void
  /** @param file of the predictions */
  evaluate(file: TensorFile): EvaluatedOutput
}

function predictPart(
  job: EvaluationJob,
  network: TrainedNetwork,
  data: PartRows,
  executor: Executor,
  onRows: (done: number) => void,
) {
  const rows = data.rows.length
  const { folder, file } = job
  return reportRunFolderErrors(folder, () => {
    const writer = writeTensors(file, predictionSpecs(network.outputs, rows), {
      format: PREDICTIONS_FORMAT,
      version: '1',
      run: job.run,
      part: job.part,
    })
    try {
      writer.write(ROW, 0, job.tableRows ? data.rows.map((row) => job.tableRows![row]!) : data.rows)
      const outputs = network.outputs.map((output) => collectorOf(output, job, data))
      const series = scoreRows(network, data, executor, (batch) => {
        for (const [i, { values, losses }] of batch.outputs.entries())
          outputs[i]!.add(writer, batch.from, values, losses)
        onRows(batch.from + batch.rows)
      })
      return { outputs, series, file: writer.close() }
    } catch (error) {
      writer.discard()
      throw error
    }
  })
}

function collectorOf(output: ScoredOutput, job: EvaluationJob, data: PartRows): Collector {
  const { reading } = output
  if (reading.kind === 'classes') return classesOf(output, reading, data)
  if (reading.kind === 'labels') return labelsOf(output, reading, data)
  return numbersOf(output, reading, job.fits, data)
}

function classesOf(
  { name, target, targetIndex, width }: ScoredOutput,
  { names, threshold }: Extract<ScoredOutput['reading'], { readonly kind: 'classes' }>,
  data: PartRows,
): Collector {
  const rows = data.rows.length
  const tensors = tensorsOf(name)
  const truth = data.columns.get(targetColumn(targetIndex)) as Int32Array
  const losses = new Float32Array(rows)
  const output = { classes: names.length, threshold }
  let scoresOf: ClassPredictions['scoresOf'] = () => new Float32Array(0)
  const collector = classCollector(output, rows, (group) => scoresOf(group))
  return {
    add(writer, from, values, batchLosses) {
      const count = batchLosses.length
      collector.add(from, values, truth.subarray(from, from + count))
      losses.set(batchLosses, from)
      const { predicted, confidence } = collector.soFar
      writer.write(tensors.probability, from * width, values)
      writer.write(tensors.predicted, from, predicted.subarray(from, from + count))
      writer.write(tensors.confidence, from, confidence.subarray(from, from + count))
      writer.write(tensors.truth, from, truth.subarray(from, from + count))
      writer.write(tensors.loss, from, batchLosses)
    },
    evaluate(file) {
      const read = columnReader(file, tensors.probability, rows, width)
      // Of two classes with one value it is that of the second class.
      scoresOf = (group) => read(threshold === null ? group : 0)
      const counts = countCodes(data.trainTargets[targetIndex] as Int32Array, names.length)
      const { figures, withIntervals } = evaluateClasses(collector.end(), output, names, counts)
      return evaluated(name, target.name, losses, figures, withIntervals)
    },
  }
}

function labelsOf(
  { name, target, targetIndex, width }: ScoredOutput,
  { names, threshold }: Extract<ScoredOutput['reading'], { readonly kind: 'labels' }>,
  data: PartRows,
): Collector {
  const rows = data.rows.length
  const tensors = tensorsOf(name)
  const truth = Int32Array.from(data.columns.get(targetColumn(targetIndex)) as Float32Array)
  const predicted = new Int32Array(rows * width)
  const losses = new Float32Array(rows)
  return {
    add(writer, from, values, batchLosses) {
      const count = batchLosses.length
      const confidence = new Float32Array(count).fill(1)
      for (let i = 0, at = 0; i < count; i++)
        for (let label = 0; label < width; label++, at++) {
          const isPredicted = values[at]! > threshold
          predicted[from * width + at] = isPredicted ? 1 : 0
          confidence[i] = Math.min(confidence[i]!, isPredicted ? values[at]! : 1 - values[at]!)
        }
      const [start, end] = [from * width, (from + count) * width]
      losses.set(batchLosses, from)
      writer.write(tensors.probability, start, values)
      writer.write(tensors.predicted, start, predicted.subarray(start, end))
      writer.write(tensors.confidence, from, confidence)
      writer.write(tensors.truth, start, truth.subarray(start, end))
      writer.write(tensors.loss, from, batchLosses)
    },
    evaluate(file) {
      const scoresOf = columnReader(file, tensors.probability, rows, width)
      const train = data.trainTargets[targetIndex]!
      const shares = names.map((_, label) => {
        let count = 0
        for (let at = label; at < train.length; at += width) count += train[at]!
        return count / (train.length / width)
      })
      const predictions = { rows, labels: width, truth, predicted, scoresOf }
      const { figures, withIntervals } = evaluateLabels(predictions, names, shares)
      return evaluated(name, target.name, losses, figures, withIntervals)
    },
  }
}

function numbersOf(
  { name, target, targetIndex, width }: ScoredOutput,
  { valueOfClass }: Extract<ScoredOutput['reading'], { readonly kind: 'number' }>,
  fits: readonly ColumnFits[],
  data: PartRows,
): Collector {
  const rows = data.rows.length
  const tensors = tensorsOf(name)
  const ownFits = fits.find(({ column }) => column === target.name)
  const inverse = (ownFits && inverseOf(ownFits)) ?? ((values: Float64Array) => values)
  const original = (values: Int32Array | Float32Array): Float64Array =>
    valueOfClass
      ? Float64Array.from(values, (code) => valueOfClass[code]!)
      : inverse(Float64Array.from(values))
  const truth = original(data.columns.get(targetColumn(targetIndex)) as Int32Array | Float32Array)
  const predicted = new Float64Array(rows)
  const losses = new Float32Array(rows)
  return {
    add(writer, from, values, batchLosses) {
      const count = batchLosses.length
      const own = Float64Array.from({ length: count }, (_, i) => values[i * width]!)
      predicted.set(valueOfClass ? own : inverse(own), from)
      losses.set(batchLosses, from)
      writer.write(tensors.prediction, from, predicted.subarray(from, from + count))
      writer.write(tensors.truth, from, truth.subarray(from, from + count))
      writer.write(tensors.loss, from, batchLosses)
    },
    evaluate() {
      const train = original(data.trainTargets[targetIndex]!)
      const mean = train.reduce((a, b) => a + b, 0) / train.length
      const { figures, withIntervals } = evaluateNumbers({ truth, predicted }, mean)
      return evaluated(name, target.name, losses, figures, withIntervals)
    },
  }
}

function evaluated(
  output: string,
  target: string,
  losses: Float32Array,
  figures: OutputEvaluation['figures'],
  figuresWithIntervals: (
    settings: BootstrapSettings,
    onDraw: (done: number) => void,
  ) => OutputEvaluation['figures'],
): EvaluatedOutput {
  const evaluation = { output, target, loss: meanLoss(losses), figures }
  return {
    evaluation,
    withIntervals: (settings, onDraw) => ({
      ...evaluation,
      loss: { ...evaluation.loss, interval: meanLossInterval(losses, settings) },
      figures: figuresWithIntervals(settings, onDraw),
    }),
  }
}
