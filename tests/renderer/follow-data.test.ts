/** The shape of an Input follows edits of the data, in the same undo step, unless it was typed. */
import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { describedData, followData, lastInfo } from '../../renderer/state/data.ts'
import { save } from '../../renderer/state/saving.ts'
import { documentOf, useApp } from '../../renderer/state/store.ts'
import type { DataInfo } from '../../shared/data/data-info.ts'
import { duplicateVariant, labels, markRow, setDataSource, setField } from '../../shared/document/edits.ts'
import { parseDocument } from '../../shared/document/file.ts'
import { followData as withDataShapes } from '../../shared/model/follow-data.ts'
import { memoryHost, sampleData } from './memory-host.ts'

/** Numbers in a row of each file. */
const WIDTHS: { readonly [path: string]: number } = { 'four.csv': 4, 'six.csv': 6, 'seven.csv': 7 }
/** A network whose Input takes four numbers. */
const opened = (path: string) =>
  parseDocument(readFileSync('assets/examples/iris.loom', 'utf8').replace('iris.csv', path))
let stop: () => void
const app = () => useApp.getState()
const documentNow = () => documentOf(app())
/** The shapes of the Inputs, by variant. */
const shapes = () =>
  Object.values(documentNow().networks).flatMap(({ layers }) =>
    Object.values(layers).flatMap(({ type, props }) => (type === 'Input' ? [props.shape] : [])),
  )
const useFile = async (path: string) => {
  app().edit(labels.setDataSource, (d) => setDataSource(d, { type: 'csv', path }))
  await isReady()
}
const isReady = () => vi.waitFor(() => expect(app().data.state).toBe('ready'))

beforeEach(async () => {
  const host = memoryHost()
  host.engine.describeData = async ({ source }): Promise<DataInfo> => ({
    ...sampleData,
    shape: [WIDTHS[String(source.path)]!],
    columns: [],
  })
  useApp.setState({ host, hostInfo: await host.host.info(), dialog: null })
  app().open(opened('four.csv'), { path: null, name: 'net', folder: null })
  stop = followData()
  await isReady()
})
afterEach(() => {
  vi.useRealTimers()
  stop()
})

it('takes the shape of the next data, which one undo takes back with them', async () => {
  await useFile('six.csv')
  expect(shapes()).toEqual([[6]])
  expect(app().history.past).toHaveLength(1)
  app().undo()
  await isReady()
  expect(shapes()).toEqual([[4]])
  app().redo()
  await isReady()
  expect(shapes()).toEqual([[6]])
  expect(app().history.past).toHaveLength(1)
})

it('in all variants', async () => {
  app().editWhole(labels.duplicateVariant, duplicateVariant)
  await useFile('six.csv')
  expect(shapes()).toEqual([[6], [6]])
})

it('stays as it was typed, and as the file has it', async () => {
  const { nodes } = documentNow().networks[documentNow().main]!
  app().edit(labels.setField('shape'), (d) => setField(d, Object.keys(nodes)[0]!, 'shape', [5]))
  await useFile('six.csv')
  expect(shapes()).toEqual([[5]])
  app().open(opened('seven.csv'), { path: null, name: 'other', folder: null })
  await isReady()
  expect(shapes()).toEqual([[4]])
  expect(app().history.past).toEqual([])
})

it('of named columns counts their prepared numbers', () => {
  const columns = (widths: readonly number[]) =>
    widths.flatMap((width, i) =>
      Array.from({ length: width }, (_, k) => ({
        name: `c${i}_${k}`,
        source: `c${i}`,
        kind: 'number' as const,
      })),
    )
  const document = opened('four.csv')
  const named = setField(document, 'input', 'columns', ['c1'])
  const two = setField(named, 'input', 'shape', [2])
  const described = (widths: readonly number[]) => ({ shape: [9], columns: columns(widths) as never })
  const shapeOf = (d: typeof document) => d.networks[d.main]!.layers.input!.props.shape
  expect(shapeOf(withDataShapes(two, described([1, 2]), described([1, 3])))).toEqual([3])
  expect(withDataShapes(two, described([1, 4]), described([1, 3]))).toBe(two)
})

const marked = (row: number) =>
  app().editWhole(labels.excludeRow(row), (d) =>
    markRow(d, { row, fingerprint: '0'.repeat(16), excluded: true }),
  )

it('marks are described once a person has paused, and until then nothing is read', async () => {
  const { engine } = app().host!
  const described = vi.spyOn(engine, 'describeData')
  const before = documentNow().data!
  vi.useFakeTimers()
  marked(3)
  vi.advanceTimersByTime(1400)
  marked(5)
  vi.advanceTimersByTime(1400)
  expect(described).not.toHaveBeenCalled()
  expect(app().data.state).toBe('ready')
  expect(describedData(documentNow().data!)).toBe(before)
  expect(lastInfo(documentNow().data!)).toBeNull()
  await vi.advanceTimersByTimeAsync(200)
  expect(described).toHaveBeenCalledTimes(1)
  expect(described.mock.lastCall![0].marks).toHaveLength(2)
  expect(describedData(documentNow().data!)).toBe(documentNow().data)
  expect(lastInfo(documentNow().data!)).not.toBeNull()
  // Marks that are taken back need no description.
  marked(7)
  app().undo()
  await vi.advanceTimersByTimeAsync(5000)
  expect(described).toHaveBeenCalledTimes(1)
  expect(lastInfo(documentNow().data!)).not.toBeNull()
})

it('an answer about earlier marks is not taken for that about the present ones', async () => {
  const { engine } = app().host!
  const { describeData } = engine
  let answer = () => {}
  engine.describeData = async (...args) => {
    await new Promise<void>((resolve) => {
      answer = resolve
    })
    return describeData(...args)
  }
  vi.useFakeTimers()
  marked(3)
  await vi.advanceTimersByTimeAsync(1600)
  const answerFirst = answer
  marked(5)
  answerFirst()
  await vi.advanceTimersByTimeAsync(0)
  expect(lastInfo(documentNow().data!)).toBeNull()
  await vi.advanceTimersByTimeAsync(1600)
  answer()
  await vi.advanceTimersByTimeAsync(0)
  expect(lastInfo(documentNow().data!)).not.toBeNull()
})

it('a file that is saved right after a mark has the fingerprint of the marked data', async () => {
  const host = memoryHost()
  const { describeData } = app().host!.engine
  host.engine.describeData = async (data, ...rest) => ({
    ...(await describeData(data, ...rest)),
    fingerprint: String(data.marks?.length ?? 0).repeat(64),
  })
  host.chosen = '/home/net.loom'
  useApp.setState({ host })
  await isReady()
  const savedFingerprint = async () => {
    expect(await save()).toBe(true)
    return parseDocument(host.files.get('/home/net.loom')!).data!.fingerprint
  }
  marked(3)
  expect(await savedFingerprint()).toBe('1'.repeat(64))
  marked(5)
  expect(await savedFingerprint()).toBe('2'.repeat(64))
  // Data that take long are not waited for.
  host.engine.describeData = () => new Promise(() => {})
  vi.useFakeTimers()
  marked(7)
  const fingerprint = savedFingerprint()
  await vi.advanceTimersByTimeAsync(5000)
  expect(await fingerprint).toBeNull()
})
