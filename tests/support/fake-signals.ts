/** Signals without a network: figures that a test chooses, and plain ones elsewhere. */
import type { CallSignals, Histogram, Signals, WeightSignals } from '../../shared/signals/signals.ts'

export interface FakeCall {
  readonly node: string
  readonly type?: string
  /** Shape of its kernel; absent: a layer without weights. */
  readonly kernel?: readonly number[]
  readonly trainable?: boolean
  /** Mean |gradient|; null: no loss depends on it. */
  readonly gradient?: number | null
  readonly unitDeviation?: number
  readonly nonFinite?: number
}

const HISTOGRAM: Histogram = { from: 0, to: 1, counts: [1, 2, 3, 2, 1] }

const callOf = ({
  node,
  type = 'Dense',
  gradient = 1,
  unitDeviation = 0.1,
  nonFinite = 0,
}: FakeCall): CallSignals => ({
  node,
  layer: node,
  type,
  shape: [100],
  outputs: {
    ...{ mean: 0.5, deviation: 0.2, unitDeviation, min: 0, max: 1, zeros: 0, saturated: null, nonFinite },
    dead: { units: 0, of: 100 },
    ...{ histogram: HISTOGRAM, detail: HISTOGRAM },
  },
  gradients:
    gradient === null
      ? null
      : {
          ...{ mean: gradient, low: gradient / 10, high: gradient * 3, zeros: gradient === 0 ? 1 : 0 },
          ...{ nonFinite, histogram: HISTOGRAM, detail: HISTOGRAM },
        },
})

const weightsOf = ({ node, kernel, trainable = true, gradient = 1 }: FakeCall): readonly WeightSignals[] =>
  kernel === undefined
    ? []
    : [
        {
          ...{ node, layer: node, weight: 'kernel', shape: kernel, trainable, norm: 1 },
          ...{ gradientNorm: gradient, updateNorm: gradient, nonFinite: 0, isSymmetric: false },
        },
      ]

export const fakeSignals = (calls: readonly FakeCall[], rest: Partial<Signals> = {}): Signals => ({
  rows: 256,
  source: 'data',
  axes: { outputs: [0, 1], gradients: [-8, 0] },
  calls: calls.map(callOf),
  weights: calls.flatMap(weightsOf),
  normalizations: [],
  loss: 2.7,
  problems: [],
  milliseconds: 41,
  ...rest,
})

/** The lesson: ten hidden layers, whose gradients differ by this factor from each to the next, and an output layer. */
export const lessonSignals = (factor: number, rest: Partial<Signals> = {}): Signals =>
  fakeSignals(
    [
      { node: 'input', type: 'Input', gradient: null },
      { node: 'flatten', type: 'Flatten' },
      ...Array.from({ length: 10 }, (_, i) => ({
        node: i === 0 ? 'dense' : `dense_${i}`,
        kernel: [100, 100],
        gradient: 0.111 / factor ** (9 - i),
        unitDeviation: 0.1 / factor ** (i / 2),
      })),
      { node: 'dense_10', kernel: [100, 10], gradient: 1.5 },
      { node: 'output', type: 'Output', gradient: 1.5 },
    ],
    rest,
  )
