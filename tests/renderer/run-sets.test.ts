/** Sets of runs in the window: one press for all folds or several seeds, and what Stop means then. */
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { commandOf } from '../../renderer/commands/commands.ts'
import { stateSentence } from '../../renderer/panels/dock/run-text.ts'
import { followSet, readRuns, setChosen, useRunList } from '../../renderer/state/run-list.ts'
import { stopOrAsk, trainFolds } from '../../renderer/state/run-sets.ts'
import { fromInfo, type RunView } from '../../renderer/state/runs.ts'
import { useApp } from '../../renderer/state/store.ts'
import { engineEvents, trainSet } from '../../renderer/state/training.ts'
import type { Document } from '../../shared/document/document.ts'
import type { ListedRun, RunInfo } from '../../shared/ipc/contract/index.ts'
import { untranslated } from '../../shared/text.ts'
import { chain } from '../document/build.ts'
import { type MemoryHost, memoryHost, sampleRun } from './memory-host.ts'
import { listedRun } from './run-rows.ts'

const first = useApp.getState()
let host: MemoryHost
beforeEach(() => {
  useApp.setState(first, true)
  host = memoryHost()
  useApp.setState({ host })
})

const withSplit = (method: 'kfold' | 'train_test_split', n_splits?: number): Document => ({
  ...chain('Input', 'Dense'),
  data: {
    source: { type: 'fashion_mnist' },
    split: { method, validation: 0.1, test: 0.1, seed: 1, stratify: true, n_splits },
    fingerprint: null,
  },
})
const open = (document: Document) =>
  useApp.getState().open(document, { path: '/a.loom', name: 'a', folder: '/' })

const member = (index: number, more: Partial<RunInfo> = {}): RunInfo => ({
  ...sampleRun({ document: '', folder: null, owner: { path: '/a.loom' } }, `fold-${index}`),
  startedAt: index,
  set: { id: '4a5cdb49-2c3b-4ac1-a7aa-70f9a6cd1a30', index, count: 3 },
  following: 2 - index,
  ...more,
})
const training = (info: RunInfo): RunView => ({ ...fromInfo(info), state: 'training' })

describe('a set', () => {
  it('of folds has those of the split, five where it says nothing', async () => {
    open(withSplit('kfold', 3))
    expect(commandOf('train-folds').enabled(useApp.getState())).toBe(true)
    await trainFolds()
    expect(host.plans).toEqual([{ kind: 'folds', count: 3 }])
    expect(host.jobs[0]).toMatchObject({ owner: { path: '/a.loom' }, folder: '/' })
    useApp.setState({ runs: {} })
    open(withSplit('kfold'))
    await trainFolds()
    expect(host.plans.at(-1)).toEqual({ kind: 'folds', count: 5 })
  })

  it('of folds is not offered for a split without folds', async () => {
    open(withSplit('train_test_split', 3))
    expect(commandOf('train-folds').enabled(useApp.getState())).toBe(false)
    expect(commandOf('train-seeds').enabled(useApp.getState())).toBe(true)
    await trainFolds()
    expect(host.plans).toEqual([])
  })

  it('shows its runs one after the other', async () => {
    vi.stubGlobal('document', { visibilityState: 'visible' })
    vi.stubGlobal('requestAnimationFrame', (call: () => void) => setTimeout(call))
    vi.stubGlobal('cancelAnimationFrame', () => {})
    open(withSplit('kfold', 3))
    useApp.setState({ runs: { 'fold-0': training(member(0)) }, shownRun: 'fold-0' })
    engineEvents.finished({
      run: 'fold-0',
      state: 'finished',
      bestEpoch: null,
      folder: '/runs/0',
      seconds: 1,
      problems: [],
      reason: untranslated(''),
    })
    engineEvents.runStarted(member(1))
    await vi.waitFor(() => expect(useApp.getState().shownRun).toBe('fold-1'))
    // A person who looks at an earlier one is left there.
    useApp.setState({ shownRun: 'fold-0' })
    engineEvents.runStarted({ ...member(1), stepsPerEpoch: 5 })
    await vi.waitFor(() => expect(useApp.getState().runs['fold-1']!.info.stepsPerEpoch).toBe(5))
    expect(useApp.getState().shownRun).toBe('fold-0')
    vi.unstubAllGlobals()
    await trainSet({ kind: 'seeds', count: 4 })
    expect(host.plans, 'while one trains').toEqual([])
  })

  it('of optimizers is shown in Runs, where each of its runs is chosen as it starts, until a person chooses others', async () => {
    const id = member(0).set!.id
    const optimizer = (index: number): ListedRun => {
      const run = listedRun(`o${index}`)
      return { ...run, info: { ...run.info, set: { id, index, count: 7, kind: 'optimizers' } } }
    }
    host.listed = [optimizer(0)]
    await readRuns()
    followSet({ id })
    expect(useRunList.getState().chosen).toEqual(['o0'])
    host.listed = [listedRun('other'), optimizer(2), optimizer(1), optimizer(0)]
    await readRuns()
    expect(useRunList.getState().chosen).toEqual(['o0', 'o1', 'o2'])
    setChosen(['o1'])
    await readRuns()
    expect(useRunList.getState().chosen).toEqual(['o1'])
  })

  it('says which of its runs trains', () => {
    const run = training(member(1))
    expect(stateSentence(run)).toEqual({
      en: 'Fold 2 of 3: training, epoch 1 of 3',
      ko: '폴드 2/3: 학습 중, 에포크 1/3',
    })
    const seeds = { ...member(0), set: { ...member(0).set!, kind: 'seeds' as const } }
    expect(stateSentence(training(seeds)).en).toBe('Seed 1 of 3: training, epoch 1 of 3')
  })
})

describe('Stop', () => {
  const answer = (choice: 'all' | 'one' | 'cancel') => {
    const { dialog } = useApp.getState()
    if (dialog?.kind !== 'stop-set') throw new Error(`The dialog is ${dialog?.kind}.`)
    dialog.answer(choice)
  }
  beforeEach(() => {
    open(withSplit('kfold', 3))
    useApp.setState({ runs: { 'fold-0': training(member(0)) } })
  })

  it.each([
    ['all', ['fold-0'], []],
    ['one', [], ['fold-0']],
    ['cancel', [], []],
  ] as const)('asks what to stop: %s', async (choice, stopped, skipped) => {
    const done = stopOrAsk()
    answer(choice)
    await done
    expect(host.stopped).toEqual(stopped)
    expect(host.skipped).toEqual(skipped)
  })

  it('does not ask where nothing follows', async () => {
    const { following: _, ...last } = member(2)
    useApp.setState({ runs: { 'fold-2': training(last) } })
    await stopOrAsk()
    expect(host.stopped).toEqual(['fold-2'])
    expect(useApp.getState().dialog).toBeNull()
  })
})
