/** Numbers, shares, reader options and axes as the Data workspace shows them. */
import { describe, expect, it } from 'vitest'
import { ticks } from '../../renderer/data/column/ticks.ts'
import { stackedPaths } from '../../renderer/data/columns/stacked-paths.ts'
import { formatOf, formatShare, formatValue } from '../../renderer/data/format.ts'
import { parseOption, showOption, wordOf } from '../../renderer/data/source/option-texts.ts'

it.each([
  [0, '0'],
  [39.1, '39.1'],
  [4201.754, '4,201.8'],
  [-25.3242, '-25.324'],
  [1_234_567.8, '1,234,568'],
  [0.00001234, '1.234e-5'],
  [3e15, '3.000e15'],
  [Number.NaN, '–'],
])('the value %f is shown as %s', (value, text) => {
  expect(formatValue(value)).toBe(text)
})

it('a date has a time only where it is not midnight', () => {
  const format = formatOf('date')
  expect(format(Date.UTC(2008, 10, 11))).toBe('2008-11-11')
  expect(format(Date.UTC(2008, 10, 11, 6, 30))).toBe('2008-11-11 06:30:00')
})

it.each([
  [0, '0 %'],
  [1, '100 %'],
  [0.0058, '0.6 %'],
  [0.0000001, '< 0.1 %'],
  [0.99999, '> 99.9 %'],
])('the share %f is shown as %s', (share, text) => {
  expect(formatShare(share)).toBe(text)
})

describe('reader options', () => {
  it.each(['\t', '||', ' ', ','])('%j is shown so that typing it gives it again', (value) => {
    expect(parseOption('sep', showOption(value))).toBe(value)
  })
  it('a list of markers is typed with commas', () => {
    expect(parseOption('na_values', 'NA, -999 ,')).toEqual(['NA', '-999'])
    expect(showOption(['NA', '-999'])).toBe('NA, -999')
  })
  it('an empty text is none for a mark, and otherwise what is found', () => {
    expect(parseOption('quotechar', '')).toBe('')
    expect(parseOption('sep', '')).toBeNull()
  })
  it('header lines are a number', () => {
    expect(parseOption('header', '2')).toBe(2)
    expect(parseOption('header', '')).toBeNull()
  })
  it('what cannot be seen has a word', () => {
    expect(wordOf('\t')?.en).toBe('tab')
    expect(wordOf([])?.en).toBe('none')
    expect(wordOf('#')).toBeNull()
  })
})

it.each([
  [1, [0, 1]],
  [124, [0, 50, 100]],
  [30, [0, 10, 20, 30]],
  [9_000, [0, 5_000]],
])('the axis up to %i has round numbers', (greatest, expected) => {
  expect(ticks(greatest)).toEqual(expected)
})

it('the bars of classes stand on each other', () => {
  const counts = [
    [4, 0],
    [4, 2],
  ]
  expect(stackedPaths({ min: 0, max: 1, counts }, 20, 8, 0)).toEqual([
    'M0.0 8.00V4.00H10.0V8.00z',
    'M0.0 4.00V0.00H10.0V4.00zM10.0 8.00V6.00H20.0V8.00z',
  ])
})
