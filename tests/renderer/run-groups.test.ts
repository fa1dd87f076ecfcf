/** Runs of the table that are shown as one row: sets, documents with their variants. */
import { beforeEach, describe, expect, it } from 'vitest'
import { formatSettings } from '../../renderer/runs/table/run-format.ts'
import {
  groupFigure,
  groupValue,
  rangeOf,
  type TableItem,
  tableItems,
} from '../../renderer/runs/table/run-groups.ts'
import type { RunRow } from '../../renderer/runs/table/run-values.ts'
import { toggleAllChosen, toggleGroup, useRunList } from '../../renderer/state/run-list.ts'
import { type RowOptions, runRow } from './run-rows.ts'

const SET = '4a5cdb49-2c3b-4ac1-a7aa-70f9a6cd1a30'
function member(index: number, options: RowOptions = {}, kind?: 'seeds' | 'optimizers'): RunRow {
  const row = runRow(`m${index}`, { name: `Iris · fold ${index + 1}/3`, path: '/data/iris.loom', ...options })
  return { ...row, info: { ...row.info, set: { id: SET, index, count: 3, ...(kind && { kind }) } } }
}
const folds = [0, 1, 2].map((i) =>
  member(i, {
    figures: { val_accuracy: [0.9, 0.7, 0.8][i]! },
    settings: { layers: 'Dense', 'split.fold': i },
    started: i,
  }),
)
const alone = runRow('alone', {
  name: 'Iris',
  path: '/data/iris.loom',
  figures: { val_accuracy: 0.85 },
  started: 9,
})
const wide = runRow('wide', { name: 'Iris · wide', path: '/data/iris.loom', variant: 'wide', started: 8 })
const loose = runRow('loose', { name: 'Script', started: 7 })

const NEWEST = { by: 'started', descending: true }
const labels = (items: readonly TableItem[]) =>
  items.map((item) =>
    item.kind === 'group' ? `${item.isOpen ? '-' : '+'} ${item.group.title}` : item.run.info.run,
  )

describe('the rows of a table', () => {
  it('show a set as one closed row, and its runs below it when it is open', () => {
    const rows = [alone, folds[2]!, folds[1]!, folds[0]!]
    const items = tableItems(rows, 'set', new Set(), NEWEST)
    expect(labels(items)).toEqual(['alone', '+ Iris'])
    expect(items[1]).toMatchObject({ group: { set: 'folds', key: `set ${SET}` } })
    expect(labels(tableItems(rows, 'set', new Set([`set ${SET}`]), NEWEST))).toEqual([
      'alone',
      '- Iris',
      'm2',
      'm1',
      'm0',
    ])
  })

  it('show the runs of a set of optimizers at once, under the name that they share', () => {
    const rows = ['Nesterov', 'momentum'].map((name, i) =>
      member(1 - i, { name: `Iris · wide · ${name}` }, 'optimizers'),
    )
    const items = tableItems(rows, 'set', new Set(), NEWEST)
    expect(labels(items)).toEqual(['- Iris · wide', 'm1', 'm0'])
    expect(labels(tableItems(rows, 'set', new Set([`set ${SET}`]), NEWEST))).toEqual(['+ Iris · wide'])
  })

  it('place a set by its mean, not by its best run', () => {
    const by = (descending: boolean) => {
      const rows = descending
        ? [folds[0]!, alone, folds[2]!, folds[1]!]
        : [folds[1]!, folds[2]!, alone, folds[0]!]
      return labels(tableItems(rows, 'set', new Set(), { by: 'val_accuracy', descending }))
    }
    expect(by(true)).toEqual(['alone', '+ Iris'])
    expect(by(false)).toEqual(['+ Iris', 'alone'])
  })

  it('show a run whose set is not in the table by itself', () => {
    expect(labels(tableItems([folds[1]!], 'set', new Set(), NEWEST))).toEqual(['m1'])
  })

  it('are open under their document and variant', () => {
    const rows = [alone, wide, loose, folds[0]!]
    expect(labels(tableItems(rows, 'document', new Set(), NEWEST))).toEqual([
      '- iris',
      'alone',
      'm0',
      '- iris · wide',
      'wide',
      '- Script',
      'loose',
    ])
    const key = tableItems(rows, 'document', new Set(), NEWEST)[0]!.group!.key
    expect(labels(tableItems(rows, 'document', new Set([key]), NEWEST))[0]).toBe('+ iris')
  })

  it('are the runs without grouping', () => {
    expect(labels(tableItems([alone, ...folds], 'none', new Set(), NEWEST))).toEqual([
      'alone',
      'm0',
      'm1',
      'm2',
    ])
  })
})

describe('the values of a group', () => {
  it('are mean and range of the runs that have ended', () => {
    const training = member(2, { state: 'training', figures: { val_accuracy: 0.1 } })
    const range = groupFigure([folds[0]!, folds[1]!, training], 'val_accuracy')!
    expect(range).toEqual({ mean: 0.8, min: 0.7, max: 0.9, count: 2 })
    expect(groupFigure([alone], 'missing')).toBeNull()
    expect(rangeOf([null, undefined, Number.NaN])).toBeNull()
  })

  it('are sums of durations and sizes, and the newest start', () => {
    const group = { key: '', title: 'Iris', set: null, runs: folds }
    expect(groupValue(group, 'duration')).toBe(30)
    expect(groupValue(group, 'size')).toBe(3000)
    expect(groupValue(group, 'started')).toBe(120_000)
    expect(groupValue(group, 'name')).toBe('Iris')
    expect(groupValue(group, 'seed')).toBe(1)
  })
})

it('values of several runs are listed once, numbers in their order', () => {
  const text = (...values: Parameters<typeof formatSettings>[0]) => formatSettings(values)
  expect(text(46, 44, 45, 44)).toBe('44–46')
  expect(text(3, 1)).toBe('1, 3')
  expect(text(0.5, 0.1)).toBe('0.1, 0.5')
  expect(text('adam', 'sgd', 'adam')).toBe('adam, sgd')
  expect(text(null, 2, undefined)).toBe('None, 2, –')
})

describe('in the window', () => {
  beforeEach(() => useRunList.setState({ chosen: ['x'], toggledGroups: new Set() }))

  it('all runs of a group are chosen for the comparison, and removed again', () => {
    toggleAllChosen(['a', 'b'])
    expect(useRunList.getState().chosen).toEqual(['x', 'a', 'b'])
    toggleAllChosen(['b', 'a'])
    expect(useRunList.getState().chosen).toEqual(['x'])
  })

  it('a group opens and closes', () => {
    toggleGroup('set 1')
    expect(useRunList.getState().toggledGroups).toEqual(new Set(['set 1']))
    toggleGroup('set 1')
    expect(useRunList.getState().toggledGroups).toEqual(new Set())
  })
})
