/** Folders of runs that are dropped on the window or chosen. */
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { handleDrop } from '../../renderer/state/drop.ts'
import { useMessages } from '../../renderer/state/notify.ts'
import { openRunFolder } from '../../renderer/state/run-folder.ts'
import { useRunList } from '../../renderer/state/run-list.ts'
import { useApp } from '../../renderer/state/store.ts'
import { type MemoryHost, memoryHost } from './memory-host.ts'
import { listedRun } from './run-rows.ts'

vi.stubGlobal('requestAnimationFrame', () => 0)

let host: MemoryHost
const RECORD = 'the record'

beforeEach(async () => {
  host = memoryHost()
  host.files.set('/data/a/run.json', RECORD)
  host.listed = [listedRun('a'), listedRun('b')].map((run) => ({
    ...run,
    result: { ...run.result, folder: run.info.run === 'a' ? '/data/a/run.json' : '/data/b' },
  }))
  useApp.setState({ host, hostInfo: await host.host.info(), dialog: null, workspace: 'design' })
  useRunList.setState({ runs: null, current: null, scope: { kind: 'document' }, query: 'x' })
  useMessages.setState({ shown: null, since: 0, waiting: [], failures: [], held: false })
})

/** A folder as a browser hands it over. */
const folderWith = (files: { readonly [name: string]: string }) =>
  ({
    isDirectory: true,
    getFile: (
      name: string,
      _: unknown,
      onFound: (entry: { file(done: (file: File) => void): void }) => void,
      onFail: () => void,
    ) => (name in files ? onFound({ file: (done) => done(new File([files[name]!], name)) }) : onFail()),
  }) as unknown as FileSystemDirectoryEntry
const drop = (path: string | null, files: { readonly [name: string]: string }) =>
  handleDrop([{ file: new File([], 'a-run.csv'), path, folder: folderWith(files) }])
const failure = () =>
  useMessages
    .getState()
    .failures[0]?.sentences.map(({ en }) => en)
    .join(' ')

describe('a dropped folder', () => {
  it('is opened by its path, whatever its name, and shown among all runs', async () => {
    await drop('/data/b', {})
    expect(host.addedFolders).toEqual(['/data/b'])
    expect(useRunList.getState()).toMatchObject({ current: 'b', scope: { kind: 'all' }, query: '' })
    expect(useApp.getState().workspace).toBe('runs')
  })
  it('without a run is refused with the reason', async () => {
    await drop('/data/none', {})
    expect(failure()).toContain('There is no run in /data/none')
  })
  it('in a browser is found by its record', async () => {
    await drop(null, { 'run.json': RECORD })
    expect(host.addedFolders).toEqual(['/data/a/run.json'])
    expect(useRunList.getState().current).toBe('a')
  })
  it('in a browser that is not there says so, and what to do', async () => {
    await drop(null, { 'run.json': 'another one' })
    expect(failure()).toContain('none of the folders that the app may read has this run')
    await drop(null, {})
    expect(useMessages.getState().failures.at(-1)!.sentences[0]!.en).toContain('no run.json')
    expect(host.addedFolders).toEqual([])
  })
})

it('a chosen folder is opened, and a cancelled dialog opens none', async () => {
  await openRunFolder()
  expect(host.addedFolders).toEqual([])
  host.chosen = '/data/b'
  await openRunFolder()
  expect(useRunList.getState().current).toBe('b')
})
