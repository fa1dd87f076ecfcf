/** Which direction of a watched figure is better, where the person leaves it to the program (`mode: "auto"`). */
import { type Config, memberOf } from '../../fields/index.ts'
import type { Model } from '../../model/model.ts'
import { outputsOf } from '../../model/series.ts'
import { metrics } from '../metrics/index.ts'
import type { MetricDefinition } from '../metrics/metric.ts'

/**
 * The callback with its `mode` decided by the metric that it watches, whatever the figure is called: an Output called "accident" has a
 * loss that is to become small. As it is where it has a mode.
 */
export function withMode(callback: Config, model: Model): Config {
  const watched = watchedBy(callback, model)
  return watched === null ? callback : { ...callback, mode: MODES[watched.metric?.direction ?? 'down'] }
}

/** The same where Keras cannot decide it and would stop: it finds losses, and metrics that have a direction by their own names, without
 *  an Output's or "weighted_" before them (keras/src/callbacks/monitor_callback.py _set_monitor_op). */
export function withWrittenMode(callback: Config, model: Model): Config {
  const watched = watchedBy(callback, model)
  return watched === null || watched.decided ? callback : withMode(callback, model)
}

/** The mode that is taken for a callback whose figure has no direction in Keras, so that the person should choose; else null. */
export function assumedMode(callback: Config, model: Model): 'max' | 'min' | null {
  const metric = watchedBy(callback, model)?.metric
  return metric?.undirected ? MODES[metric.direction] : null
}

const MODES = { up: 'max', down: 'min' } as const

interface Watched {
  /** null: a loss, or a figure that there is not (a ModelCheckpoint that keeps every epoch may name one). */
  readonly metric: MetricDefinition | null
  /** Keras decides it by itself. */
  readonly decided: boolean
}

function watchedBy({ monitor, mode }: Config, model: Model): Watched | null {
  if (mode !== 'auto' || typeof monitor !== 'string') return null
  const name = monitor.replace(/^val_/, '')
  if (name === 'loss') return { metric: null, decided: true }
  const outputs = outputsOf(model)
  const figure = outputs.flatMap(({ figures }) => figures).find(({ series }) => series === name)
  if (!figure || figure.metric === null) return { metric: null, decided: false }
  const metric = memberOf(metrics, figure.metric)
  return { metric, decided: outputs.length === 1 && !figure.weighted && metric.undirected !== true }
}
