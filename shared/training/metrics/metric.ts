/** What a metric is: sums that grow with every batch, and the figure they give when somebody looks. keras/src/metrics. */
import type { Definition, Fields, Props } from '../../fields/index.ts'
import type { Ops } from '../../graph/graph.ts'
import type { Tensor } from '../../graph/ops.ts'
import type { LossDefinition, TargetForm } from '../losses/loss.ts'

/** One batch, as a metric sees it. */
export interface Judged {
  readonly m: Ops
  readonly target: Tensor
  readonly prediction: Tensor
  /** How the target is given. */
  readonly form: TargetForm
  /** Sum over the rows; rows that only fill a batch up do not count. */
  overRows(values: Tensor): Tensor
}

/** What has been added up, by the names that `update` gives; row-major. */
export type Sums = { readonly [name: string]: ArrayLike<number> }

export interface MetricDefinition<F extends Fields = Fields> extends Definition {
  readonly fields: F
  /** The figure is never below 0 nor above 1. */
  readonly bounded?: boolean
  /** Ways of giving the target with which it means something; Keras fails with the others, or shows nonsense. */
  readonly forms: readonly TargetForm[]
  /** Keras wants numbers as a column (n, 1). */
  readonly column?: boolean
  /** Tells classes apart, or yes from no: of numbers it says nothing. */
  readonly ofClasses?: boolean
  /** Whether it takes the prediction for a probability, as with a threshold between 0 and 1. Absent: never. */
  takesProbabilities?(props: Props<F>, form: TargetForm): boolean
  /** Whether larger or smaller figures are better: Keras's `_direction`. */
  readonly direction: 'up' | 'down'
  /** Keras has no direction for it and stops where a callback watches it with the mode "auto". */
  readonly undirected?: boolean
  /** What this batch adds, by name: any shape, always the same. */
  update(batch: Judged, props: Props<F>): { readonly [name: string]: Tensor }
  /** The figure. `rows` is how many rows were added up. */
  result(sums: Sums, rows: number, props: Props<F>): number
}

export const defineMetric = <const F extends Fields>(d: MetricDefinition<F>): MetricDefinition =>
  d as unknown as MetricDefinition

interface MeanMetric<F extends Fields> extends Omit<MetricDefinition<F>, 'update' | 'result'> {
  /** Value of each row, [n]. */
  perRow(batch: Judged, props: Props<F>): Tensor
}

/** A mean over the rows. */
export const defineMean = <const F extends Fields>({ perRow, ...d }: MeanMetric<F>): MetricDefinition =>
  defineMetric({
    ...d,
    update: (batch, props) => ({ total: batch.overRows(perRow(batch, props)) }),
    result: ({ total }, rows) => total![0]! / rows,
  })

/** The mean of a loss; it shares the loss's fields and help. `column`: Keras's function does not bring the ranks together. */
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
    takesProbabilities: (props) =>
      loss.probabilities !== undefined && (props as { readonly from_logits?: boolean }).from_logits !== true,
    direction: 'down',
    perRow: ({ m, target, prediction }, props) => loss.perRow(m, target, prediction, props),
  })

/** Whether a threshold is one for probabilities: 0 is the border between numbers of two signs. */
export const isBetween = (threshold: number): boolean => threshold > 0 && threshold < 1

/** 0 where there is nothing to divide by, as Keras's divide_no_nan. */
export const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole)
