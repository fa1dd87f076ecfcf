/** A data file that has been moved: its new place is remembered if its rows are the same, and otherwise what differs is said. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { runAction } from '../../renderer/state/attempt.ts'
import { followData, reloadData } from '../../renderer/state/data.ts'
import { differences, findMovedFile } from '../../renderer/state/moved-data.ts'
import { useMessages } from '../../renderer/state/notify.ts'
import { save } from '../../renderer/state/saving.ts'
import { documentOf, useApp } from '../../renderer/state/store.ts'
import type { DataInfo } from '../../shared/data/data-info.ts'
import { labels, setDataSource } from '../../shared/document/edits.ts'
import { parseDocument } from '../../shared/document/file.ts'
import { emptyDocument } from '../../shared/document/new.ts'
import { ProblemError, problem } from '../../shared/problem.ts'
import { untranslated } from '../../shared/text.ts'
import { type MemoryHost, memoryHost, sampleData } from './memory-host.ts'

const USED: DataInfo = { ...sampleData, fingerprint: 'a'.repeat(64) }
const OTHER: DataInfo = { ...sampleData, fingerprint: 'b'.repeat(64) }
const missing = problem('data_missing', untranslated('There is no file.'), { field: 'path' })
let host: MemoryHost
let stop: () => void
/** What the engine finds at each path. */
let found: Record<string, DataInfo>
const app = () => useApp.getState()
const data = () => documentOf(app()).data!
const shown = () => useMessages.getState().shown

beforeEach(async () => {
  host = memoryHost()
  found = { 'iris.csv': USED }
  host.engine.describeData = async ({ source }) => {
    const info = found[String(source.path)]
    if (!info) throw new ProblemError([missing])
    return info
  }
  useApp.setState({ host, hostInfo: await host.host.info(), dialog: null })
  useMessages.setState({ shown: null, since: 0, waiting: [], failures: [], held: false })
  app().open(emptyDocument('net'), { path: '/home/net.loom', name: 'net', folder: '/home' })
  app().edit(labels.setDataSource, (d) => setDataSource(d, { type: 'csv', path: 'iris.csv' }))
  stop = followData()
  reloadData()
  await vi.waitFor(() => expect(app().data.state).toBe('ready'))
})
afterEach(() => stop())

/** The file goes from its place to another one, where a person finds it. */
async function move(to: string, info: DataInfo): Promise<void> {
  found = { [to.replace('/home/', '')]: info }
  reloadData()
  await vi.waitFor(() => expect(app().data.state).toBe('failed'))
  host.chosen = to
}

it('is used at its new place, which is relative where it can be, as one undo step', async () => {
  await move('/home/tables/iris.csv', USED)
  const before = data()
  expect(await findMovedFile(missing)).toBe(true)
  expect(data().source.path).toBe('tables/iris.csv')
  expect(data().fingerprint).toBe(USED.fingerprint)
  await vi.waitFor(() => expect(app().data.state).toBe('ready'))
  app().undo()
  expect(data()).toBe(before)
})

it('is compared with the file that the document was saved with', async () => {
  await save()
  const saved = parseDocument(host.files.get('/home/net.loom')!)
  expect(saved.data!.fingerprint).toBe(USED.fingerprint)
  app().open(saved, { path: '/home/net.loom', name: 'net', folder: '/home' })
  await move('/other/iris.csv', OTHER)
  expect(await findMovedFile(missing)).toBe(false)
  expect(data().source.path).toBe('iris.csv')
  expect(shown()?.title.en).toBe('iris.csv is not the file that was used')
  expect(shown()?.sentences.map(({ en }) => en)).toEqual([
    'Its columns fit, but the values of some rows differ.',
  ])
  await runAction(shown()!, shown()!.actions[0]!)
  expect(data().source.path).toBe('/other/iris.csv')
})

it('that cannot be used says why', async () => {
  await move('/home/notes.csv', USED)
  host.engine.describeData = async () => {
    throw new ProblemError([problem('csv_target', untranslated('There is no column “species”.'))])
  }
  expect(await findMovedFile(missing)).toBe(false)
  expect(shown()?.sentences.map(({ en }) => en)).toEqual(['There is no column “species”.'])
  expect(data().source.path).toBe('iris.csv')
})

it('stays where it was when nothing is chosen, and when the data is another one meanwhile', async () => {
  await move('/home/tables/iris.csv', USED)
  host.chosen = null
  expect(await findMovedFile(missing)).toBe(false)
  expect(await findMovedFile({ field: 'images' })).toBe(false)
  expect(data().source.path).toBe('iris.csv')
})

it('with another number of rows says both numbers', () => {
  const fewer = { ...OTHER, rows: { train: 3, validation: 1, test: 1 } }
  const { train, validation, test } = USED.rows
  expect(differences(USED, fewer)[0]!.en).toBe(`It has 5 rows; ${train + validation + test} were used.`)
})
