/** The figures that a training reports, with the names of Keras's logs (keras/src/trainers/compile_utils.py): `loss`, `accuracy`; with
 *  several Outputs `loss`, `price_loss`, `price_mean_absolute_error`, … */

import { metricNames } from '../catalog/metrics/index.ts'
import type { Config } from '../fields/index.ts'
import type { Model, ModelCall } from './model.ts'

/** Arguments of an Output. */
export interface OutputProps {
  readonly loss: Config
  readonly loss_weight: number
  readonly metrics: readonly Config[]
  readonly weighted_metrics: readonly Config[]
  readonly target: string | null
}
/** An Output of a model. */
export interface ModelOutput {
  readonly call: ModelCall
  readonly name: string
  readonly props: OutputProps
  /** Figures in addition to the total loss. */
  readonly figures: readonly Figure[]
}
export interface Figure {
  /** Unique in the model. */
  readonly series: string
  /** The metric; null for the Output's own loss. */
  readonly metric: Config | null
  /** Whether rows count by their weights. */
  readonly weighted: boolean
}

export function outputsOf(model: Model): ModelOutput[] {
  return model.outputs.map((i): ModelOutput => {
    const call = model.calls[i]!
    const { name } = call.layer
    const props = call.layer.props as unknown as OutputProps
    const several = model.outputs.length > 1
    const prefix = several ? `${name}_` : ''
    const { plain, weighted } = figureNames(props)
    const figure = (names: readonly string[], configs: readonly Config[], isWeighted: boolean) =>
      names.map((each, n) => ({ series: prefix + each, metric: configs[n]!, weighted: isWeighted }))
    return {
      call,
      name,
      props,
      figures: [
        ...(several ? [{ series: `${prefix}loss`, metric: null, weighted: false }] : []),
        ...figure(plain, props.metrics, false),
        ...figure(weighted, props.weighted_metrics, true),
      ],
    }
  })
}

/** Names of an Output's metrics without the Output's name. */
export function figureNames({
  metrics,
  weighted_metrics,
}: Pick<OutputProps, 'metrics' | 'weighted_metrics'>) {
  const plain = metricNames(metrics)
  const weighted = metricNames(weighted_metrics).map((each) =>
    plain.includes(each) ? `weighted_${each}` : each,
  )
  return { plain, weighted }
}

/** Names of the figures of a training: the loss, then those of each Output. */
export const seriesOf = (model: Model): string[] => [
  'loss',
  ...outputsOf(model).flatMap(({ figures }) => figures.map(({ series }) => series)),
]
