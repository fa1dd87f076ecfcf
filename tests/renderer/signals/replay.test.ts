/** The signals of a run over time: opening, moving, playing, following a run that trains, and what ends them. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Host } from '../../../renderer/host/host.ts'
import {
  followReplay,
  isDrawn,
  leaveReplay,
  moveReplay,
  showSignalsOfRun,
  togglePlay,
  useReplay,
  withFrame,
} from '../../../renderer/signals/replay.ts'
import { shownSignals, toggleSignals, useSignals } from '../../../renderer/signals/state.ts'
import { useDock } from '../../../renderer/state/dock.ts'
import { useMessages } from '../../../renderer/state/notify.ts'
import { useRunSignals } from '../../../renderer/state/run-signals.ts'
import { useApp } from '../../../renderer/state/store.ts'
import { duplicateVariant, labels, moveNodes, setField } from '../../../shared/document/edits.ts'
import { serializeDocument } from '../../../shared/document/file.ts'
import type { SignalsFrame } from '../../../shared/signals/signals.ts'
import { chain } from '../../document/build.ts'
import { sampleSignals } from '../../support/sample-signals.ts'
import { memoryHost } from '../memory-host.ts'

const frame = (epoch: number, step = epoch * 10): SignalsFrame => ({
  epoch,
  step,
  signals: sampleSignals({ loss: 3 - epoch / 10 }),
})
let kept: readonly SignalsFrame[] = []
let text = ''
let stop = () => {}

const app = () => useApp.getState()
const replay = () => useSignals.getState().replay
const setUnits = (value: number) =>
  app().edit(labels.setField('units'), (document) => setField(document, 'dense', 'units', value))
const arrive = async (run: string, epoch: number, step?: number) => {
  useRunSignals.setState({ newest: { run, frame: frame(epoch, step) } })
  await vi.advanceTimersByTimeAsync(0)
}

/** Other runs in each test: what a person has closed stays closed. */
let run = ''
let count = 0

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  run = `run${count++}`
  const memory = memoryHost()
  const host = {
    ...memory,
    engine: { ...memory.engine, runSignals: async () => kept, runDocument: async () => text },
  } satisfies Host
  useApp.setState({ host, workspace: 'design', lostConnection: null })
  app().open(chain('Input', 'Dense', 'Output'), { path: '/home/net.loom', name: 'net', folder: '/home' })
  text = serializeDocument(app().history.present)
  kept = [frame(0), frame(1), frame(2)]
  stop = followReplay()
})

afterEach(() => {
  if (useSignals.getState().isOn) toggleSignals()
  stop()
  vi.useRealTimers()
})

it('shows the newest signals of a run in Design, with the dock at them', async () => {
  useApp.setState({ workspace: 'runs' })
  await showSignalsOfRun(run)
  expect(replay()).toMatchObject({ run, index: 2 })
  expect([app().workspace, useDock.getState().tab, useSignals.getState().isOn]).toEqual([
    'design',
    'signals',
    true,
  ])
  expect(shownSignals(useSignals.getState(), app().variant)?.loss).toBe(2.8)
  expect(isDrawn(app(), useReplay.getState().network!)).toBe(true)
})

it('says so where a run has kept none', async () => {
  kept = []
  await showSignalsOfRun(run)
  expect(replay()).toBeNull()
  expect(useMessages.getState().shown?.title.en).toBe('This run has kept no signals')
})

it('moves within its frames, and plays from the start to the end', async () => {
  await showSignalsOfRun(run)
  moveReplay(-4)
  expect(replay()?.index).toBe(0)
  moveReplay(99)
  expect(replay()?.index).toBe(2)
  togglePlay()
  expect([useReplay.getState().isPlaying, replay()?.index]).toEqual([true, 0])
  await vi.advanceTimersByTimeAsync(10_000)
  expect([useReplay.getState().isPlaying, replay()?.index]).toEqual([false, 2])
})

it('stays at its end as frames arrive, elsewhere in its place; a resumed run repeats frames', async () => {
  await showSignalsOfRun(run)
  await arrive(run, 3)
  expect([replay()?.frames.length, replay()?.index]).toEqual([4, 3])
  moveReplay(1)
  await arrive(run, 4)
  expect([replay()?.frames.length, replay()?.index]).toEqual([5, 1])
  const resumed = withFrame({ run, frames: kept, index: 2 }, frame(1, 5))
  expect([resumed.frames.map(({ step }) => step), resumed.index]).toEqual([[0, 5], 1])
})

it('follows a run of the drawn network while signals are on, until a person leaves it', async () => {
  await arrive(run, 0)
  expect([replay(), useRunSignals.getState().areWanted]).toEqual([null, false])
  toggleSignals()
  expect(useRunSignals.getState().areWanted).toBe(true)
  await arrive(run, 1)
  expect(replay()).toMatchObject({ run, index: 2 })
  leaveReplay()
  await arrive(run, 3)
  expect(replay()).toBeNull()
})

it('does not follow a run of another network', async () => {
  toggleSignals()
  setUnits(7)
  await arrive(run, 1)
  expect(replay()).toBeNull()
})

it('ends with an edit of its network, not with a move', async () => {
  await showSignalsOfRun(run)
  app().edit(labels.moveNodes(1), (document) => moveNodes(document, { dense: { x: 5, y: 5 } }))
  expect(replay()).not.toBeNull()
  setUnits(7)
  expect(replay()).toBeNull()
})

it('shows the network of the run where the drawing is another one by now, and the variant that has it', async () => {
  setUnits(7)
  await showSignalsOfRun(run)
  expect(isDrawn(app(), useReplay.getState().network!)).toBe(false)
  expect(useReplay.getState().network?.analysis.model?.calls.length).toBe(3)
  leaveReplay()
  app().undo()
  app().editWhole(labels.duplicateVariant, duplicateVariant)
  setUnits(9)
  const second = app().variant
  await showSignalsOfRun(run)
  expect(app().variant).not.toBe(second)
  expect(isDrawn(app(), useReplay.getState().network!)).toBe(true)
  app().showVariant(second)
  expect(replay()).toBeNull()
})
