/** The loss of each row of a batch, and the terms that the batch adds to each figure. */

import { losses } from '../catalog/losses/index.ts'
import { metrics } from '../catalog/metrics/index.ts'
import type { Sums } from '../catalog/metrics/metric.ts'
import {
  hasNumericClasses,
  indexOfTarget,
  type TargetInfo,
  targetColumn,
  targetShape,
  WEIGHTS_COLUMN,
} from '../data/data-info.ts'
import { BALANCED, balancedWeights } from '../data/parts.ts'
import { type Config, getMember, type Props } from '../fields/index.ts'
import type { Tensor } from '../graph/op.ts'
import type { Model } from '../model/model.ts'
import { type ModelOutput, outputsOf } from '../model/series.ts'
import type { Build } from './layer-builder.ts'
import type { PlanSettings } from './plan-settings.ts'

export interface LossAndSums {
  /** Weighted sum of the losses of all Outputs for each row, [batch]. */
  readonly loss: Tensor
  /** The loss of each Output for each row, [batch], without any weights. */
  readonly rows: readonly Tensor[]
  /** The terms of each figure, by the names of their accumulators. */
  readonly sums: ReadonlyMap<string, Tensor>
}

/** @param predictions one for each Output, in the model's order */
export function computeLossAndSums(
  b: Build,
  settings: PlanSettings,
  predictions: readonly Tensor[],
  batch: number,
): LossAndSums {
  const { m } = b
  const sums = new Map<string, Tensor>()
  const weights = sampleWeights(b, settings, batch)
  const batches = outputsOf(settings.model).length > 1 ? batchesIn(b, settings, batch) : null
  if (batches) sums.set(BATCHES, batches.count)
  const lossRows: Tensor[] = []
  const weightedLosses = outputsOf(settings.model).map((output, i) => {
    const prediction = predictions[i]!
    const { loss, loss_weight } = output.props
    const definition = getMember(losses, loss)
    const target = targetValues(b, settings, output, prediction, batch)
    const rows = definition.perRow(m, target, prediction, loss as unknown as Props<typeof definition.fields>)
    lossRows.push(rows)
    const weighted = weights ? m.mul(rows, weights) : rows
    for (const figure of output.figures) {
      const counted = figure.weighted ? weights : null
      const sumRows = (values: Tensor) => sumOverRows(b, values, counted)
      const metricBatch = { m, target, prediction, form: definition.target, sumOverRows: sumRows }
      const terms =
        figure.metric === null
          ? { total: batches!.sumOfMeans(weighted) }
          : updateOf(figure.metric)(metricBatch)
      for (const [part, sum] of Object.entries(terms)) sums.set(accumulator(figure.series, part), sum)
      // Without class weights, as in validation, every row counts as one.
      if (figure.weighted)
        sums.set(accumulator(figure.series, COUNT), counted ? sumOverRows(b, counted, null) : b.rows)
    }
    return loss_weight === 1 ? weighted : m.mul(weighted, loss_weight)
  })
  return { loss: weightedLosses.reduce((sum, each) => m.add(sum, each)), rows: lossRows, sums }
}

/** Creates a function that computes the figures from the accumulators: the loss, then the figures of each Output.
 *  @param names of all accumulators */
export function figureReader(
  model: Model,
  names: readonly string[],
): (sums: ReadonlyMap<string, Float32Array>) => number[] {
  // Called for every frame, so the states of each figure are looked up once.
  const figures = outputsOf(model)
    .flatMap((output) => output.figures)
    .map(({ series, metric }) => ({ metric, states: partsOf(series, names) }))
  const total = accumulator('loss', TOTAL)
  return (sums) => {
    const rows = sums.get(ROWS)![0]!
    const figure = ({ metric, states }: (typeof figures)[number]): number => {
      const parts: Sums = Object.fromEntries(states.map(([part, state]) => [part, sums.get(state)!]))
      if (metric === null) return parts[TOTAL]![0]! / sums.get(BATCHES)![0]!
      const definition = getMember(metrics, metric)
      const counted = parts[COUNT]?.[0]
      // A figure without any row weight is 0, as in Keras (divide_no_nan).
      if (counted === 0) return 0
      return definition.result(parts, counted ?? rows, metric as unknown as Props<typeof definition.fields>)
    }
    return [sums.get(total)![0]! / rows, ...figures.map(figure)]
  }
}

/** Row weights for the loss and weighted metrics, [batch]; null if all are 1. */
function sampleWeights({ m, training }: Build, settings: PlanSettings, batch: number): Tensor | null {
  const { data, classWeight, model } = settings
  if (data.weights !== null) return m.argument(`data:${WEIGHTS_COLUMN}`, [batch])
  if (!training || !classWeight) return null
  const { index, target } = targetOf(settings, outputsOf(model)[0]!)
  const classes = m.argument(`data:${targetColumn(index)}`, [batch], 'int32')
  // The rows of each class are counted when data is read.
  const weights = classWeight === BALANCED ? balancedWeights(target.counts!.train) : classWeight
  return m.gather(m.constant(weights, [weights.length]), classes)
}

/** The target of an Output. model/check-data.ts has checked that it exists. */
function targetOf(
  { data }: PlanSettings,
  { name, props }: ModelOutput,
): { index: number; target: TargetInfo } {
  const index = indexOfTarget(
    data.targets.map((target) => target.name),
    props.target,
  )
  const target = data.targets[index]
  if (!target) throw new Error(`${name}: the data has no target ${props.target}`)
  return { index, target }
}

/** The target's values in the form that the Output's loss expects. */
function targetValues(
  { m }: Build,
  settings: PlanSettings,
  output: ModelOutput,
  prediction: Tensor,
  batch: number,
): Tensor {
  const { index, target } = targetOf(settings, output)
  const y = m.argument(
    `data:${targetColumn(index)}`,
    [batch, ...targetShape(target)],
    target.kind === 'classes' ? 'int32' : 'float32',
  )
  const definition = getMember(losses, output.props.loss)
  switch (definition.target) {
    case 'class':
      return y
    case 'one-hot':
      return m.oneHot(y, prediction.shape.at(-1)!)
    case 'number': {
      // Numeric classes are learned as their values, not as their indices; two classes as 0 and 1.
      const numbers = target.kind === 'classes' && !definition.twoClasses && hasNumericClasses(target)
      const values = numbers
        ? m.gather(m.constant(target.classes.map(Number), [target.classes.length]), y)
        : y
      return m.reshape(m.cast(values, 'float32'), prediction.shape)
    }
  }
}

const updateOf = (metric: Config) => {
  const definition = getMember(metrics, metric)
  return (metricBatch: Parameters<typeof definition.update>[0]) =>
    definition.update(metricBatch, metric as unknown as Props<typeof definition.fields>)
}

/** Weighted sum over the rows, without padding rows. */
function sumOverRows({ m, rowWeights }: Build, values: Tensor, weights: Tensor | null): Tensor {
  const factors = rowWeights && weights ? m.mul(rowWeights, weights) : (rowWeights ?? weights)
  if (!factors) return m.sum(values, [0])
  const shaped = m.reshape(factors, [values.shape[0]!, ...values.shape.slice(1).map(() => 1)])
  return m.sum(m.mul(values, shaped), [0])
}

interface Batches {
  /** Number of Keras batches among the rows. */
  readonly count: Tensor
  /** Sum over the batches of the mean of `values` [batch]. */
  sumOfMeans(values: Tensor): Tensor
}

/** Divides the rows into Keras's batches: with several Outputs, the loss of one Output is a mean over batches, so the smaller last
 *  batch counts as much as the others (compile_utils.py CompileLoss.call, whose batch has no static size in a graph). */
function batchesIn({ m, rowWeights }: Build, { batchSize = Infinity }: PlanSettings, batch: number): Batches {
  if (!rowWeights) return { count: m.constant(1), sumOfMeans: (values) => m.mean(values) }
  const size = Math.min(batchSize, batch)
  const shape = [batch / size, size]
  const perBatch = (values: Tensor) => m.sum(m.reshape(values, shape), [1])
  const rows = perBatch(rowWeights)
  return {
    count: m.sum(m.minimum(rows, 1)),
    sumOfMeans: (values) => m.sum(m.div(perBatch(m.mul(values, rowWeights)), m.maximum(rows, 1))),
  }
}

/** States that count the rows and, with several Outputs, the batches. */
export const ROWS = 'rows'
const BATCHES = 'batches'
/** The only part of a mean. */
const TOTAL = 'total'
/** The sum of the weights of a weighted figure. */
const COUNT = 'weights'

/** Name of the state that accumulates a part of a figure. */
export const accumulator = (series: string, part: string): string =>
  part === TOTAL ? `sum/${series}` : `sum/${series}/${part}`
/** The parts of a figure and the states that accumulate them. */
function partsOf(series: string, names: readonly string[]): [string, string][] {
  const prefix = accumulator(series, '')
  return names.flatMap((name): [string, string][] =>
    name === accumulator(series, TOTAL)
      ? [[TOTAL, name]]
      : name.startsWith(prefix)
        ? [[name.slice(prefix.length), name]]
        : [],
  )
}
