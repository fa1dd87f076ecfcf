/** What a batch is worth: the loss of each row and what every figure adds up. */
import { targetColumn, WEIGHTS } from '../data/data-info.ts'
import { type Config, memberOf, type Props } from '../fields/index.ts'
import type { Tensor } from '../graph/ops.ts'
import type { Model } from '../model/model.ts'
import { type Figure, type ModelOutput, outputsOf } from '../model/series.ts'
import { losses } from './losses/index.ts'
import { metrics } from './metrics/index.ts'
import type { Sums } from './metrics/metric.ts'
import type { Build } from './owner.ts'
import type { PlanSettings } from './plan.ts'

export interface Judgement {
  /** Of each row, [batch]: those of all Outputs by their loss weights. */
  readonly loss: Tensor
  /** What each figure adds, by the names of its accumulators. */
  readonly sums: ReadonlyMap<string, Tensor>
}

/** @param predictions of each Output, in the model's order */
export function judge(
  b: Build,
  settings: PlanSettings,
  predictions: readonly Tensor[],
  batch: number,
): Judgement {
  const { m } = b
  const sums = new Map<string, Tensor>()
  const weights = weightsOfRows(b, settings, batch)
  const weighed = outputsOf(settings.model).map((output, i) => {
    const prediction = predictions[i]!
    const { loss, loss_weight } = output.props
    const definition = memberOf(losses, loss)
    const target = targetOf(b, settings, output, prediction, batch)
    const rows = definition.perRow(m, target, prediction, loss as unknown as Props<typeof definition.fields>)
    const own = weights ? m.mul(rows, weights) : rows
    for (const figure of output.figures) {
      const counted = figure.weighted ? weights : null
      const over = (values: Tensor) => overRows(b, values, counted)
      const judged = { m, target, prediction, form: definition.target, overRows: over }
      const added =
        figure.metric === null ? { total: overRows(b, own, null) } : updateOf(figure.metric)(judged)
      for (const [part, sum] of Object.entries(added)) sums.set(accumulator(figure.series, part), sum)
      // Without weights of classes, in validation, every row counts as one.
      if (figure.weighted)
        sums.set(accumulator(figure.series, COUNT), counted ? overRows(b, counted, null) : b.rows)
    }
    return loss_weight === 1 ? own : m.mul(own, loss_weight)
  })
  return { loss: weighed.reduce((sum, each) => m.add(sum, each)), sums }
}

/** The figures from what has been added up: the loss, then those of each Output. */
export function figuresOf(model: Model, sums: ReadonlyMap<string, Float32Array>): number[] {
  const rows = sums.get('rows')![0]!
  const each = outputsOf(model).flatMap(({ figures }) => figures)
  return [
    sums.get(accumulator('loss', TOTAL))![0]! / rows,
    ...each.map((figure) => figureOf(figure, rows, sums)),
  ]
}

function figureOf({ series, metric }: Figure, rows: number, sums: ReadonlyMap<string, Float32Array>): number {
  if (metric === null) return sums.get(accumulator(series, TOTAL))![0]! / rows
  const own: Sums = Object.fromEntries(
    [...sums].flatMap(([name, values]) => {
      const part = partOf(series, name)
      return part === null ? [] : [[part, values]]
    }),
  )
  const definition = memberOf(metrics, metric)
  const counted = own[COUNT]?.[0]
  // Rows without any weight say nothing, as in Keras (divide_no_nan).
  if (counted === 0) return 0
  return definition.result(own, counted ?? rows, metric as unknown as Props<typeof definition.fields>)
}

/** Weights of the rows that count in loss and weighted metrics, [batch]; null where all are 1. */
function weightsOfRows(
  { m, training }: Build,
  { data, classWeight }: PlanSettings,
  batch: number,
): Tensor | null {
  if (data.weights !== null) return m.argument(`data:${WEIGHTS}`, [batch])
  if (!training || !classWeight) return null
  const classes = m.argument(`data:${targetColumn(0)}`, [batch], 'int32')
  return m.gather(m.constant(classWeight, [classWeight.length]), classes)
}

/** The target as the Output's loss takes it. */
function targetOf(
  { m }: Build,
  { data }: PlanSettings,
  { props }: ModelOutput,
  prediction: Tensor,
  batch: number,
): Tensor {
  const index = indexOfTarget(data.targets, props.target)
  const classes = data.targets[index]!.kind === 'classes'
  const y = m.argument(`data:${targetColumn(index)}`, [batch], classes ? 'int32' : 'float32')
  switch (memberOf(losses, props.loss).target) {
    case 'class':
      return y
    case 'one-hot':
      return m.oneHot(y, prediction.shape.at(-1)!)
    case 'number':
      return m.reshape(m.cast(y, 'float32'), prediction.shape)
  }
}

/** Which of the data's targets an Output means. Whether it is there at all was checked before. */
export const indexOfTarget = (targets: readonly { readonly name: string }[], name: string | null): number =>
  Math.max(
    targets.findIndex((target) => target.name === name),
    0,
  )

const updateOf = (metric: Config) => {
  const definition = memberOf(metrics, metric)
  return (judged: Parameters<typeof definition.update>[0]) =>
    definition.update(judged, metric as unknown as Props<typeof definition.fields>)
}

/** Sum over the rows that count, each by its weight. */
function overRows({ m, rowWeights }: Build, values: Tensor, weights: Tensor | null): Tensor {
  const factors = rowWeights && weights ? m.mul(rowWeights, weights) : (rowWeights ?? weights)
  if (!factors) return m.sum(values, [0])
  const shaped = m.reshape(factors, [values.shape[0]!, ...values.shape.slice(1).map(() => 1)])
  return m.sum(m.mul(values, shaped), [0])
}

/** The only part of a mean. */
const TOTAL = 'total'
/** Sum of the weights of a weighted figure. */
const COUNT = 'weights'

/** Name of the state in which a part of a figure adds up. */
export const accumulator = (series: string, part: string): string =>
  part === TOTAL ? `sum/${series}` : `sum/${series}/${part}`
const partOf = (series: string, state: string): string | null => {
  if (state === accumulator(series, TOTAL)) return TOTAL
  const prefix = accumulator(series, '')
  return state.startsWith(prefix) ? state.slice(prefix.length) : null
}
