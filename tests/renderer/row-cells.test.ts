/** What the rows show of a cell besides its text: what fills it, and what the steps make of it. */
import { describe, expect, it } from 'vitest'
import { fillingOf } from '../../renderer/data/rows/filling.ts'
import { preparedCells, preparedText } from '../../renderer/data/rows/prepared-text.ts'
import { rowNamed } from '../../renderer/data/rows/row-named.ts'
import { tableOf } from '../../renderer/data/use-table-view.ts'
import { settingsOf } from '../../shared/data/columns.ts'
import type { DataReference } from '../../shared/data/data-reference.ts'
import type { Config } from '../../shared/fields/index.ts'
import { columnProfile, tableProfile } from '../support/table-profile.ts'

const table = tableProfile([
  columnProfile({ name: 'x', missing: 3 }),
  columnProfile({ name: 'day', type: 'date', missing: 1 }),
  columnProfile({ name: 'y' }),
])
const viewOf = (name: string, steps: readonly Config[]) => {
  const data: DataReference = {
    source: { type: 'csv', path: 'a.csv', target: 'y', features: ['x', 'day'] },
    columns: [{ ...settingsOf([], name), steps }],
    split: { method: 'train_test_split', validation: 0, test: 0, seed: 1, stratify: true },
    fingerprint: null,
  }
  return tableOf(data, table).view.columns.find(({ profile }) => profile.name === name)!
}

describe('a missing cell', () => {
  const fill = { type: 'fill', strategy: 'median' }
  it.each([
    [[fill, { type: 'standardize' }], 196.5, '196.5', 'Filled with the median of the training rows.'],
    [[{ type: 'fill', strategy: 'constant', value: '7' }], 7, '7', 'Filled with a constant.'],
    [[{ type: 'drop_missing' }, fill], 3, 'row left out', 'A step leaves out rows'],
    [[{ type: 'one_hot', missing: 'category' }], undefined, 'own category', 'Missing is a category'],
    [[{ type: 'one_hot', missing: 'zeros' }], undefined, 'zeros', 'A missing value becomes all zeros.'],
  ] as const)('with the steps %j and the value %j says %j', (steps, value, text, hint) => {
    const filling = fillingOf(viewOf('x', steps), value)
    expect(filling?.text.en).toBe(text)
    expect(filling?.hint.en).toContain(hint)
  })
  it('that is filled after another step, or by nothing, says nothing', () => {
    expect(fillingOf(viewOf('x', [{ type: 'log1p' }, fill]), undefined)).toBeNull()
    expect(fillingOf(viewOf('x', [{ type: 'standardize' }]), undefined)).toBeNull()
    expect(fillingOf(viewOf('y', [fill]), 3)).toBeNull()
  })
  it('of a date is filled with a date', () => {
    expect(fillingOf(viewOf('day', [fill]), Date.UTC(2024, 1, 29))?.text.en).toBe('2024-02-29')
  })
})

describe('what the steps make of a cell', () => {
  const columns = [
    { name: 'x', type: 'number' },
    { name: 'color', type: 'category', code: { kind: 'one-hot', size: 3 } },
    { name: 'town', type: 'category', code: { kind: 'one-hot', size: 40 } },
    { name: 'shop', type: 'category', code: { kind: 'index', size: 9 } },
    { name: 'x_missing', type: 'number', source: 'x' },
  ] as const
  const textOf = (name: string, ...values: number[]) =>
    preparedText(Float32Array.from(values), preparedCells(columns, name))

  it('is all of the numbers that come from its column', () => {
    expect(textOf('x', -0.25, 0, 0, 0, 1)).toBe('-0.25  1')
  })
  it('is the code, or the place of the 1 in a long one', () => {
    expect([textOf('color', 0, 1), textOf('color', 0, -1)]).toEqual(['0 1 0', '0 0 0'])
    expect([textOf('town', 0, 0, 6), textOf('town', 0, 0, -1)]).toEqual(['7/40', '0/40'])
    expect(textOf('shop', 0, 0, 0, 8)).toBe('8')
  })
})

it.each([
  ['1', 0],
  ['1,000', 999],
  ['9 999 999', 1999],
  ['0', 0],
  ['', null],
  ['12a', null],
  ['-3', null],
] as const)('the row “%s” of 2,000 is number %j', (text, row) => {
  expect(rowNamed(text, 2000)).toBe(row)
})
