/** Signals of a chain of layers, made up for the window's tests. */
import type { CallSignals, GradientSignals, Histogram, Signals } from '../../shared/signals/signals.ts'

const histogram = (from: number, to: number, counts: readonly number[]): Histogram => ({ from, to, counts })

export const sampleGradients = (mean: number, changes: Partial<GradientSignals> = {}): GradientSignals => ({
  mean,
  low: mean / 10,
  high: mean * 3,
  zeros: 0,
  nonFinite: 0,
  histogram: histogram(-10, 0, [0, 2, 5, 1]),
  detail: histogram(-8, -2, [1, 2, 3, 4, 5, 6]),
  ...changes,
})

export const sampleCall = (node: string, changes: Partial<CallSignals> = {}): CallSignals => ({
  node,
  layer: node,
  type: 'Dense',
  shape: [100],
  outputs: {
    mean: 0.48,
    deviation: 0.132,
    unitDeviation: 0.1,
    min: 0.01,
    max: 0.97,
    zeros: 0,
    saturated: 0.0001,
    dead: { units: 3, of: 100 },
    nonFinite: 0,
    histogram: histogram(-2, 3, [1, 4, 9, 4, 1]),
    detail: histogram(0, 1, [1, 2, 4, 2, 1]),
  },
  gradients: sampleGradients(2.4e-7),
  ...changes,
})

export const sampleSignals = (changes: Partial<Signals> = {}): Signals => ({
  rows: 256,
  source: 'data',
  axes: { outputs: [-2, 3], gradients: [-10, 0] },
  calls: [sampleCall('dense'), sampleCall('output', { gradients: sampleGradients(0.111) })],
  weights: [],
  normalizations: [],
  loss: 2.7,
  problems: [],
  milliseconds: 41,
  ...changes,
})
