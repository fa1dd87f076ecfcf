/** Data that is chosen or dropped: the same rules and messages, and only for the document that was open at the time. */
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { runAction } from '../../renderer/state/attempt.ts'
import { addTableFile, applyChosenFile, chooseData } from '../../renderer/state/choose-data.ts'
import { handleDrop } from '../../renderer/state/drop.ts'
import { openFile } from '../../renderer/state/files.ts'
import { notify, useMessages } from '../../renderer/state/notify.ts'
import { savePython } from '../../renderer/state/saving.ts'
import { documentOf, useApp } from '../../renderer/state/store.ts'
import { labels, setColumn, setDataSource } from '../../shared/document/edits.ts'
import { emptyDocument } from '../../shared/document/new.ts'
import { untranslated } from '../../shared/text.ts'
import { delayCall } from './delay-call.ts'
import { type MemoryHost, memoryHost } from './memory-host.ts'

const FOLDER = '/home'
const IMAGES = 'train-images-idx3-ubyte'
const LABELS = 'train-labels-idx1-ubyte'
let host: MemoryHost
const app = () => useApp.getState()
const source = () => documentOf(app()).data?.source
const shown = () => useMessages.getState().shown
const open = (name: string) =>
  app().open(emptyDocument(name), { path: `${FOLDER}/${name}.loom`, name, folder: FOLDER })

beforeEach(async () => {
  host = memoryHost()
  useApp.setState({ host, hostInfo: await host.host.info(), dialog: null })
  useMessages.setState({ shown: null, since: 0, waiting: [], failures: [], held: false })
  open('net')
})

const choose = (kind: 'table' | 'idx') => async (name: string) => {
  // The dialog for a second file is cancelled.
  vi.spyOn(host.host, 'chooseFile').mockResolvedValueOnce(`${FOLDER}/${name}`)
  await applyChosenFile(kind)
}
const drop = (name: string) =>
  handleDrop([{ file: new File(['x'], name), path: `${FOLDER}/${name}`, folder: null }])
const dropInBrowser = (name: string) =>
  handleDrop([{ file: new File(['x'], name), path: null, folder: null }])

describe.each([
  ['chosen', choose('table'), choose('idx')],
  ['dropped', drop, drop],
  ['dropped in a browser', dropInBrowser, dropInBrowser],
])('%s', (method, takeTable, takeIdx) => {
  it('a table becomes the data, with the same message', async () => {
    await takeTable('iris.csv')
    expect(source()).toMatchObject({ type: 'csv', path: 'iris.csv' })
    expect(shown()).toMatchObject({
      kind: 'info',
      title: { en: 'iris.csv is now the data', ko: '이제 iris.csv을(를) 데이터로 씁니다' },
      sentences: method === 'dropped in a browser' ? [{ en: 'It was copied to /home/iris.csv.' }] : [],
    })
  })
  it('the message says that settings of the former columns are gone, and undo brings them back', async () => {
    await takeTable('iris.csv')
    app().editWhole(labels.setColumn('size'), (d) => setColumn(d, 'size', { type: 'category' }))
    await takeTable('other.csv')
    expect(shown()!.sentences.at(-1)!.en).toContain('the previous table is gone; Undo brings it back')
    app().undo()
    expect(documentOf(app()).data!.columns).toHaveLength(1)
  })
  it('the selection is cleared, so that the panel shows the data', async () => {
    app().select({ nodes: ['a'] })
    await takeTable('iris.csv')
    expect(app().selection.nodes).toEqual([])
  })
  it.each([
    [IMAGES, LABELS],
    [LABELS, IMAGES],
  ])('each of two IDX files keeps the other: %s, then %s', async (first, second) => {
    await takeIdx(first)
    await takeIdx(second)
    expect(source()).toEqual({ type: 'idx', images: IMAGES, labels: LABELS })
  })
})

it.each([
  [IMAGES, LABELS],
  [LABELS, IMAGES],
])('after %s, the file that belongs to it is asked for', async (first, second) => {
  const dialog = vi
    .spyOn(host.host, 'chooseFile')
    .mockResolvedValueOnce(`${FOLDER}/${first}`)
    .mockResolvedValueOnce(`${FOLDER}/${second}`)
  await applyChosenFile('idx')
  expect(dialog).toHaveBeenLastCalledWith('idx', 'open', second)
  expect(source()).toEqual({ type: 'idx', images: IMAGES, labels: LABELS })
  expect(shown()?.title.en).toBe(`${first}, ${second} is now the data`)
})

it('the rows of an added table follow, and its columns keep their settings', async () => {
  await choose('table')('iris.csv')
  app().editWhole(labels.setColumn('a'), (document) => setColumn(document, 'a', { type: 'category' }))
  vi.spyOn(host.host, 'chooseFile').mockResolvedValueOnce(`${FOLDER}/more.csv`)
  await addTableFile()
  expect(source()).toMatchObject({ path: 'iris.csv', more_paths: ['more.csv'] })
  expect(documentOf(app()).data?.columns).toHaveLength(1)
})

it('chosen image files may have any name', async () => {
  await choose('idx')('digits')
  expect(source()).toMatchObject({ type: 'idx', images: 'digits' })
})

describe('another document that is opened meanwhile keeps its own data', () => {
  it.each([
    [
      'endData',
      () => dropInBrowser('iris.csv'),
      ['Another document was opened in the meantime.', 'It was copied to /home/iris.csv.'],
    ],
    ['chooseFile', () => choose('table')('iris.csv'), ['Another document was opened in the meantime.']],
  ] as const)('%s', async (call, take, sentences) => {
    const delayed = delayCall(host, call)
    const done = take()
    await vi.waitFor(() => expect(delayed.callCount()).toBe(1))
    open('other')
    const other = documentOf(app())
    delayed.release()
    await done
    expect(documentOf(app())).toBe(other)
    expect(shown()).toMatchObject({ kind: 'refusal', title: { en: 'iris.csv: not used as data' } })
    expect(shown()!.sentences.map(({ en }) => en)).toEqual(sentences)
  })
})

describe('a message stays when its action is cancelled', () => {
  const cancelsAction = (answer: 'data' | null, run: () => unknown) => async () => {
    const action = { label: untranslated('A way out'), run }
    notify(untranslated('It went wrong'), [], { actions: [action] })
    const done = runAction(useMessages.getState().failures[0]!, action)
    if (answer !== null) {
      const { dialog } = app()
      if (dialog?.kind !== answer) throw new Error('It did not ask.')
      dialog.answer(null)
    }
    await done
    expect(useMessages.getState().failures.map(({ title }) => title.en)).toEqual(['It went wrong'])
  }
  it('another file', cancelsAction(null, openFile))
  it('other data', cancelsAction('data', chooseData))
  it(
    'a path for the program',
    cancelsAction(null, () => savePython('import keras')),
  )
  it('a data file, and is removed once one is chosen', async () => {
    const action = { label: untranslated('Choose data…'), run: chooseData }
    notify(untranslated('It went wrong'), [], { actions: [action] })
    const choosing = async (path: string | null) => {
      host.chosen = path
      const done = runAction(useMessages.getState().failures[0]!, action)
      const { dialog } = app()
      if (dialog?.kind !== 'data') throw new Error('It did not ask.')
      dialog.answer('table')
      await done
    }
    await choosing(null)
    expect(useMessages.getState().failures).toHaveLength(1)
    await choosing('/home/iris.csv')
    expect(useMessages.getState().failures).toEqual([])
    expect(source()).toMatchObject({ type: 'csv', path: 'iris.csv' })
  })
})

it('the sample becomes the data when chosen', async () => {
  app().edit(labels.setDataSource, (d) => setDataSource(d, { type: 'csv', path: 'iris.csv' }))
  const done = chooseData()
  const { dialog } = app()
  if (dialog?.kind !== 'data') throw new Error('It did not ask.')
  dialog.answer('sample')
  expect(await done).toBe(true)
  expect(source()).toEqual({ type: 'fashion_mnist' })
})

describe('a file that is dropped in a browser and lies where the host can read it', () => {
  const DATA = `${FOLDER}/data/iris.csv`
  it('is used there, without a copy', async () => {
    host.files.set(DATA, 'x')
    await dropInBrowser('iris.csv')
    expect(source()).toMatchObject({ path: 'data/iris.csv' })
    expect(shown()).toMatchObject({ title: { en: 'iris.csv is now the data' }, sentences: [] })
  })
  it('is copied if its content is another one, or if the page cannot tell', async () => {
    host.files.set(DATA, 'y')
    await dropInBrowser('iris.csv')
    expect(source()).toMatchObject({ path: 'iris.csv' })
    host.files.set(DATA, 'x')
    open('other')
    vi.stubGlobal('crypto', {})
    await dropInBrowser('iris.csv')
    vi.unstubAllGlobals()
    expect(source()).toMatchObject({ path: 'iris.csv' })
  })
})

describe('a large file that is dropped in a browser', () => {
  /** A file that claims to have 20 MiB. */
  const large = (name: string) => {
    const file = new File(['x'], name)
    Object.defineProperty(file, 'size', { value: 20 * 2 ** 20 })
    return file
  }

  it('is copied in pieces, and says how far it is', async () => {
    const delayed = delayCall(host, 'endData')
    const done = handleDrop([{ file: large('large.csv'), path: null, folder: null }])
    await vi.waitFor(() => expect(delayed.callCount()).toBe(1))
    expect(shown()).toMatchObject({
      title: { en: 'Copying large.csv' },
      sentences: [{ en: '100 % of 20 MiB.' }],
    })
    delayed.release()
    await done
    expect(source()).toMatchObject({ path: 'large.csv' })
    expect(shown()!.title.en).toBe('large.csv is now the data')
  })

  it('can be cancelled', async () => {
    const before = source()
    const stop = useMessages.subscribe(({ shown: message }) => {
      if (message?.title.en === 'Copying large.csv') message.actions[0]!.run()
    })
    await handleDrop([{ file: large('large.csv'), path: null, folder: null }])
    stop()
    expect(source()).toEqual(before)
    expect(shown()!.title.en).toBe('large.csv is not used: it was cancelled.')
  })
})
