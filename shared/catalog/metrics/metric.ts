/** A metric: sums that each batch increases, and a figure computed from them on demand. keras/src/metrics. */
import type { Definition, Fields, Props } from '../../fields/index.ts'
import type { Ops } from '../../graph/graph.ts'
import type { Tensor } from '../../graph/op.ts'
import type { LossDefinition, TargetForm } from '../losses/loss.ts'

/** One batch as the input of a metric. */
export interface MetricBatch {
  readonly m: Ops
  readonly target: Tensor
  readonly prediction: Tensor
  /** The form of the target. */
  readonly form: TargetForm
  /** Sum over the rows without padding rows. */
  sumOverRows(values: Tensor): Tensor
}

/** Accumulated sums, by the names that `update` returns; row-major. */
export type Sums = { readonly [name: string]: ArrayLike<number> }

export interface MetricDefinition<F extends Fields = Fields> extends Definition {
  readonly fields: F
  /** Whether the figure is always between 0 and 1. */
  readonly bounded?: boolean
  /** Forms of the target that the metric supports; with others, Keras fails or returns meaningless values. */
  readonly forms: readonly TargetForm[]
  /** Whether Keras needs the target's numbers as a column (n, 1). */
  readonly column?: boolean
  /** Whether the metric is for classes, or for yes and no; it is meaningless for numbers. */
  readonly ofClasses?: boolean
  /** Whether the metric expects a probability as prediction, for example with a threshold between 0 and 1. Absent: never. */
  expectsProbabilities?(props: Props<F>, form: TargetForm): boolean
  /** Whether the metric takes the highest of `outputs` values of each row as “yes” and the others as “no”, although it is not for classes
   *  alone. Absent: never. */
  usesArgmax?(props: Props<F>, outputs: number): boolean
  /** Whether larger or smaller figures are better: Keras's `_direction`. */
  readonly direction: 'up' | 'down'
  /** Whether Keras has no direction for the metric, so that a callback which monitors it with the mode "auto" fails. */
  readonly undirected?: boolean
  /** The terms that a batch adds, by name; their shapes are always the same. */
  update(batch: MetricBatch, props: Props<F>): { readonly [name: string]: Tensor }
  /** Computes the figure.
   *  @param rows number of accumulated rows */
  result(sums: Sums, rows: number, props: Props<F>): number
}

export const defineMetric = <const F extends Fields>(d: MetricDefinition<F>): MetricDefinition =>
  d as unknown as MetricDefinition

interface MeanMetric<F extends Fields> extends Omit<MetricDefinition<F>, 'update' | 'result'> {
  /** Value of each row, [n]. */
  perRow(batch: MetricBatch, props: Props<F>): Tensor
}

/** A mean over the rows. */
export const defineMean = <const F extends Fields>({ perRow, ...d }: MeanMetric<F>): MetricDefinition =>
  defineMetric({
    ...d,
    update: (batch, props) => ({ total: batch.sumOverRows(perRow(batch, props)) }),
    result: ({ total }, rows) => total![0]! / rows,
  })

/** The mean of a loss, with the loss's fields and help.
 *  @param column whether Keras's metric function does not align the ranks of target and prediction */
export const ofLoss = <F extends Fields>(
  loss: LossDefinition<F>,
  keras: string,
  { type = loss.type, column = false } = {},
) =>
  defineMean({
    type,
    keras: `metrics.${keras}`,
    help: loss.help,
    fields: loss.fields,
    forms: loss.target === 'number' ? ['number', 'one-hot'] : [loss.target],
    column,
    ofClasses: loss.target !== 'number' || loss.twoClasses === true,
    expectsProbabilities: (props) =>
      loss.probabilities !== undefined && (props as { readonly from_logits?: boolean }).from_logits !== true,
    direction: 'down',
    perRow: ({ m, target, prediction }, props) => loss.perRow(m, target, prediction, props),
  })

/** Whether a threshold is for probabilities; 0 separates positive from negative numbers. */
export const isProbabilityThreshold = (threshold: number): boolean => threshold > 0 && threshold < 1

/** 0 if the divisor is 0, like Keras's divide_no_nan. */
export const divideNoNan = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole)
