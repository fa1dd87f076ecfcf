/** The Data workspace's state: the engine is asked while the workspace is in view, and the latest answer wins. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { addTarget, changeRole, editColumn } from '../../renderer/data/columns/column-edits.ts'
import { byInformation, selectedColumn } from '../../renderer/data/columns/column-view.ts'
import { cureOf } from '../../renderer/data/columns/cures.ts'
import { splitText } from '../../renderer/data/rows/split-text.ts'
import { tableOf } from '../../renderer/data/use-table-view.ts'
import { useDataView } from '../../renderer/state/data-view.ts'
import { useDataDock, useDock } from '../../renderer/state/dock.ts'
import { handleDrop } from '../../renderer/state/drop.ts'
import { shownReading, stopReading, useReading } from '../../renderer/state/reading.ts'
import { documentOf, useApp } from '../../renderer/state/store.ts'
import { followTable, inspectExactly, reloadTable, useTable } from '../../renderer/state/table.ts'
import { engineEvents } from '../../renderer/state/training.ts'
import { showProblems, showWorkspace } from '../../renderer/state/workspace.ts'
import type { TableProfile } from '../../shared/data/table-profile.ts'
import type { Document } from '../../shared/document/document.ts'
import { applySuggestion, labels, setData, setDataSource } from '../../shared/document/edits.ts'
import { emptyDocument } from '../../shared/document/new.ts'
import { ProblemError, problem } from '../../shared/problem.ts'
import { untranslated } from '../../shared/text.ts'
import { columnProfile, tableProfile } from '../support/table-profile.ts'
import { type MemoryHost, memoryHost } from './memory-host.ts'

const profile = tableProfile([
  columnProfile({ name: 'id', isRowNumber: true, distinct: 100, numbers: null }),
  columnProfile({ name: 'size' }),
  columnProfile({ name: 'color', type: 'category', distinct: 3, categories: [{ text: 'red', count: 60 }] }),
  columnProfile({
    name: 'label',
    type: 'category',
    distinct: 2,
    categories: [
      { text: 'a', count: 60 },
      { text: 'b', count: 40 },
    ],
  }),
])

let host: MemoryHost
let stop: () => void
const app = () => useApp.getState()
const data = () => documentOf(app()).data!
const chooseTable = (path: string) =>
  app().edit(labels.setDataSource, (d) => setDataSource(d, { type: 'csv', path }))

beforeEach(async () => {
  host = memoryHost()
  host.engine.inspectTable = vi.fn(async () => profile)
  useApp.setState({ host, hostInfo: await host.host.info(), dialog: null, workspace: 'design' })
  app().open(emptyDocument('net'), { path: '/home/net.loom', name: 'net', folder: '/home' })
  stop = followTable()
})
afterEach(() => {
  stop()
  useTable.setState({ profile: null, reading: false, stopped: false, problems: [] })
})

describe('the table', () => {
  it('is inspected only while the workspace is in view', async () => {
    chooseTable('flowers.csv')
    expect(host.engine.inspectTable).not.toHaveBeenCalled()
    showWorkspace('data')
    await vi.waitFor(() =>
      expect(useTable.getState()).toMatchObject({ profile, reading: false, problems: [] }),
    )
    expect(host.engine.inspectTable).toHaveBeenCalledTimes(1)
  })
  it('keeps the last profile of the same file while it is read with another option', async () => {
    chooseTable('flowers.csv')
    showWorkspace('data')
    await vi.waitFor(() => expect(useTable.getState().profile).toBe(profile))
    app().edit(labels.setData('sep'), (d) => setData(d, 'source.sep', ';'))
    expect(useTable.getState()).toMatchObject({ profile, reading: true })
    chooseTable('other.csv')
    expect(useTable.getState()).toMatchObject({ profile: null, reading: true })
  })
  it('has no classes while it is the one of a target that is not in it', async () => {
    chooseTable('flowers.csv')
    const classes = ['a', 'b']
    expect(tableOf(data(), { ...profile, classes }).view).toMatchObject({ classes })
    app().edit(labels.setData('target'), (d) => setData(d, 'source.target', 'price'))
    expect(tableOf(data(), { ...profile, classes }).view).toMatchObject({
      target: { profile: { name: 'label' }, roleIsSet: false },
      classes: [],
    })
  })
  it('of an earlier request is not shown', async () => {
    const answers: ((answer: TableProfile) => void)[] = []
    host.engine.inspectTable = () => new Promise((resolve) => answers.push(resolve))
    showWorkspace('data')
    chooseTable('first.csv')
    await vi.waitFor(() => expect(answers).toHaveLength(1))
    chooseTable('second.csv')
    await vi.waitFor(() => expect(answers).toHaveLength(2))
    answers[1]!(profile)
    await vi.waitFor(() => expect(useTable.getState().profile).toBe(profile))
    answers[0]!(tableProfile([]))
    await Promise.resolve()
    expect(useTable.getState().profile).toBe(profile)
  })
  it('whose reading is stopped shows what is known, and is read again when asked', async () => {
    const stopped = new ProblemError([problem('data_stopped', untranslated('Stopped.'))])
    const preview = { ...profile, estimatedRows: 1e6 }
    let refuse = (_: unknown) => {}
    host.engine.previewTable = async () => preview
    host.engine.inspectTable = () =>
      new Promise((_, reject) => {
        refuse = reject
      })
    host.engine.stopReading = async () => refuse(stopped)
    chooseTable('flowers.csv')
    showWorkspace('data')
    await vi.waitFor(() => expect(useTable.getState().profile).toBe(preview))
    engineEvents.readingProgress({ call: 'inspectTable', fraction: 0.3, text: untranslated('300 rows') })
    expect(shownReading(useReading.getState())?.fraction).toBe(0.3)
    stopReading()
    await vi.waitFor(() =>
      expect(useTable.getState()).toEqual({ profile: preview, reading: false, stopped: true, problems: [] }),
    )
    expect(shownReading(useReading.getState())).toBeUndefined()
    host.engine.inspectTable = async () => profile
    reloadTable()
    expect(useTable.getState()).toMatchObject({ reading: true, stopped: false })
    await vi.waitFor(() => expect(useTable.getState()).toMatchObject({ profile, reading: false }))
  })
  it('keeps the figures of a sample when those of all rows are stopped', async () => {
    const sampled = { ...profile, sampled: 200_000 }
    host.engine.inspectTable = vi.fn(async () => sampled)
    chooseTable('flowers.csv')
    showWorkspace('data')
    await vi.waitFor(() => expect(useTable.getState().profile).toBe(sampled))
    const inspect = vi.fn(async () => {
      throw new ProblemError([problem('data_stopped', untranslated('Stopped.'))])
    })
    host.engine.inspectTable = inspect
    inspectExactly()
    expect(inspect.mock.lastCall).toEqual([data(), '/home', '/home/net.loom', true])
    await vi.waitFor(() =>
      expect(useTable.getState()).toEqual({ profile: sampled, reading: false, stopped: false, problems: [] }),
    )
    host.engine.inspectTable = async () => profile
    inspectExactly()
    await vi.waitFor(() => expect(useTable.getState().profile).toBe(profile))
  })
  it('that cannot be read leaves its problems', async () => {
    host.engine.inspectTable = async () => {
      throw new ProblemError([problem('data_read', untranslated('Line 3 has a NUL byte.'))])
    }
    chooseTable('flowers.csv')
    showWorkspace('data')
    await vi.waitFor(() => expect(useTable.getState().problems[0]?.code).toBe('data_read'))
    expect(useTable.getState().reading).toBe(false)
  })
})

it.each([
  ['flowers.csv', 'csv'],
  ['flowers.tsv.gz', 'csv'],
  ['flowers.xlsx', 'excel'],
  ['flowers.parquet', 'parquet'],
  ['flowers.ndjson', 'json'],
  ['flowers.db', 'sqlite'],
])('dropping %s opens the workspace', async (name, type) => {
  await handleDrop([{ file: new File(['x'], name), path: `/home/${name}`, folder: null }])
  expect(data().source).toMatchObject({ type, path: name })
  expect(app().workspace).toBe('data')
})

describe('a training that cannot start lists the problems', () => {
  beforeEach(() => useDock.getState().fold(true))

  it('in the dock of the Data workspace, once the table is known', async () => {
    chooseTable('flowers.csv')
    showWorkspace('data')
    await vi.waitFor(() => expect(useTable.getState().profile).toBe(profile))
    useDataDock.getState().fold(true)
    showProblems()
    expect(app().workspace).toBe('data')
    expect(useDataView.getState().tab).toBe('problems')
    expect(useDataDock.getState().folded).toBe(false)
  })
  it.each(['fashion_mnist', null])('in the Design workspace where the data has no dock: %s', (source) => {
    app().edit(labels.setDataSource, (d) => setDataSource(d, source))
    showWorkspace('data')
    showProblems()
    expect(app().workspace).toBe('design')
    expect(useDock.getState()).toMatchObject({ tab: 'problems', folded: false })
  })
})

it('the selected column is the target where another file had the one of that name', () => {
  chooseTable('flowers.csv')
  const { view } = tableOf(data(), profile)
  expect(selectedColumn(view, 'size')?.profile.name).toBe('size')
  expect(selectedColumn(view, 'of another file')?.profile.name).toBe('label')
})

it.each([
  [{ method: 'train_test_split', stratify: true }, 'stratified by label · seed 1'],
  [{ method: 'train_test_split', stratify: false }, 'random · seed 1'],
  [{ method: 'kfold', stratify: false, n_splits: 4, fold: 0 }, 'fold 1 of 4 · seed 1'],
  [{ method: 'time', column: 'day' }, 'by the times in day'],
  [{ method: 'column', column: 'part' }, 'as part says'],
  [{ method: 'group_shuffle_split', column: 'patient' }, 'groups of patient · seed 1'],
] as const)('the split %j is told as: %s', (settings, words) => {
  chooseTable('flowers.csv')
  const targets = [{ name: 'label', kind: 'classes', classes: ['a', 'b'] }] as const
  expect(splitText({ ...data().split, ...settings }, targets).en).toBe(words)
})

it('columns are in the order of the file, or those that say most about the target come first', () => {
  chooseTable('flowers.csv')
  const association = (information: number) => ({
    ...{ information, entropy: 1, correlation: null, determinesTarget: false },
  })
  const [id, size, color, label] = profile.columns
  const known = tableProfile([
    { ...id!, association: association(0) },
    { ...size!, association: association(0.2) },
    label!,
    { ...color!, association: association(0.7) },
  ])
  const { columns } = tableOf(data(), known).view
  const names = (views: typeof columns) => views.map(({ profile: { name } }) => name)
  expect(names(columns)).toEqual(['id', 'size', 'label', 'color'])
  expect(names(byInformation(columns))).toEqual(['color', 'size', 'id', 'label'])
})

describe('the role of a column', () => {
  const view = () => tableOf(data(), profile).view
  beforeEach(() => void chooseTable('flowers.csv'))

  it('is a suggestion until a person decides', () => {
    expect(view().columns.map(({ role, roleIsSet }) => [role, roleIsSet])).toEqual([
      ['feature', false],
      ['feature', false],
      ['feature', false],
      ['target', false],
    ])
  })
  it('one more target keeps the others, and labels are one target together', () => {
    addTarget(view().roles, 'color')
    expect(data().source).toMatchObject({ target: ['label', 'color'], labels: null })
    changeRole(view().roles, 'color', 'label')
    changeRole(view().roles, 'label', 'label')
    expect(data().source).toMatchObject({ target: null, labels: ['color', 'label'] })
    expect(view().columns.map(({ role }) => role)).toEqual(['feature', 'feature', 'label', 'label'])
  })

  it('chosen as target leaves the others suggestions, and takes the place of the former target', () => {
    changeRole(view().roles, 'color', 'target')
    expect(data().source).toMatchObject({ target: 'color', features: null })
    changeRole(view().roles, 'label', 'target')
    expect(data().source).toMatchObject({ target: 'label', features: null })
  })
  it('changed otherwise keeps what is on the screen', () => {
    changeRole(view().roles, 'id', 'ignore')
    expect(data().source).toMatchObject({ target: 'label', features: ['size', 'color'] })
    expect(view().columns.every(({ roleIsSet }) => roleIsSet)).toBe(true)
  })
  it('is kept where the suggestion leaves the column out, also once the suggestions are accepted', () => {
    const withConstant = tableProfile([
      columnProfile({ name: 'unit', type: 'category', distinct: 1 }),
      ...profile.columns,
    ])
    const roleOfUnit = () => tableOf(data(), withConstant).view.roles.get('unit')
    expect(roleOfUnit()).toBe('ignore')
    changeRole(tableOf(data(), withConstant).view.roles, 'unit', 'feature')
    expect(roleOfUnit()).toBe('feature')
    const { suggestion } = tableOf(data(), withConstant)
    app().editWhole(labels.applySuggestion, (d) => applySuggestion(d, suggestion))
    expect(roleOfUnit()).toBe('feature')
  })
  it('and the steps that a person sets leave nothing to suggest once all is accepted', () => {
    const accepted = (d: Document) => applySuggestion(d, tableOf(d.data!, profile).suggestion)
    app().editWhole(labels.applySuggestion, accepted)
    editColumn('size', { steps: [{ type: 'min_max' }] })
    editColumn('color', { steps: [{ type: 'ordinal' }] })
    editColumn('size', { steps: [{ type: 'robust' }] })
    const own = documentOf(app())
    expect(accepted(own)).toBe(own)
  })
  it('of codes that are written as numbers is shown and kept with the type that is suggested', () => {
    const numbers = {
      ...{ min: 1, max: 7, mean: 4, deviation: 2, allIntegers: true, outliers: 0, sentinel: null },
      quantiles: [1, 2, 4, 6, 7] as const,
    }
    const withCodes = tableProfile([
      columnProfile({ name: 'city_id', distinct: 7, numbers }),
      ...profile.columns,
    ])
    const codes = () => tableOf(data(), withCodes).view.columns[0]!
    expect(codes()).toMatchObject({ type: 'category', steps: [{ type: 'one_hot' }], stepsAreSet: false })
    expect(codes().profile.type).toBe('category')
    // As the editor of steps does.
    editColumn('city_id', { type: codes().type, steps: [{ type: 'ordinal' }] })
    expect(data().columns).toMatchObject([
      { name: 'city_id', type: 'category', steps: [{ type: 'ordinal' }] },
    ])
    editColumn('city_id', { type: 'number', steps: null })
    expect(codes()).toMatchObject({ type: 'number', steps: [{ type: 'standardize' }] })
    expect(codes().profile.type).toBe('number')
  })
  it('in a file that has got other columns is suggested once', () => {
    changeRole(view().roles, 'id', 'ignore')
    const other = tableProfile([columnProfile({ name: 'x' }), columnProfile({ name: 'y' })])
    const accepted = (d: Document) => applySuggestion(d, tableOf(d.data!, other).suggestion)
    app().editWhole(labels.applySuggestion, accepted)
    const own = documentOf(app())
    expect(accepted(own)).toBe(own)
  })
  it('in a file that has got other columns is suggested anew, and what was set for the others can be removed', () => {
    app().editWhole(labels.applySuggestion, (d) => applySuggestion(d, tableOf(d.data!, profile).suggestion))
    editColumn('size', { steps: [{ type: 'min_max' }] })
    const other = tableProfile([columnProfile({ name: 'x' }), columnProfile({ name: 'y' })])
    const shown = tableOf(data(), other)
    expect(shown.view.target).toMatchObject({ profile: { name: 'y' }, roleIsSet: false })
    const [first] = shown.suggestion.problems
    expect(first?.message.en).toContain('does not have “label”, “color”, “size”')
    app().editWhole(labels.applySuggestion, (d) => applySuggestion(d, shown.suggestion))
    expect(data().source).toMatchObject({ target: 'y', features: null })
    // Nothing is lost unless a person says so.
    expect(data().columns?.map(({ name }) => name)).toEqual(['color', 'size'])
    const accepted = tableOf(data(), other)
    cureOf(accepted.suggestion.problems[0]!, accepted)?.run()
    expect(data().columns).toEqual([])
    expect(tableOf(data(), other).suggestion.problems.map(({ code }) => code)).not.toContain(first?.code)
    app().undo()
    expect(data().columns).toHaveLength(2)
  })
  it('with rare classes balances them by one press', () => {
    const rare = tableProfile([
      columnProfile({ name: 'x' }),
      columnProfile({
        name: 'kind',
        type: 'category',
        distinct: 2,
        categories: [
          { text: 'a', count: 97 },
          { text: 'b', count: 3 },
        ],
      }),
    ])
    const found = () => {
      const table = tableOf(data(), rare)
      const problem = table.suggestion.problems.find(({ code }) => code === 'data-imbalance')!
      return cureOf(problem, table)
    }
    found()!.run()
    expect(documentOf(app()).training.class_weight).toBe('balanced')
    expect(found()).toBeNull()
    app().undo()
    expect(documentOf(app()).training.class_weight).toBeNull()
  })
  it('of the last feature cannot be taken, since no list means every other column', () => {
    changeRole(view().roles, 'id', 'ignore')
    changeRole(view().roles, 'size', 'ignore')
    const before = documentOf(app())
    expect(changeRole(view().roles, 'color', 'ignore')).toBe(false)
    expect(documentOf(app())).toBe(before)
  })
  it('accepted with the suggestions is one undo step', () => {
    const before = documentOf(app())
    const { suggestion } = tableOf(data(), profile)
    app().editWhole(labels.applySuggestion, (d) => applySuggestion(d, suggestion))
    // Also of columns whose steps are those that a column has anyway, which the document does not list.
    expect(view().columns.every(({ roleIsSet, stepsAreSet }) => roleIsSet && stepsAreSet)).toBe(true)
    expect(view().columns.find(({ profile: { name } }) => name === 'color')).toMatchObject({
      stepsAreSet: true,
      steps: [{ type: 'one_hot' }],
    })
    app().undo()
    expect(documentOf(app())).toBe(before)
  })
})

it('text tables that are dropped together are one table', async () => {
  const file = (name: string) => ({ file: new File(['x'], name), path: `/home/${name}`, folder: null })
  await handleDrop([file('may.csv'), file('june.csv')])
  expect(data().source).toMatchObject({ type: 'csv', path: 'may.csv', more_paths: ['june.csv'] })
})
