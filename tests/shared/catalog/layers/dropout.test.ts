/** Dropout: the dropped share, the scaling of the rest, and its dependence on seed, layer and step only. */
import { describe, expect, test } from 'vitest'
import { layers } from '../../../../shared/catalog/layers/index.ts'
import { findMember } from '../../../../shared/fields/index.ts'
import { createGraph, createOps } from '../../../../shared/graph/graph.ts'
import type { ModelLayer } from '../../../../shared/model/model.ts'
import { type Build, layerBuilder } from '../../../../shared/training/layer-builder.ts'
import { interpret, nd } from '../../../support/interpreter.ts'

const definition = findMember(layers, 'Dropout')!
const SHAPE = [50, 400]

interface DropoutOptions {
  readonly rate: number
  readonly seed?: number | null
  readonly name?: string
  readonly call?: number
  readonly runSeed?: number
  readonly step?: number
  readonly training?: boolean
}

/** The output of Dropout for an input of all 3. */
function runDropout({
  rate,
  seed = null,
  name = 'dropout',
  call = 0,
  runSeed = 1,
  step = 0,
  training = true,
}: DropoutOptions): Float64Array {
  const m = createOps(createGraph())
  const word = (value: number) => m.constant(value, [], 'uint32')
  const build: Build = {
    m,
    training,
    dropout: false,
    states: new Map(),
    trained: new Map(),
    constraints: new Map(),
    next: new Map(),
    penalties: [],
    seed: [word(runSeed), word(2)],
    step: word(step),
    rowWeights: null,
    rows: m.constant(SHAPE[0]!),
  }
  const layer: ModelLayer = {
    id: name,
    name,
    definition,
    props: { rate, seed },
    trainable: true,
    shared: null,
    dtype: null,
    weights: [],
  }
  const x = m.argument('x', SHAPE)
  const y = definition.build(layerBuilder(build, layer, call, runSeed), [x], layer.props as never)
  return interpret([y], { x: nd(SHAPE, () => 3) })[0]!.data
}

/** Pearson's correlation of two outputs. */
function correlation(a: Float64Array, b: Float64Array): number {
  const mean = (x: Float64Array) => x.reduce((s, v) => s + v, 0) / x.length
  const [ma, mb] = [mean(a), mean(b)]
  let [ab, aa, bb] = [0, 0, 0]
  for (let i = 0; i < a.length; i++) {
    ab += (a[i]! - ma) * (b[i]! - mb)
    aa += (a[i]! - ma) ** 2
    bb += (b[i]! - mb) ** 2
  }
  return ab / Math.sqrt(aa * bb)
}

describe.each([0.1, 0.2, 0.5, 0.9])('rate %f', (rate) => {
  const n = SHAPE[0]! * SHAPE[1]!
  const y = runDropout({ rate })
  test('drops its share, within four standard errors', () => {
    const zeros = y.filter((v) => v === 0).length
    expect(Math.abs(zeros / n - rate)).toBeLessThan(4 * Math.sqrt((rate * (1 - rate)) / n))
  })
  test('scales the rest so that the mean is unchanged', () => {
    for (const v of y) if (v !== 0) expect(v).toBeCloseTo(3 / (1 - rate), 12)
  })
  test('no row or column is dropped more than another', () => {
    const [rows, columns] = SHAPE as [number, number]
    const share = (count: number, of: (i: number) => number) => {
      const counts = new Array<number>(count).fill(0)
      for (let i = 0; i < n; i++) if (y[i] !== 0) counts[of(i)]!++
      return counts.map((k) => (k * count) / n)
    }
    // Five standard errors, because one of 450 shares may exceed four by chance.
    const within = (shares: number[]) => {
      const error = Math.sqrt((rate * (1 - rate) * shares.length) / n)
      for (const s of shares) expect(Math.abs(s - (1 - rate))).toBeLessThan(5 * error)
    }
    within(share(rows, (i) => Math.floor(i / columns)))
    within(share(columns, (i) => i % columns))
  })
})

test('rate 0 drops nothing, rate 1 drops everything, and prediction changes nothing', () => {
  expect(runDropout({ rate: 0 }).every((v) => v === 3)).toBe(true)
  expect(runDropout({ rate: 1 }).every((v) => v === 0)).toBe(true)
  expect(runDropout({ rate: 0.5, training: false }).every((v) => v === 3)).toBe(true)
})

test('the same seed, layer and step drop the same', () => {
  expect(runDropout({ rate: 0.5, step: 7 })).toEqual(runDropout({ rate: 0.5, step: 7 }))
  expect(runDropout({ rate: 0.5, seed: 4, runSeed: 1 })).toEqual(
    runDropout({ rate: 0.5, seed: 4, runSeed: 2 }),
  )
})

test.each<[string, DropoutOptions]>([
  ['step', { rate: 0.5, step: 1 }],
  ['run', { rate: 0.5, runSeed: 2 }],
  ['layer', { rate: 0.5, name: 'dropout_1' }],
  ['call of a shared layer', { rate: 0.5, call: 1 }],
  ['own seed', { rate: 0.5, seed: 4 }],
])('another %s drops other values', (_, options) => {
  // The correlation of independent draws is about 1/√n.
  expect(Math.abs(correlation(runDropout({ rate: 0.5 }), runDropout(options)))).toBeLessThan(
    4 / Math.sqrt(SHAPE[0]! * SHAPE[1]!),
  )
})
