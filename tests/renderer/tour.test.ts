/** The tour: it opens its example, goes on when a person has done what a step asks for, and can be left at any step. */
import { readFileSync } from 'node:fs'
import { beforeEach, expect, it } from 'vitest'
import { toggleSignals, useSignals } from '../../renderer/signals/state.ts'
import { useDock } from '../../renderer/state/dock.ts'
import { fromInfo } from '../../renderer/state/runs.ts'
import { documentOf, useApp } from '../../renderer/state/store.ts'
import { endTour, goToStep, startTour, useTour } from '../../renderer/tour/state.ts'
import { steps } from '../../renderer/tour/steps.ts'
import { mainNetwork } from '../../shared/document/document.ts'
import { setField } from '../../shared/document/edits.ts'
import { emptyDocument } from '../../shared/document/new.ts'
import { memoryHost, sampleRun } from './memory-host.ts'

const first = useApp.getState()
beforeEach(() => {
  endTour()
  useApp.setState(first, true)
  useSignals.setState({ isOn: false, draw: 0, byVariant: new Map(), computing: null, replay: null })
  const host = memoryHost()
  const text = readFileSync('assets/examples/lesson-vanishing.loom', 'utf8')
  useApp.setState({
    host: {
      ...host,
      host: {
        ...host.host,
        readExample: async () => ({
          name: 'lesson-vanishing.loom',
          path: '/e/lesson-vanishing.loom',
          text,
          version: '1',
        }),
      },
    },
  })
})

const step = () => useTour.getState().step
const trained = () => useTour.getState().trained
function train(run: string): void {
  const info = { ...sampleRun({ document: '', folder: null }, run), startedAt: 1 }
  useApp.setState(({ runs }) => ({ runs: { ...runs, [run]: fromInfo(info) } }))
}
/** The hidden layers get another activation. */
const repairStep = (activation: string) =>
  useApp.getState().edit({ en: 'Repair', ko: '고치기' }, (document) =>
    Object.entries(mainNetwork(document).layers)
      .filter(([, { props }]) => props.units === 100)
      .reduce((edited, [id]) => setField(edited, id, 'activation', activation), document),
  )

it('leads through the five steps, each as far as it is done', async () => {
  await startTour()
  expect(useApp.getState().file.name).toBe('lesson-vanishing')
  expect(Object.keys(documentOf(useApp.getState()).networks)).toHaveLength(4)
  expect(step()).toBe(0)
  toggleSignals()
  expect(step()).toBe(1)
  expect(useDock.getState()).toMatchObject({ tab: 'signals', folded: false })
  goToStep(2)
  useApp
    .getState()
    .edit({ en: 'Edit', ko: '편집' }, (document) => setField(document, 'dense', 'activation', 'tanh'))
  expect(step(), 'one layer').toBe(2)
  repairStep('relu')
  expect(step()).toBe(3)
  train('a')
  expect([step(), trained()]).toEqual([3, ['repaired']])
  useApp.getState().undo()
  useApp.getState().undo()
  train('b')
  expect([step(), trained()]).toEqual([4, ['repaired', 'original']])
  const frames = [0, 1].map((epoch) => ({ epoch, step: epoch, signals: {} as never }))
  useSignals.setState({ replay: { run: 'b', frames, index: 1 } })
  expect(useTour.getState().hasReplayed).toBe(false)
  useSignals.setState({ replay: { run: 'b', frames, index: 0 } })
  expect([step(), useTour.getState().hasReplayed]).toEqual([4, true])
  goToStep(5)
  expect(step()).toBeNull()
})

it('stays at a step that was done before it came, until Next', async () => {
  useSignals.setState({ isOn: true })
  await startTour()
  expect(step()).toBe(0)
  useApp.setState({ selection: { nodes: [], edges: [], notes: [] } })
  expect(step()).toBe(0)
  goToStep(1)
  goToStep(0)
  expect(step()).toBe(0)
})

it('can be left, and ends with another document', async () => {
  await startTour()
  endTour()
  expect(step()).toBeNull()
  toggleSignals()
  expect(step(), 'it follows nothing any more').toBeNull()
  await startTour()
  useApp.getState().open(emptyDocument('b'), { path: null, name: 'b', folder: null })
  expect(step()).toBeNull()
})

it('does not begin if the open document is to be kept', async () => {
  useApp.getState().edit({ en: 'Add', ko: '추가' }, (document) => ({ ...document, name: 'mine' }))
  const starting = startTour()
  await expect.poll(() => useApp.getState().dialog?.kind).toBe('discard')
  const { dialog } = useApp.getState()
  if (dialog?.kind === 'discard') dialog.answer('cancel')
  await starting
  expect(step()).toBeNull()
})

it('has five steps in both languages, each of which points at something', () => {
  expect(steps).toHaveLength(5)
  for (const { anchors } of steps) expect(anchors.length).toBeGreaterThan(0)
})
