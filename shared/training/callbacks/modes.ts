/** Which direction is better for a watched figure, where the person leaves it to the program. */
import type { Config } from '../../fields/index.ts'
import type { Model } from '../../model/model.ts'
import { outputsOf } from '../../model/series.ts'
import { largerIsBetter } from './monitor.ts'

/**
 * The callback with its `mode` decided by the metric it watches, whatever the figure is called: an Output called "accident" has a loss
 * that is to become small. As it is where it has a mode, or watches a figure that there is not.
 */
export function withMode(callback: Config, model: Model): Config {
  const figure = watched(callback, model)
  if (figure === null) return callback
  return { ...callback, mode: figure.metric !== null && largerIsBetter(figure.metric.type) ? 'max' : 'min' }
}

/** The same where Keras cannot decide it: it knows losses, and metrics by their own names, without an Output's or "weighted_" before them
 *  (keras/src/callbacks/monitor_callback.py _set_monitor_op). */
export function withNeededMode(callback: Config, model: Model): Config {
  const figure = watched(callback, model)
  return figure === null || figure.known ? callback : withMode(callback, model)
}

interface WatchedFigure {
  readonly metric: Config | null
  /** Keras finds it by its name. */
  readonly known: boolean
}

function watched({ monitor, mode }: Config, model: Model): WatchedFigure | null {
  if (mode !== 'auto' || typeof monitor !== 'string') return null
  const name = monitor.replace(/^val_/, '')
  if (name === 'loss') return { metric: null, known: true }
  const outputs = outputsOf(model)
  const figure = outputs.flatMap(({ figures }) => figures).find(({ series }) => series === name)
  if (!figure) return null
  return { metric: figure.metric, known: outputs.length === 1 && !figure.weighted }
}
