/** How signals follow the document: what asks for new ones, in which order, and what becomes of the old ones. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Host } from '../../../renderer/host/host.ts'
import { followSignals, watchVariants } from '../../../renderer/signals/follow.ts'
import {
  anotherDraw,
  closeReplay,
  setReplay,
  shownSignals,
  toggleSignals,
  useSignals,
} from '../../../renderer/signals/state.ts'
import { useActivations } from '../../../renderer/state/activations.ts'
import { useApp } from '../../../renderer/state/store.ts'
import { mainNetwork } from '../../../shared/document/document.ts'
import { addNote, duplicateVariant, labels, moveNodes, setField } from '../../../shared/document/edits.ts'
import { parseDocument } from '../../../shared/document/file.ts'
import type { SignalsQuery } from '../../../shared/ipc/contract/index.ts'
import { ProblemError, problem } from '../../../shared/problem.ts'
import type { Signals } from '../../../shared/signals/signals.ts'
import { untranslated } from '../../../shared/text.ts'
import { chain } from '../../document/build.ts'
import { sampleSignals } from '../../support/sample-signals.ts'
import { memoryHost } from '../memory-host.ts'

interface Asked extends SignalsQuery {
  answer(signals: Signals): void
  refuse(error: unknown): void
}
/** The queries in the order in which the engine got them, and how often it was told to end. */
let asked: Asked[] = []
let ends = 0
let stop = () => {}

const app = () => useApp.getState()
const entry = (variant = app().variant) => useSignals.getState().byVariant.get(variant)
const unitsOf = ({ document }: SignalsQuery) => mainNetwork(parseDocument(document)).layers.dense!.props.units
const setUnits = (value: number) =>
  app().edit(labels.setField('units'), (document) => setField(document, 'dense', 'units', value))
const pass = (milliseconds = 30) => vi.advanceTimersByTimeAsync(milliseconds)
async function answer(signals = sampleSignals()): Promise<void> {
  asked.at(-1)!.answer(signals)
  await pass(0)
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  asked = []
  ends = 0
  const memory = memoryHost()
  const signals = (query: SignalsQuery) =>
    new Promise<Signals>((answer, refuse) => asked.push({ ...query, answer, refuse }))
  const endSignals = async () => void ends++
  const host = { ...memory, engine: { ...memory.engine, signals, endSignals } } satisfies Host
  useApp.setState({ host, data: { state: 'none' }, workspace: 'design', lostConnection: null })
  app().open(duplicateVariant(chain('Input', 'Dense', 'Output')), {
    path: '/home/net.loom',
    name: 'net',
    folder: '/home',
  })
  stop = followSignals()
})

afterEach(() => {
  if (useSignals.getState().isOn) toggleSignals()
  stop()
  vi.useRealTimers()
})

it('are off at first: nothing is computed', async () => {
  setUnits(7)
  await pass()
  expect([useSignals.getState().isOn, asked]).toEqual([false, []])
})

it('are computed for the shown variant, with the document that is drawn', async () => {
  toggleSignals()
  await pass()
  expect(asked).toMatchObject([{ slot: 'window', folder: '/home', file: '/home/net.loom', draw: 0 }])
  expect(parseDocument(asked[0]!.document).main).toBe(app().variant)
  expect(useSignals.getState().computing).toBe(app().variant)
  const signals = sampleSignals()
  await answer(signals)
  expect(entry()).toEqual({ signals, isStale: false, problems: [] })
  expect(shownSignals(useSignals.getState(), app().variant)).toBe(signals)
  expect(useSignals.getState().computing).toBeNull()
})

it('follow an edit: the old figures are stale until the new ones are there', async () => {
  toggleSignals()
  await pass()
  await answer()
  setUnits(7)
  expect(entry()).toMatchObject({ isStale: true })
  await pass()
  expect(asked.map(unitsOf)).toEqual([100, 7])
  await answer(sampleSignals({ milliseconds: 5 }))
  expect(entry()).toMatchObject({ isStale: false, signals: { milliseconds: 5 } })
})

it('stay as they are when a node moves or a note changes', async () => {
  toggleSignals()
  await pass()
  await answer()
  app().edit(labels.moveNodes(1), (document) => moveNodes(document, { dense: { x: 500, y: 500 } }))
  app().edit(labels.addNote, (document) => addNote(document, { x: 0, y: 0 }))
  await pass()
  expect(asked).toHaveLength(1)
  expect(entry()).toMatchObject({ isStale: false })
})

it('wait for a young query, whose figures are shown as those of an older drawing, and replace an older one', async () => {
  toggleSignals()
  await pass()
  setUnits(7)
  await pass()
  setUnits(8)
  await pass()
  expect(asked).toHaveLength(1)
  await answer()
  expect(entry()).toMatchObject({ isStale: true })
  expect(asked.map(unitsOf)).toEqual([100, 8])
  await pass(300)
  setUnits(9)
  await pass()
  expect(asked.map(unitsOf)).toEqual([100, 8, 9])
  asked[1]!.refuse(new ProblemError([problem('signals_replaced', untranslated('Replaced.'))]))
  await pass(0)
  expect(entry()).toMatchObject({ problems: [] })
})

it('of the other variants follow while something shows them', async () => {
  toggleSignals()
  await pass()
  await answer()
  await pass()
  expect(asked).toHaveLength(1)
  const stopWatching = watchVariants()
  await pass()
  await answer()
  expect(asked.map(({ document }) => parseDocument(document).main)).toEqual([
    ...useSignals.getState().byVariant.keys(),
  ])
  expect(useSignals.getState().byVariant.size).toBe(2)
  stopWatching()
  setUnits(7)
  await pass()
  await answer()
  await pass()
  expect(asked).toHaveLength(3)
})

it('are refused in words, and the old figures stay', async () => {
  toggleSignals()
  await pass()
  await answer()
  setUnits(7)
  await pass()
  const refused = problem('signals_layers', untranslated('More layers than can be shown.'))
  asked[1]!.refuse(new ProblemError([refused]))
  await pass()
  expect(entry()).toMatchObject({ isStale: true, problems: [refused], signals: { milliseconds: 41 } })
  expect(asked).toHaveLength(2)
  setUnits(8)
  await pass()
  await answer()
  expect(entry()).toMatchObject({ isStale: false, problems: [] })
})

it('of another draw have a number that is added to the seed', async () => {
  toggleSignals()
  await pass()
  await answer()
  anotherDraw()
  expect(entry()).toMatchObject({ isStale: true })
  await pass()
  expect(asked.map(({ draw }) => draw)).toEqual([0, 1])
})

it('wait while the data are read, and for the workspace that shows them', async () => {
  useApp.setState({ data: { state: 'reading' } })
  toggleSignals()
  await pass()
  expect(asked).toEqual([])
  useApp.setState({ data: { state: 'none' }, workspace: 'runs' })
  await pass()
  expect(asked).toEqual([])
  useApp.setState({ workspace: 'design' })
  await pass()
  expect(asked).toHaveLength(1)
})

it('of a run stand in for those of the drawing', async () => {
  toggleSignals()
  await pass()
  await answer()
  const signals = sampleSignals({ milliseconds: 3 })
  setReplay({ run: 'r1', frames: [{ epoch: 0, step: 0, signals }], index: 0 })
  setUnits(7)
  await pass()
  expect(shownSignals(useSignals.getState(), app().variant)).toBe(signals)
  expect(asked).toHaveLength(1)
  closeReplay()
  await pass()
  expect(asked).toHaveLength(2)
})

it('end with another document, when turned off, and when the activations of a row are shown', async () => {
  toggleSignals()
  await pass()
  await answer()
  toggleSignals()
  expect([entry(), ends]).toEqual([undefined, 1])
  toggleSignals()
  await pass()
  app().open(chain('Input', 'Dense'), { path: null, name: 'other', folder: null })
  await answer()
  expect(entry()?.signals ?? null).toBeNull()
  useActivations.setState({ shown: { row: 0, outputs: new Map(), computed: '' } })
  expect(useSignals.getState().isOn).toBe(false)
  toggleSignals()
  expect(useActivations.getState().shown).toBeNull()
})
