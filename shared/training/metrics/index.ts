/** Metrics: figures to watch; each is a mean over the rows of one number per row. keras/src/metrics. */
import type { Definition, Family, Fields, Props } from '../../fields.ts'
import type { Ops } from '../../graph/graph.ts'
import type { Tensor } from '../../graph/ops.ts'
import type { TargetForm } from '../losses/loss.ts'

export interface MetricDefinition<F extends Fields = Fields> extends Definition {
  readonly fields: F
  /** Value of each row, shape [n]; `form` says how the target is given. */
  perRow(m: Ops, target: Tensor, prediction: Tensor, form: TargetForm, props: Props<F>): Tensor
}
const defineMetric = <const F extends Fields>(d: MetricDefinition<F>): MetricDefinition =>
  d as unknown as MetricDefinition

/** "accuracy" becomes the sparse, categorical or binary one as Keras's compile_utils chooses: by the target's form. */
export const accuracy = defineMetric({
  type: 'accuracy',
  keras: 'metrics.Accuracy',
  help: { en: 'Share of right answers.', ko: '맞힌 비율.' },
  fields: {},
  perRow(m, target, prediction, form) {
    if (form === 'number')
      return m.meanRows(m.cast(m.equal(m.cast(m.greater(prediction, 0.5), 'float32'), target), 'float32'))
    const truth = form === 'class' ? target : m.argMax(target)
    return m.cast(m.equal(truth, m.argMax(prediction)), 'float32')
  },
})

export const meanAbsoluteError = defineMetric({
  type: 'mean_absolute_error',
  keras: 'metrics.MeanAbsoluteError',
  help: { en: 'Mean of absolute differences.', ko: '차이 절댓값의 평균.' },
  fields: {},
  perRow: (m, target, prediction) => m.meanRows(m.abs(m.sub(prediction, target))),
})

export const metrics: Family<MetricDefinition> = {
  name: { en: 'metric', ko: '지표' },
  members: [accuracy, meanAbsoluteError],
}
