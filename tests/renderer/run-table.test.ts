/** The table of runs: search, scope, order, columns. */
import { describe, expect, it } from 'vitest'
import { parseQuery } from '../../renderer/runs/table/query.ts'
import { layoutOf, runColumns, shownColumns } from '../../renderer/runs/table/run-columns.ts'
import { formatSetting, stateText } from '../../renderer/runs/table/run-format.ts'
import { isScore, mainFigure, rowsOf } from '../../renderer/runs/table/run-values.ts'
import { shownRuns } from '../../renderer/runs/table/shown-runs.ts'
import { sparkPath } from '../../renderer/runs/table/sparkline.tsx'
import { fromInfo } from '../../renderer/state/runs.ts'
import { listedRun, runRow } from './run-rows.ts'

const adam = runRow('adam', {
  name: 'Clothes',
  settings: {
    layers: 'Input, Dense, Output',
    optimizer: 'adam',
    learning_rate: 0.01,
    'Dense.units': '300, 100',
  },
  figures: { val_accuracy: 0.9, val_loss: 0.3 },
  annotations: { starred: true, tags: ['baseline', 'wide net'], note: 'the first one' },
  path: '/a.loom',
  variant: 'before',
  started: 1,
})
const nadam = runRow('nadam', {
  name: 'Clothes',
  settings: { layers: 'Input, Dense, Output', optimizer: 'nadam', 'Dense.units': '300, 100' },
  figures: { val_accuracy: 0.8, val_loss: null },
  state: 'stopped',
  seed: 42,
  path: '/a.loom',
  started: 2,
})
const other = runRow('other', {
  name: 'Flowers',
  annotations: { name: 'My best' },
  path: '/b.loom',
  started: 3,
})
const all = [other, nadam, adam]

const found = (query: string) => {
  const parsed = parseQuery(query)
  return parsed.ok ? all.filter(parsed.matches).map(({ info }) => info.run) : parsed.why.en
}

describe('the search', () => {
  it.each([
    ['', ['other', 'nadam', 'adam']],
    ['clothes', ['nadam', 'adam']],
    ['my best', ['other']],
    ['baseline', ['adam']],
    ['first', ['adam']],
    ['"wide net"', ['adam']],
    ['tag:"wide net"', ['adam']],
    ['optimizer=adam', ['adam']],
    ['optimizer:adam', ['nadam', 'adam']],
    ['optimizer!=adam', ['other', 'nadam']],
    ['val_accuracy>0.85', ['adam']],
    ['val_accuracy<=0.8', ['nadam']],
    // A default counts as a value, and a figure that is not finite as none.
    ['learning_rate=0.001', ['nadam']],
    ['val_loss<1', ['adam']],
    ['seed=42', ['nadam']],
    ['Dense.units:300 seed=1', ['adam']],
    ['is:starred', ['adam']],
    ['is:stopped', ['nadam']],
    ['is:interrupted', ['nadam']],
    ['started>1970-01-01T00:02:30Z', ['other']],
    ['/^first/', []],
    ['/^the first/', ['adam']],
    ['/^clo.*es$/', ['nadam', 'adam']],
    ['/clo|flow/', ['other', 'nadam', 'adam']],
    ['/n?adam/ clothes', ['nadam', 'adam']],
    ['nothing', []],
    ['val_accuracy>', []],
  ])('%s', (query, expected) => {
    expect(found(query)).toEqual(expected)
  })

  it('says what is wrong with a pattern', () => {
    expect(found('/(/')).toMatch(/^Not a regular expression: /)
    expect(found(`/${'a'.repeat(300)}/`)).toMatch(/at most 200/)
    expect(found('started>soon')).toMatch(/not a date/)
  })
})

describe('the rows', () => {
  const isOwn = (owner: { readonly path?: string } | undefined) => owner?.path === '/a.loom'
  const ids = (
    ...[scope, by = 'started', descending = true]: [Parameters<typeof shownRuns>[1], string?, boolean?]
  ) => shownRuns(all, scope, () => true, { by, descending }, isOwn as never).map(({ info }) => info.run)

  it('are those of the scope', () => {
    expect(ids({ kind: 'all' })).toEqual(['other', 'nadam', 'adam'])
    expect(ids({ kind: 'document' })).toEqual(['nadam', 'adam'])
    expect(ids({ kind: 'variant', name: 'before' })).toEqual(['adam'])
    expect(ids({ kind: 'starred' })).toEqual(['adam'])
    expect(ids({ kind: 'state', state: 'interrupted' })).toEqual(['nadam'])
    expect(ids({ kind: 'state', state: 'training' })).toEqual([])
  })

  it('are sorted by any value, those without one last in both directions', () => {
    expect(ids({ kind: 'all' }, 'val_accuracy', true)).toEqual(['adam', 'nadam', 'other'])
    expect(ids({ kind: 'all' }, 'val_accuracy', false)).toEqual(['nadam', 'adam', 'other'])
    expect(ids({ kind: 'all' }, 'name', false)).toEqual(['nadam', 'adam', 'other'])
    expect(ids({ kind: 'all' }, 'optimizer', false)).toEqual(['adam', 'nadam', 'other'])
    expect(ids({ kind: 'all' }, 'started', false)).toEqual(['adam', 'nadam', 'other'])
  })

  it('have the present state of a run that trains, also before it has a folder', () => {
    const listed = listedRun('a')
    const live = (run: string) => ({ ...fromInfo({ ...listed.info, run }), state: 'training' as const })
    const rows = rowsOf([listed, listedRun('b')], { a: live('a'), c: live('c') })
    expect(rows.map(({ info, state }) => [info.run, state])).toEqual([
      ['c', 'training'],
      ['a', 'training'],
      ['b', 'finished'],
    ])
    expect(stateText(rows[1]!).en).toBe('training')
  })

  it('are the same objects as long as nothing changes, so that they are not drawn again', () => {
    const listed = [listedRun('a')]
    expect(rowsOf(listed, {})[0]).toBe(rowsOf(listed, {})[0])
  })
})

describe('the columns', () => {
  it('are the main figure, what differs and the facts, unless others are chosen', () => {
    const derived = runColumns([adam, nadam], null, null)
    expect(derived.figure).toBe('val_accuracy')
    expect(derived.settings).toEqual(['learning_rate', 'optimizer', 'seed'])
    expect(shownColumns(derived)).toEqual([
      'learning_rate',
      'optimizer',
      'seed',
      'duration',
      'started',
      'size',
    ])
    const chosen = runColumns([adam, nadam], ['Dense.units', 'val_loss', 'parameters', 'gone'], 'val_loss')
    expect(chosen).toMatchObject({
      figure: 'val_loss',
      figures: [],
      settings: ['Dense.units'],
      facts: ['parameters'],
    })
    expect(layoutOf(chosen).template.split(' ').length).toBeGreaterThan(6)
  })

  it('show a score before a loss, and know which of two values is better', () => {
    expect(mainFigure(['val_loss', 'val_accuracy', 'loss'])).toBe('val_accuracy')
    expect(mainFigure(['val_loss', 'loss'])).toBe('val_loss')
    expect(mainFigure([])).toBe(null)
    expect(['val_accuracy', 'r2_score', 'val_auc', 'loss', 'val_mean_squared_error'].map(isScore)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ])
  })

  it('write values as Keras does', () => {
    expect([true, null, undefined, 0.01, 'elu'].map(formatSetting)).toEqual([
      'True',
      'None',
      '–',
      '0.01',
      'elu',
    ])
  })
})

it('a curve in a cell is interrupted where a value is not finite', () => {
  expect(sparkPath([0, 1], 10, 10)).toBe('M1.0 8.0L9.0 2.0')
  expect(sparkPath([0, null, 1, 1], 10, 10)).toBe('M1.0 8.0M6.3 2.0L9.0 2.0')
  expect(sparkPath([1], 10, 10)).toBe('')
  expect(sparkPath([], 10, 10)).toBe('')
})
