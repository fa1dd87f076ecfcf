/** Sketches of documents, facts on cards, the native menu, kinds of dropped files, data paths of moved documents, lessons. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { commands } from '../../renderer/commands/commands.ts'
import { nativeMenu } from '../../renderer/commands/native-menu.ts'
import { factsOf } from '../../renderer/start/document-facts.ts'
import { lessonOf, resultOf } from '../../renderer/start/lessons.ts'
import { sketch } from '../../renderer/start/sketch.ts'
import { kindOf } from '../../renderer/state/drop.ts'
import { groupExamples } from '../../renderer/state/example-groups.ts'
import { withNotesIn } from '../../renderer/state/example-notes.ts'
import { parseCached } from '../../renderer/state/parse-cached.ts'
import { useApp } from '../../renderer/state/store.ts'
import { moveDataPaths, parentFolder, relativePath } from '../../shared/document/data-paths.ts'
import { mainNetwork } from '../../shared/document/document.ts'
import { addLayer, addNote, moveNodes } from '../../shared/document/edits.ts'
import { serializeDocument } from '../../shared/document/file.ts'
import { emptyDocument } from '../../shared/document/new.ts'
import { createDataReference } from '../../shared/document/settings.ts'
import { analyze } from '../../shared/model/analyze.ts'
import { outputsOf } from '../../shared/model/series.ts'
import { chain } from '../document/build.ts'

describe('a sketch', () => {
  it('shows every node and edge within its frame', () => {
    const { blocks, edges } = sketch(chain('Input', 'Flatten', 'Dense', 'Output'), 160, 96)
    expect(blocks).toHaveLength(4)
    expect(edges.match(/M/g)).toHaveLength(3)
    for (const { x, y, width, height } of blocks) {
      expect(x).toBeGreaterThanOrEqual(0)
      expect(y).toBeGreaterThanOrEqual(0)
      expect(x + width).toBeLessThanOrEqual(160)
      expect(y + height).toBeLessThanOrEqual(96)
    }
    expect(blocks.map((b) => b.definition?.type)).toEqual(['Input', 'Flatten', 'Dense', 'Output'])
  })
  it('of an empty document is empty, of a huge one is limited', () => {
    expect(sketch(emptyDocument('a'), 160, 96)).toEqual({ blocks: [], edges: '' })
    let many = emptyDocument('many')
    for (let i = 0; i < 450; i++) many = addLayer(many, 'Dense', { x: 0, y: i * 84 })
    expect(sketch(many, 160, 96).blocks).toHaveLength(400)
  })
  it('is finite for equal and distant positions', () => {
    const same = moveNodes(chain('Input', 'Output'), { input: { x: 0, y: 0 }, output: { x: 0, y: 0 } })
    const far = moveNodes(same, { output: { x: 1e7, y: -1e7 } })
    for (const document of [same, far])
      for (const block of sketch(document, 160, 96).blocks)
        for (const value of [block.x, block.y, block.width, block.height])
          expect(Number.isFinite(value)).toBe(true)
  })
})

it('a card shows the data and the size; a text that is no document has no sketch', () => {
  const document = {
    ...chain('Input', 'Output'),
    data: createDataReference({ type: 'csv', path: '/a/b/iris.csv' }),
  }
  expect(factsOf(document).map((fact) => fact.en)).toEqual(['iris.csv', '0 parameters'])
  expect(parseCached(serializeDocument(document))).toEqual(document)
  expect(parseCached('{')).toBeNull()
  expect(parseCached(null)).toBeNull()
})

describe('the native menu', () => {
  it('has every command once, in both languages', () => {
    for (const language of ['en', 'ko'] as const) {
      const { sections } = nativeMenu({ ...useApp.getState(), language })
      const entries = sections.flatMap((section) => section.entries).filter(({ id }) => id !== '-')
      expect(entries.map(({ id }) => id).sort()).toEqual(commands.map(({ id }) => id).sort())
      for (const { id, label } of entries)
        expect(label).toBe(commands.find((c) => c.id === id)!.title[language])
    }
  })
  it('has enabled states and accelerators', () => {
    const entry = (id: string) =>
      nativeMenu(useApp.getState())
        .sections.flatMap((section) => section.entries)
        .find((e) => e.id === id)
    expect(entry('undo')).toMatchObject({ enabled: false, accelerator: 'CmdOrCtrl+Z' })
    expect(entry('new')).toMatchObject({ enabled: true, accelerator: 'CmdOrCtrl+Alt+N' })
    expect(entry('recover')).not.toHaveProperty('accelerator')
    useApp.setState({ dialog: { kind: 'commands' } })
    expect(entry('new')?.enabled).toBe(false)
    useApp.setState({ dialog: null })
  })
})

it('the kind of a dropped file follows from its name', () => {
  expect(['a.loom', 'A.LOOM', 't.csv', 't.tsv', 't.txt'].map(kindOf)).toEqual([
    'document',
    'document',
    'table',
    'table',
    'table',
  ])
  expect(kindOf('train-images-idx3-ubyte')).toBe('images')
  expect(kindOf('train-labels-idx1-ubyte.gz')).toBe('labels')
  expect(kindOf('x.idx3')).toBe('images')
  expect(['a.png', 'a.py', 'loom', 'a.loom.exe'].map(kindOf)).toEqual([null, null, null, null])
})

it('relative data paths are adjusted when a document moves', () => {
  const csv = (path: string) => ({ ...emptyDocument('a'), data: createDataReference({ type: 'csv', path }) })
  const movedDataPath = (path: string, from: string | null, to: string | null) =>
    moveDataPaths(csv(path), from, to).data!.source.path
  expect(movedDataPath('t.csv', '/a', '/b')).toBe('/a/t.csv')
  expect(movedDataPath('sub/t.csv', '/a', '/a/sub')).toBe('t.csv')
  expect(movedDataPath('/x/t.csv', '/a', '/b')).toBe('/x/t.csv')
  expect(movedDataPath('t.csv', 'C:\\a', 'C:\\b')).toBe('C:\\a\\t.csv')
  expect(movedDataPath('', '/a', '/b')).toBe('')
  expect(movedDataPath('t.csv', null, '/b')).toBe('t.csv')
  expect(movedDataPath('/b/sub/t.csv', null, '/b')).toBe('sub/t.csv')
  expect(movedDataPath('/b/t.csv', '/a', '/b')).toBe('t.csv')
  expect(movedDataPath('/b/t.csv', '/b', '/b')).toBe('t.csv')
  const same = csv('t.csv')
  expect(moveDataPaths(same, '/a', '/a')).toBe(same)
  const idx = { ...same, data: createDataReference({ type: 'idx', images: 'i.idx', labels: 'l.idx' }) }
  expect(moveDataPaths(idx, '/a', '/b').data!.source).toMatchObject({
    images: '/a/i.idx',
    labels: '/a/l.idx',
  })
  expect(parentFolder('/net.loom')).toBe('/')
  expect(relativePath('/', '/t.csv')).toBe('t.csv')
  expect(relativePath('/a', '/ab/t.csv')).toBe('/ab/t.csv')
})

describe('an example', () => {
  const ids = readdirSync('assets/examples')
    .filter((name) => name.endsWith('.loom'))
    .map((name) => name.slice(0, -'.loom'.length))

  it.each(ids)('%s has a lesson and a figure that it reaches', (id) => {
    const lesson = lessonOf(id)!
    expect(lesson.learns.en.length).toBeLessThan(100)
    expect(lesson.reaches.value).toBeGreaterThan(0)
    const document = parseCached(readFileSync(`assets/examples/${id}.loom`, 'utf8'))!
    const figures = outputsOf(analyze(document).model!).flatMap((output) => output.figures)
    expect(figures.map(({ series }) => `val_${series}`)).toContain(lesson.reaches.figure)
  })

  it('is in the group of what it learns from', () => {
    const examples = ids.map((id) => ({
      id,
      title: id,
      text: readFileSync(`assets/examples/${id}.loom`, 'utf8'),
    }))
    const groups = groupExamples(examples).map(({ title, examples: own }) => [
      title.en,
      own.map(({ id }) => id).sort(),
    ])
    const tables = ['cars', 'iris', 'iris-petal-width', 'lesson-early-stopping', 'penguins', 'wide-and-deep']
    expect(groups).toEqual([
      ['Images', ids.filter((id) => !tables.includes(id)).sort()],
      ['Tables', tables],
    ])
    expect(groupExamples(examples.filter(({ id }) => id === 'iris')).map(({ title }) => title.en)).toEqual([
      'Tables',
    ])
  })

  it('describes its figure', () => {
    const learns = { en: '', ko: '' }
    expect(resultOf({ learns, reaches: { figure: 'val_accuracy', value: 0.884 } })).toEqual({
      en: 'Accuracy about 88 % on unseen rows',
      ko: '새로운 행에서 정확도 약 88%',
    })
    const error = { figure: 'val_mean_absolute_error', value: 0.142, unit: 'cm' } as const
    expect(resultOf({ learns, reaches: error }).en).toBe('Mean error about 0.14 cm on unseen rows')
    const stopping = { figure: 'val_loss', value: 1, epoch: 241 }
    expect(resultOf({ learns, reaches: stopping }).en).toBe('Best on unseen rows after about 240 epochs')
    const stuck = { figure: 'val_accuracy', value: 0.1, isChance: true } as const
    expect(resultOf({ learns, reaches: stuck }).en).toBe('Accuracy 10 %, as by chance, until you repair it')
  })

  it('has each note in both languages, and shows those of one', () => {
    for (const id of ids) {
      const document = parseCached(readFileSync(`assets/examples/${id}.loom`, 'utf8'))!
      const notesIn = (language: 'en' | 'ko') =>
        Object.values(withNotesIn(document, language).networks).flatMap(({ notes }) => Object.keys(notes))
      const [english, korean] = [notesIn('en'), notesIn('ko')]
      expect(english.map((note) => note.replace(/_en$/, '_ko'))).toEqual(korean)
      expect(english.every((note) => note.endsWith('_en'))).toBe(true)
    }
    const vanishing = parseCached(readFileSync('assets/examples/lesson-vanishing.loom', 'utf8'))!
    const shown = Object.values(withNotesIn(vanishing, 'ko').networks).map(({ notes }) => Object.keys(notes))
    expect(shown).toEqual(Array.from({ length: 4 }, () => ['note_ko']))
    const own = addNote(vanishing, { x: 0, y: 0 }, 'mine')
    expect(Object.keys(mainNetwork(withNotesIn(own, 'en')).notes)).toEqual(['note_en', 'note'])
  })

  it('that is not built in has no lesson', () => {
    expect(lessonOf('mine')).toBeNull()
    expect(lessonOf('constructor')).toBeNull()
  })
})
