/** The direction in which a monitored figure improves, for callbacks with `mode: "auto"`. */

import { metrics } from '../catalog/metrics/index.ts'
import type { MetricDefinition } from '../catalog/metrics/metric.ts'
import { type Config, getMember } from '../fields/index.ts'
import type { Model } from './model.ts'
import { outputsOf } from './series.ts'

/** The callback with `mode` set from the monitored metric, independently of the figure's name: an Output called "accident" has a loss,
 *  which should fall. A callback with another mode is unchanged. */
export function withMode(callback: Config, model: Model): Config {
  const monitored = monitoredMetric(callback, model)
  return monitored === null ? callback : { ...callback, mode: MODES[monitored.metric?.direction ?? 'down'] }
}

/** The same, but only if Keras cannot choose the mode and would stop. Keras recognizes losses, and metrics with a direction by their
 *  own names, without the prefix of an Output or "weighted_" (keras/src/callbacks/monitor_callback.py _set_monitor_op). */
export function withExplicitMode(callback: Config, model: Model): Config {
  const monitored = monitoredMetric(callback, model)
  return monitored === null || monitored.decidedByKeras ? callback : withMode(callback, model)
}

/** The mode assumed for a callback whose figure has no direction in Keras, so that the person can confirm it; null otherwise. */
export function assumedMode(callback: Config, model: Model): 'max' | 'min' | null {
  const metric = monitoredMetric(callback, model)?.metric
  return metric?.undirected ? MODES[metric.direction] : null
}

const MODES = { up: 'max', down: 'min' } as const

interface MonitoredMetric {
  /** null for a loss, and for an unknown figure (a ModelCheckpoint that saves every epoch may name one). */
  readonly metric: MetricDefinition | null
  /** Whether Keras chooses the mode by itself. */
  readonly decidedByKeras: boolean
}

function monitoredMetric({ monitor, mode }: Config, model: Model): MonitoredMetric | null {
  if (mode !== 'auto' || typeof monitor !== 'string') return null
  const name = monitor.replace(/^val_/, '')
  if (name === 'loss') return { metric: null, decidedByKeras: true }
  const outputs = outputsOf(model)
  const figure = outputs.flatMap(({ figures }) => figures).find(({ series }) => series === name)
  if (!figure || figure.metric === null) return { metric: null, decidedByKeras: false }
  const metric = getMember(metrics, figure.metric)
  return { metric, decidedByKeras: outputs.length === 1 && !figure.weighted && metric.undirected !== true }
}
