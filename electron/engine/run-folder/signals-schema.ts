/** Schema of a line of signals.ndjson. A run's folder may come from an untrusted source, so every name, number and length is checked. */
import { z } from 'zod'
import type {
  CallSignals,
  GradientSignals,
  Histogram,
  NormalizationSignals,
  OutputSignals,
  Signals,
  SignalsFrame,
  WeightSignals,
} from '../../../shared/signals/signals.ts'

/** JSON has no NaN and no infinity: they are written as these words. */
const WORDS = ['NaN', 'Infinity', '-Infinity'] as const
const figure = z.union([z.number(), z.enum(WORDS).transform(Number)])
const finite = z.number()
const count = z.int().min(0)
const text = z.string().max(1000)
const shape = z.array(count).max(20)
/** More than the nodes of any network whose signals are kept. */
const MAX_ENTRIES = 10_000
const MAX_BINS = 256
const MAX_PROBLEMS = 100

/** Most of a file are counts, which zod would check one by one in a slower way. */
const counts = z.custom<readonly number[]>(
  (value) =>
    Array.isArray(value) &&
    value.length > 0 &&
    value.length <= MAX_BINS &&
    value.every((n) => Number.isSafeInteger(n) && n >= 0),
  `1 to ${MAX_BINS} counts`,
)
const histogram: z.ZodType<Histogram> = z.object({ from: finite, to: finite, counts })

const outputs: z.ZodType<OutputSignals> = z.object({
  mean: figure,
  deviation: figure,
  unitDeviation: figure,
  min: figure,
  max: figure,
  zeros: figure,
  saturated: figure.nullable(),
  dead: z.object({ units: count, of: count }),
  nonFinite: count,
  histogram,
  detail: histogram,
})
const gradients: z.ZodType<GradientSignals> = z.object({
  mean: figure,
  low: figure,
  high: figure,
  zeros: figure,
  nonFinite: count,
  histogram,
  detail: histogram,
})
const call: z.ZodType<CallSignals> = z.object({
  node: text,
  layer: text,
  type: text,
  shape,
  outputs,
  gradients: gradients.nullable(),
})
const weight: z.ZodType<WeightSignals> = z.object({
  node: text,
  layer: text,
  weight: text,
  shape,
  trainable: z.boolean(),
  norm: figure,
  gradientNorm: figure.nullable(),
  updateNorm: figure.nullable(),
  nonFinite: count,
  isSymmetric: z.boolean(),
})
const normalization: z.ZodType<NormalizationSignals> = z.object({
  node: text,
  layer: text,
  meanShift: figure,
  varianceRatio: figure,
})
const sentence = z.object({ en: z.string().max(20_000), ko: z.string().max(20_000) })
const problem = z.looseObject({
  code: z.string().max(200),
  severity: z.enum(['error', 'warning', 'hint']),
  message: sentence,
  node: text.nullable(),
  field: text.nullable(),
})
const signals: z.ZodType<Signals> = z.object({
  rows: count,
  source: z.enum(['data', 'random']),
  axes: z.object({
    outputs: z.tuple([finite, finite]),
    gradients: z.tuple([finite, finite]).nullable(),
  }),
  calls: z.array(call).max(MAX_ENTRIES),
  weights: z.array(weight).max(MAX_ENTRIES),
  normalizations: z.array(normalization).max(MAX_ENTRIES),
  loss: figure.nullable(),
  problems: z.array(problem).max(MAX_PROBLEMS),
  milliseconds: z.number().min(0),
})
export const frameSchema: z.ZodType<SignalsFrame> = z.object({ epoch: count, step: count, signals })

/** Significant digits of a figure: those of float32, in which it was computed. */
const DIGITS = 7

/** The frame as a line without its end. */
export const frameText = (frame: SignalsFrame): string =>
  JSON.stringify(frame, (_, value: unknown) => {
    if (typeof value !== 'number' || Number.isInteger(value)) return value
    return Number.isFinite(value) ? Number(value.toPrecision(DIGITS)) : String(value)
  })
