/** Each preparation step: what it learns from the training rows and what it makes of others. The same formulas are compared with pandas
 *  and scikit-learn in tests/keras. */

import { expect, test } from 'vitest'
import { crc32 } from '../../../shared/data/steps/crc32.ts'
import { fill } from '../../../shared/data/steps/fill.ts'
import { type StepType, steps } from '../../../shared/data/steps/index.ts'
import { quantile, sortedNumbers } from '../../../shared/data/steps/quantiles.ts'
import { type CategoryValues, type Part, StepError, type Values } from '../../../shared/data/steps/step.ts'
import { createConfig, getMember } from '../../../shared/fields/index.ts'
import type { Json } from '../../../shared/json.ts'

const missing = Number.NaN
const numbers = (...values: number[]): Values => ({ kind: 'number', values: Float64Array.from(values) })
const dates = (...texts: (string | null)[]): Values => ({
  kind: 'date',
  values: Float64Array.from(texts, (text) => (text === null ? missing : Date.parse(text))),
})
/** Categories in the order a, b, c …; null where missing. */
const categories = (...texts: (string | null)[]): Values => {
  const names = ['a', 'b', 'c', 'd']
  return {
    kind: 'category',
    codes: Int32Array.from(texts, (text) => (text === null ? -1 : names.indexOf(text))),
    categories: names,
  }
}

/** Categories that are these texts. */
const cells = (...texts: (string | null)[]): Values => {
  const names = [...new Set(texts.flatMap((text) => text ?? []))]
  return {
    kind: 'category',
    codes: Int32Array.from(texts, (text) => (text === null ? -1 : names.indexOf(text))),
    categories: names,
  }
}

/** Fits on the first values and applies to the others. */
function run(type: StepType, props: { [field: string]: Json }, train: Values, rows: Values): readonly Part[] {
  const step = getMember(steps, { type })
  const config = createConfig(steps, type, props)
  return step.apply(rows, step.fit(train, config), config)
}
const listOf = (values: Values): number[] => [...('codes' in values ? values.codes : values.values)]
/** The suffixes with their values. */
const shown = (parts: readonly Part[]) => parts.map(({ suffix, values }) => [suffix, listOf(values)])
const sizeOf = ([part]: readonly Part[]): number => (part!.values as { size: number }).size

type Case = readonly [
  type: StepType,
  props: { [field: string]: Json },
  train: Values,
  rows: Values,
  expected: readonly (readonly [suffix: string, values: readonly number[]])[],
]
const CASES: readonly Case[] = [
  ['standardize', {}, numbers(1, 3, missing), numbers(1, 2, 5, missing), [['', [-1, 0, 3, missing]]]],
  ['standardize', {}, numbers(7, 7), numbers(7, 9), [['', [0, 2]]]],
  ['min_max', {}, numbers(2, 6), numbers(2, 4, 8), [['', [0, 0.5, 1.5]]]],
  ['min_max', {}, numbers(3, 3), numbers(3, 4), [['', [0, 1]]]],
  ['robust', {}, numbers(1, 2, 3, 4, 5), numbers(3, 5, 100), [['', [0, 1, 48.5]]]],
  ['quantile', {}, numbers(1, 2, 2, 3), numbers(0, 1, 1.5, 2, 3, 9), [['', [0, 0, 1 / 6, 0.5, 1, 1]]]],
  ['log1p', {}, numbers(1), numbers(0, Math.E - 1, missing), [['', [0, 1, missing]]]],
  [
    'clip',
    { quantile: 0.25 },
    numbers(0, 1, 2, 3, 4),
    numbers(-9, 2, 9, missing),
    [['', [1, 2, 3, missing]]],
  ],
  ['clip', { lower: 0, upper: 1 }, numbers(5), numbers(-1, 0.5, 2), [['', [0, 0.5, 1]]]],
  ['bins', { n_bins: 2 }, numbers(1, 2, 3, 4), numbers(0, 2.4, 2.5, 9, missing), [['', [0, 0, 1, 1, -1]]]],
  ['bins', { n_bins: 4, strategy: 'uniform' }, numbers(0, 8), numbers(1, 2, 7), [['', [0, 1, 3]]]],
  [
    'powers',
    { degree: 3 },
    numbers(1),
    numbers(2, -1),
    [
      ['', [2, -1]],
      ['_2', [4, 1]],
      ['_3', [8, -1]],
    ],
  ],
  ['one_hot', {}, categories('b', 'a', 'b'), categories('a', 'b', 'c', null), [['', [0, 1, -1, -1]]]],
  ['one_hot', { unseen: 'own' }, categories('b'), categories('b', 'c', null), [['', [0, 1, -1]]]],
  ['one_hot', { missing: 'category' }, categories('b', null), categories('b', null), [['', [0, 1]]]],
  ['ordinal', {}, categories('c', 'a'), categories('a', 'c', 'b', null), [['', [0, 1, -1, missing]]]],
  ['codes', {}, categories('c', 'a'), categories('a', 'c', 'b', null), [['', [1, 2, 0, 0]]]],
  ['hashed', { slots: 1000 }, categories('a'), categories('a', null), [['', [3_904_355_907 % 1000, -1]]]],
  [
    'multi_label',
    { sep: ';' },
    cells('b; a', 'b', null, '𐀀;\uffee;'),
    cells('a;;c', ' b ;a', 'c', '', null),
    [
      ['_a', [1, 1, 0, 0, 0]],
      ['_b', [0, 1, 0, 0, 0]],
      ['_\uffee', [0, 0, 0, 0, 0]],
      ['_𐀀', [0, 0, 0, 0, 0]],
    ],
  ],
  [
    'multi_label',
    { missing: 'missing' },
    cells('a,b', null),
    cells('b', null),
    [
      ['_a', [0, missing]],
      ['_b', [1, missing]],
    ],
  ],
  [
    'frequency',
    {},
    categories('a', 'a', 'b', 'a', null),
    categories('a', 'b', 'c', null),
    [['', [0.75, 0.25, 0, 0]]],
  ],
  ['fill', {}, numbers(1, 2, 9, missing), numbers(missing, 5), [['', [2, 5]]]],
  ['fill', { strategy: 'mean' }, numbers(1, 2, 9), numbers(missing), [['', [4]]]],
  ['fill', { strategy: 'most_frequent' }, numbers(5, 1, 1, 5), numbers(missing), [['', [1]]]],
  ['fill', { strategy: 'constant', value: '-1' }, numbers(5), numbers(missing, 3), [['', [-1, 3]]]],
  [
    'fill',
    { indicator: true },
    numbers(4),
    numbers(missing, 3),
    [
      ['', [4, 3]],
      ['_missing', [1, 0]],
    ],
  ],
  ['fill', { strategy: 'most_frequent' }, categories('b', 'a', 'b'), categories(null, 'a'), [['', [1, 0]]]],
  ['fill', { strategy: 'constant', value: 'none' }, categories('b'), categories(null, 'a'), [['', [4, 0]]]],
  ['drop_missing', {}, numbers(1), numbers(missing, 2), [['', [missing, 2]]]],
  [
    'date_parts',
    {},
    dates('2020-01-01'),
    dates('2024-02-29', null),
    [
      ['_year', [2024, missing]],
      ['_month', [2, missing]],
      ['_day', [29, missing]],
      ['_dayofweek', [3, missing]],
    ],
  ],
  [
    'date_parts',
    { parts: ['dayofyear', 'hour'] },
    dates('2020-01-01'),
    dates('2024-12-31T23:10Z'),
    [
      ['_dayofyear', [366]],
      ['_hour', [23]],
    ],
  ],
  [
    'cyclic_date_parts',
    { parts: ['month'] },
    dates('2020-01-01'),
    dates('2024-01-05', '2024-10-01'),
    [
      ['_month_sin', [0, -1]],
      ['_month_cos', [1, 0]],
    ],
  ],
  [
    'days_since',
    {},
    dates('2024-01-03', '2024-01-01'),
    dates('2024-01-02T12:00Z', null),
    [['', [1.5, missing]]],
  ],
]
test.each(CASES)('%s %j', (type, props, train, rows, expected) => {
  const received = shown(run(type, props, train, rows))
  expect(received.map(([suffix]) => suffix)).toEqual(expected.map(([suffix]) => suffix))
  for (const [i, [, values]] of expected.entries())
    for (const [row, value] of values.entries()) {
      const actual = (received[i]![1] as number[])[row]!
      if (Number.isNaN(value)) expect(actual).toBeNaN()
      else expect(actual).toBeCloseTo(value, 12)
    }
})

test('every step has a case', () => {
  const tested = new Set(CASES.map(([type]) => type))
  expect(steps.members.filter(({ type }) => !tested.has(type as StepType))).toEqual([])
})

test('codes say how many numbers they become', () => {
  expect(sizeOf(run('one_hot', {}, categories('b', 'a'), categories('a')))).toBe(2)
  expect(
    sizeOf(run('one_hot', { unseen: 'own', missing: 'category' }, categories('b', null), categories('a'))),
  ).toBe(3)
  expect(sizeOf(run('codes', {}, categories('b', 'a'), categories('a')))).toBe(3)
  expect(sizeOf(run('bins', { n_bins: 4 }, numbers(1, 1, 1), numbers(1)))).toBe(2)
})

test.each<[StepType, { [field: string]: Json }, Values, Values, RegExp]>([
  ['standardize', {}, numbers(missing), numbers(1), /no training row has a value/],
  ['fill', {}, numbers(missing), numbers(missing), /no training row has a value/],
  ['fill', {}, categories('a'), categories(null), /a category has no median/],
  ['fill', { strategy: 'constant', value: 'x' }, numbers(1), numbers(missing), /must be a number, not “x”/],
  ['log1p', {}, numbers(1), numbers(-2), /above −1, and there is -2/],
  ['one_hot', { unseen: 'refuse' }, categories('a'), categories('b'), /“b” is in no training row/],
  ['multi_label', { unseen: 'refuse' }, cells('a,b'), cells('c'), /the label “c” is in no training row/],
  ['multi_label', {}, cells('a;b', 'c'), cells('a'), /has the separator “,”: set sep to “;” if that divides/],
  ['multi_label', {}, cells('a', 'c'), cells('a'), /remove the step to learn classes/],
  ['multi_label', { sep: '' }, cells('a,b'), cells('a'), /has the separator “”/],
  ['multi_label', {}, cells(null), cells('a'), /no training row has a value/],
  [
    'multi_label',
    {},
    cells(Array.from({ length: 10_000 }, (_, i) => `label ${i}`).join()),
    cells('a'),
    /gives 10,000 labels, at most 1,000 are possible/,
  ],
  ['date_parts', { parts: ['century'] }, dates('2020-01-01'), dates('2020-01-01'), /and not “century”/],
  ['cyclic_date_parts', { parts: ['year'] }, dates('2020-01-01'), dates('2020-01-01'), /year has no cycle/],
])('%s %j refuses what it cannot take', (type, props, train, rows, message) => {
  expect(() => run(type, props, train, rows)).toThrow(message)
  expect(() => run(type, props, train, rows)).toThrow(StepError)
})

test('a label is refused with its row, and one that no row has is not', () => {
  const { codes, categories: names } = cells('a,b', 'a', 'c') as CategoryValues
  const apply = (rows: Int32Array) =>
    run('multi_label', { unseen: 'refuse' }, cells('a,b'), {
      kind: 'category',
      codes: rows,
      categories: names,
    })
  expect(shown(apply(codes.subarray(0, 2)))).toEqual([
    ['_a', [1, 1]],
    ['_b', [1, 0]],
  ])
  expect(() => apply(codes)).toThrow(expect.objectContaining({ row: 2 }))
})

test('labels divide only the cells of the given rows, each once', () => {
  const read: string[] = []
  const names = new Proxy(['a,b', 'a', 'b'], {
    get(all, key: string) {
      if (/^\d+$/.test(key)) read.push(key)
      return Reflect.get(all, key)
    },
  })
  run('multi_label', {}, cells('a,b'), {
    kind: 'category',
    codes: Int32Array.of(1, -1, 1),
    categories: names,
  })
  expect(read).toEqual(['1'])
})

test('scalings and the logarithm are inverted', () => {
  for (const type of ['standardize', 'min_max', 'robust', 'log1p'] as const) {
    const step = getMember(steps, { type })
    const fitted = step.fit(numbers(1, 2, 5, 9), {} as never)
    const [part] = step.apply(numbers(3, 8), fitted, {} as never)
    const inverted = [...step.invert!((part!.values as { values: Float64Array }).values, fitted)]
    expect(inverted[0]).toBeCloseTo(3, 12)
    expect(inverted[1]).toBeCloseTo(8, 12)
  }
})

test('quantiles as numpy interpolates them', () => {
  const sorted = sortedNumbers(Float64Array.of(3, missing, 1, 2, 10))
  expect([...sorted]).toEqual([1, 2, 3, 10])
  // numpy.quantile([1, 2, 3, 10], [0, 0.25, 0.5, 0.9, 1])
  expect([0, 0.25, 0.5, 0.9, 1].map((q) => quantile(sorted, q))).toEqual([
    1, 1.75, 2.5, 7.900000000000001, 10,
  ])
})

test('CRC-32 of UTF-8, as zlib.crc32', () => {
  expect(crc32('')).toBe(0)
  expect(crc32('123456789')).toBe(0xcb_f4_39_26)
  expect(crc32('é한😀')).toBe(0xcd_62_37_ea)
})

test('of equally frequent texts the first in the alphabet fills, whatever their order, as pandas’ mode', () => {
  const values = (...codes: number[]): CategoryValues => ({
    kind: 'category',
    codes: Int32Array.from(codes),
    categories: ['c', 'b', 'a'],
  })
  const props = { strategy: 'most_frequent', value: '', indicator: false } as const
  expect(fill.fit(values(1, 2, 1, 2, 0), props)).toEqual({ fill: 'a' })
})
