/** Initial values have the distribution of their formula. The sizes make the bounds at least four standard errors. */
import { describe, expect, test } from 'vitest'
import { initializers } from '../../../../shared/catalog/initializers/index.ts'
import { computeFans } from '../../../../shared/catalog/initializers/initializer.ts'
import { createConfig, getMember, type Props } from '../../../../shared/fields/index.ts'
import type { Json } from '../../../../shared/json.ts'
import { initialValues } from '../../../../shared/training/layer-builder.ts'
import { streamOf } from '../../../support/random-arrays.ts'

function sample(type: string, shape: readonly number[], props: { [field: string]: Json } = {}): Float32Array {
  const config = createConfig(initializers, type, props)
  const definition = getMember(initializers, config)
  return definition.sample(streamOf(1), shape, config as unknown as Props<typeof definition.fields>)
}
const mean = (x: Float32Array) => x.reduce((a, b) => a + b, 0) / x.length
function deviation(x: Float32Array): number {
  const centre = mean(x)
  return Math.sqrt(x.reduce((a, b) => a + (b - centre) ** 2, 0) / x.length)
}
const largest = (x: Float32Array) => x.reduce((a, b) => Math.max(a, Math.abs(b)), 0)

/** 60,000 values, fan in 300, fan out 200. */
const SHAPE = [300, 200]
const FAN = { in: 300, out: 200, avg: 250 }
/** Standard deviation of a standard normal distribution truncated at ±2. */
const TRUNCATED_STDDEV = 0.8796256610342398

/** Type, shape of the distribution, arguments, variance of the formula, and largest possible value. */
const CASES: readonly [string, string, { [field: string]: Json }, number, number][] = [
  ['random_normal', 'normal', {}, 0.05 ** 2, Number.POSITIVE_INFINITY],
  ['random_normal', 'normal', { stddev: 2 }, 4, Number.POSITIVE_INFINITY],
  ['truncated_normal', 'cut', {}, (0.05 * TRUNCATED_STDDEV) ** 2, 0.1],
  ['random_uniform', 'flat', {}, 0.1 ** 2 / 12, 0.05],
  ['random_uniform', 'flat', { minval: -1, maxval: 1 }, 1 / 3, 1],
  ['glorot_uniform', 'flat', {}, 1 / FAN.avg, Math.sqrt(3 / FAN.avg)],
  ['glorot_normal', 'cut', {}, 1 / FAN.avg, (2 * Math.sqrt(1 / FAN.avg)) / TRUNCATED_STDDEV],
  ['he_uniform', 'flat', {}, 2 / FAN.in, Math.sqrt(6 / FAN.in)],
  ['he_normal', 'cut', {}, 2 / FAN.in, (2 * Math.sqrt(2 / FAN.in)) / TRUNCATED_STDDEV],
  ['lecun_uniform', 'flat', {}, 1 / FAN.in, Math.sqrt(3 / FAN.in)],
  ['lecun_normal', 'cut', {}, 1 / FAN.in, (2 * Math.sqrt(1 / FAN.in)) / TRUNCATED_STDDEV],
  ...(['fan_in', 'fan_out', 'fan_avg'] as const).flatMap((mode) => {
    const fan = { fan_in: FAN.in, fan_out: FAN.out, fan_avg: FAN.avg }[mode]
    const scaling = (distribution: string) => ({ scale: 3, mode, distribution })
    return [
      ['variance_scaling', 'flat', scaling('uniform'), 3 / fan, Math.sqrt(9 / fan)],
      [
        'variance_scaling',
        'cut',
        scaling('truncated_normal'),
        3 / fan,
        (2 * Math.sqrt(3 / fan)) / TRUNCATED_STDDEV,
      ],
      ['variance_scaling', 'normal', scaling('untruncated_normal'), 3 / fan, Number.POSITIVE_INFINITY],
    ] as [string, string, { [field: string]: Json }, number, number][]
  }),
]

test.each(CASES)('%s (%s) %o', (type, distribution, props, variance, limit) => {
  const values = sample(type, SHAPE, props)
  const sd = Math.sqrt(variance)
  expect(Math.abs(mean(values))).toBeLessThan((4 * sd) / Math.sqrt(values.length))
  expect(Math.abs(deviation(values) / sd - 1)).toBeLessThan(0.015)
  expect(largest(values)).toBeLessThanOrEqual(limit * (1 + 1e-6))
  // The share within one standard deviation matches the distribution, and bounds are reached.
  const within = values.filter((v) => Math.abs(v) < sd).length / values.length
  const expected = distribution === 'flat' ? 1 / Math.sqrt(3) : distribution === 'cut' ? 0.6506 : 0.6827
  expect(Math.abs(within - expected)).toBeLessThan(0.01)
  if (Number.isFinite(limit)) expect(largest(values)).toBeGreaterThan(0.98 * limit)
})

test('a mean shifts the values', () => {
  expect(Math.abs(mean(sample('random_normal', SHAPE, { mean: 3 })) - 3)).toBeLessThan(0.001)
  expect(Math.abs(mean(sample('truncated_normal', SHAPE, { mean: -3 })) + 3)).toBeLessThan(0.001)
})

test('constants', () => {
  expect([...sample('zeros', [3])]).toEqual([0, 0, 0])
  expect([...sample('ones', [3])]).toEqual([1, 1, 1])
  expect([...sample('constant', [2], { value: 0.5 })]).toEqual([0.5, 0.5])
})

describe('orthogonal', () => {
  test.each([
    [[20, 20], 1],
    [[50, 20], 1],
    [[20, 50], 2.5],
    [[3, 4, 10], 1],
  ] as const)('rows or columns of %o have length %f and are orthogonal', (shape, gain) => {
    const columns = shape.at(-1)!
    const values = sample('orthogonal', shape, { gain })
    const rows = values.length / columns
    const shortSide = Math.min(rows, columns)
    const longSide = Math.max(rows, columns)
    const vector = (i: number, k: number) => values[rows <= columns ? i * columns + k : k * columns + i]!
    for (let i = 0; i < shortSide; i++)
      for (let j = 0; j <= i; j++) {
        let dot = 0
        for (let k = 0; k < longSide; k++) dot += vector(i, k) * vector(j, k)
        expect(Math.abs(dot - (i === j ? gain ** 2 : 0))).toBeLessThan(1e-5)
      }
  })

  test('every direction is equally likely: the first entry has mean 0 and variance 1/n', () => {
    const n = 8
    const stream = streamOf(3)
    const definition = getMember(initializers, { type: 'orthogonal' })
    const first = Float32Array.from(
      { length: 4000 },
      () => definition.sample(stream, [n, n], { gain: 1, seed: null } as never)[0]!,
    )
    expect(Math.abs(mean(first))).toBeLessThan(4 / Math.sqrt(n * first.length))
    expect(Math.abs(deviation(first) ** 2 * n - 1)).toBeLessThan(0.1)
  })

  test('a vector is refused', () => {
    expect(() => sample('orthogonal', [5])).toThrow('orthogonal needs a matrix')
  })
})

test('fans of a dense kernel, a vector and a convolution kernel', () => {
  expect(computeFans([784, 300])).toEqual({ fanIn: 784, fanOut: 300 })
  expect(computeFans([7])).toEqual({ fanIn: 7, fanOut: 7 })
  expect(computeFans([3, 3, 16, 32])).toEqual({ fanIn: 144, fanOut: 288 })
})

describe('seeds', () => {
  const values = (name: string, seed: number | null, runSeed: number) =>
    initialValues(createConfig(initializers, 'he_normal', { seed }), name, [8, 8], runSeed)

  test('the values depend on the run’s seed and the weight’s name', () => {
    expect(values('dense/kernel', null, 1)).toEqual(values('dense/kernel', null, 1))
    expect(values('dense/kernel', null, 1)).not.toEqual(values('dense/kernel', null, 2))
    expect(values('dense/kernel', null, 1)).not.toEqual(values('dense_1/kernel', null, 1))
  })
  test('the initializer’s own seed overrides both, as in Keras', () => {
    expect(values('dense/kernel', 5, 1)).toEqual(values('dense_1/kernel', 5, 2))
  })
})
