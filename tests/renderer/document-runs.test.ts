/** The runs that the window shows: those of the open document, from this session and from the disk. */

import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { commandOf, runCommand } from '../../renderer/commands/commands.ts'
import { runAction } from '../../renderer/state/attempt.ts'
import {
  findOlderRuns,
  findRuns,
  followRuns,
  ownRuns,
  showRunsOf,
} from '../../renderer/state/document-runs.ts'
import { useMessages } from '../../renderer/state/notify.ts'
import { useRunList } from '../../renderer/state/run-list.ts'
import { fromInfo } from '../../renderer/state/runs.ts'
import { saveAs } from '../../renderer/state/saving.ts'
import { documentOf, useApp } from '../../renderer/state/store.ts'
import {
  attach,
  canContinue,
  continueRun,
  repeat,
  resume,
  shownRun,
  train,
} from '../../renderer/state/training.ts'
import { duplicateVariant } from '../../shared/document/edits.ts'
import { serializeDocument } from '../../shared/document/file.ts'
import { emptyDocument } from '../../shared/document/new.ts'
import type { FoundRun, RunOwner } from '../../shared/ipc/contract/index.ts'
import { untranslated } from '../../shared/text.ts'
import { chain } from '../document/build.ts'
import { type MemoryHost, memoryHost, sampleRun } from './memory-host.ts'
import { listedRun } from './run-rows.ts'

const first = useApp.getState()
let host: MemoryHost
beforeEach(() => {
  useApp.setState(first, true)
  useMessages.setState({ shown: null, waiting: [], failures: [] })
  host = memoryHost()
  useApp.setState({ host })
})

const infoOf = (run: string, owner: RunOwner, startedAt = 1) => ({
  ...sampleRun({ document: '', folder: null, owner }, run),
  startedAt,
})
const found = (run: string, owner: RunOwner, startedAt = 1): FoundRun => ({
  info: infoOf(run, owner, startedAt),
  result: {
    run,
    state: 'paused',
    bestEpoch: null,
    folder: `/runs/${run}`,
    seconds: 1,
    problems: [],
    reason: untranslated('It can go on.'),
  },
  epochsDone: 2,
})
const open = (path: string | null) =>
  useApp.getState().open(emptyDocument('net'), { path, name: 'net', folder: null })
const shown = () => ownRuns(useApp.getState()).map(({ info }) => info.run)
const draft = () => useApp.getState().file.draft!

it('runs of another document are not shown after File > New', () => {
  open('/a.loom')
  useApp.setState({ runs: { r: fromInfo(infoOf('r', { path: '/a.loom' })) }, shownRun: 'r' })
  expect(shownRun(useApp.getState())?.info.run).toBe('r')
  open(null)
  expect(shownRun(useApp.getState())).toBeNull()
  expect(draft()).toMatch(/^[a-z0-9]{16}$/)
  const before = draft()
  open(null)
  expect(draft()).not.toBe(before)
  open('/a.loom')
  expect(shown()).toEqual(['r'])
})

it('runs on the disk are found when a document is opened, and read when they are shown', async () => {
  host.found.push(found('old', { path: '/a.loom' }, 1), found('new', { path: '/a.loom' }, 2))
  host.found.push(found('other', { path: '/b.loom' }))
  const stop = followRuns(shownRun)
  open('/a.loom')
  await vi.waitFor(() => expect(shown()).toEqual(['new', 'old']))
  await vi.waitFor(() => expect(useApp.getState().runs.new!.unread).toBeUndefined())
  expect(host.openedRuns).toEqual(['new'])
  expect(useApp.getState().runs.old!.unread).toBe(2)
  useApp.setState({ shownRun: 'old' })
  await vi.waitFor(() => expect(useApp.getState().runs.old!.unread).toBeUndefined())
  stop()
})

it('runs of a draft belong to the file once it is saved; a later copy has none', async () => {
  open(null)
  const draftId = draft()
  host.found.push(found('disk', { draft: draftId }))
  useApp.setState({ runs: { here: fromInfo(infoOf('here', { draft: draftId }, 5)) } })
  await findRuns()
  expect(shown()).toEqual(['here', 'disk'])
  const save = (path: string) => useApp.setState(({ file }) => ({ file: { ...file, path } }))
  save('/net.loom')
  // The runs are shown without interruption.
  expect(shown()).toContain('here')
  await findRuns()
  expect(host.asked.at(-1)).toEqual({ path: '/net.loom', draft: draftId })
  expect(shown()).toEqual(['here', 'disk'])
  expect(useApp.getState().file.draft).toBeUndefined()
  expect(useApp.getState().runs.here!.info.owner).toEqual({ path: '/net.loom' })
  save('/copy.loom')
  await findRuns()
  expect(shown()).toEqual([])
})

it('runs of a missing file are taken over, runs of another document are shown too', async () => {
  open('/new.loom')
  host.found.push(found('moved', { path: '/old.loom' }), found('theirs', { path: '/theirs.loom' }))
  // One of them was opened when the file had its old name.
  useApp.setState({ runs: { seen: fromInfo(infoOf('seen', { path: '/old.loom' })) } })
  host.found.push(found('seen', { path: '/old.loom' }))
  const document = { name: 'net', runs: 1, latest: 1 }
  await showRunsOf({ ...document, owner: { path: '/old.loom' }, missing: true })
  expect(shown().toSorted()).toEqual(['moved', 'seen'])
  await showRunsOf({ ...document, owner: { path: '/theirs.loom' }, missing: false })
  await findRuns()
  expect(shown().toSorted()).toEqual(['moved', 'seen', 'theirs'])
  open('/new.loom')
  await findRuns()
  expect(shown().toSorted()).toEqual(['moved', 'seen'])
})

it('a response for the previous document is ignored', async () => {
  host.found.push(found('a', { path: '/a.loom' }))
  open('/a.loom')
  const asked = findRuns()
  open('/b.loom')
  await asked
  expect(useApp.getState().runs).toEqual({})
})

it('a running run without a window is shown by the next window, until another document is opened', async () => {
  const snapshot = (run: string, at: number, isFinished: boolean) => {
    const { info, result } = found(run, { draft: 'c'.repeat(16) }, at)
    return {
      info,
      epochEnds: [],
      points: new Float32Array(),
      progress: null,
      result: isFinished ? result : null,
      log: [],
    }
  }
  host.engine.attach = async () => [snapshot('going', 2, false)]
  open('/mine.loom')
  await attach()
  expect(shown()).toEqual(['going'])
  open(null)
  expect(shown()).toEqual([])
  host.engine.attach = async () => [snapshot('over', 3, true)]
  await attach()
  expect(shown()).toEqual([])
})

// The timers are also restored after a failed test.
afterEach(() => void vi.useRealTimers())

it('runs of another engine in progress are requested again', async () => {
  vi.useFakeTimers()
  open('/a.loom')
  host.busy = true
  await findRuns()
  expect(shown()).toEqual([])
  host.busy = false
  host.found.push(found('over', { path: '/a.loom' }))
  await vi.advanceTimersByTimeAsync(5000)
  expect(shown()).toEqual(['over'])
  const asked = host.asked.length
  await vi.advanceTimersByTimeAsync(60_000)
  expect(host.asked).toHaveLength(asked)
})

it('a failed search for runs is retried, and reported once', async () => {
  vi.useFakeTimers()
  open('/a.loom')
  host.found.push(found('old', { path: '/a.loom' }))
  const { runsOf } = host.engine
  let asked = 0
  host.engine.runsOf = async () => {
    asked++
    throw new Error('the disk does not answer')
  }
  await findRuns()
  const kept = () => useMessages.getState().failures.map(({ title }) => title.en)
  expect(kept()).toEqual(['Earlier runs were not found'])
  useMessages.setState({ shown: null })
  await vi.advanceTimersByTimeAsync(10 * 60_000)
  expect(asked).toBeGreaterThan(5)
  expect(asked).toBeLessThan(20)
  expect(useMessages.getState().shown).toBeNull()
  host.engine.runsOf = runsOf
  await vi.advanceTimersByTimeAsync(60_000)
  expect(shown()).toEqual(['old'])
  expect(kept()).toEqual([])
})

it('runs beyond the first 200 are loaded on request', async () => {
  open('/a.loom')
  for (let i = 0; i < 450; i++) host.found.push(found(`r${i}`, { path: '/a.loom' }, 1000 - i))
  await findRuns()
  expect(shown()).toHaveLength(200)
  expect(useApp.getState().olderRuns).toBe('more')
  await findOlderRuns()
  await findOlderRuns()
  expect(shown()).toHaveLength(450)
  expect(useApp.getState().olderRuns).toBe('none')
  open('/a.loom')
  await findRuns()
  expect(useApp.getState().olderRuns).toBe('more')
})

it('runs of another document are not shown for a copy', async () => {
  useApp.setState({ hostInfo: await host.host.info() })
  open('/a.loom')
  host.found.push(found('theirs', { path: '/theirs.loom' }))
  await showRunsOf({ name: 'net', runs: 1, latest: 1, owner: { path: '/theirs.loom' }, missing: false })
  await findRuns()
  expect(shown()).toEqual(['theirs'])
  host.chosen = '/copy.loom'
  await saveAs()
  expect(shown()).toEqual([])
})

it('a retry applies to the run that failed to resume or repeat, whichever run is shown by then', async () => {
  open('/a.loom')
  host.found.push(found('first', { path: '/a.loom' }, 1), found('second', { path: '/a.loom' }, 2))
  await findRuns()
  const { engine } = host
  for (const [method, done, call] of [
    ['resume', host.resumed, resume],
    ['repeat', host.repeated, repeat],
  ] as const) {
    const originalCall = engine[method]
    useApp.setState({ shownRun: 'first' })
    engine[method] = async () => {
      throw new Error('the disk is full')
    }
    await call()
    useApp.setState({ shownRun: 'second' })
    engine[method] = originalCall
    const message = useMessages.getState().failures[0]!
    await runAction(message, message.actions[0]!)
    expect(done).toEqual(['first'])
  }
})

it('in the Runs workspace the commands act on the current row', () => {
  useApp.setState({ workspace: 'runs' })
  useRunList.setState({
    runs: [listedRun('a', { state: 'stopped' }), listedRun('b')],
    current: 'a',
  })
  for (const id of ['resume', 'repeat']) {
    expect(commandOf(id).enabled(useApp.getState())).toBe(true)
    runCommand(commandOf(id))
    useApp.setState({ starting: false })
  }
  expect([host.resumed, host.repeated]).toEqual([['a'], ['a']])
  useRunList.setState({ current: 'b' })
  expect(commandOf('resume').enabled(useApp.getState())).toBe(false)
  useApp.setState({ workspace: 'design' })
})

it('more epochs follow a run that has ended and trained', async () => {
  await continueRun('first', 4)
  expect(host.continued).toEqual([{ run: 'first', epochs: 4 }])
  expect(useApp.getState().shownRun).toBe('more-first')
  expect(canContinue({ state: 'stopped', epochsDone: 1 })).toBe(true)
  expect(canContinue({ state: 'stopped', epochsDone: 0 })).toBe(false)
  expect(canContinue({ state: 'paused', epochsDone: 1 })).toBe(false)
  expect(canContinue({ state: 'failed', epochsDone: 1 })).toBe(false)
})

it('a retry applies to the variant whose training did not start, whichever variant is shown by then', async () => {
  useApp.getState().open(duplicateVariant(chain('Input', 'Dense', 'Output')), {
    path: '/a.loom',
    name: 'a',
    folder: '/',
  })
  const { train: originalCall } = host.engine
  host.engine.train = async () => {
    throw new Error('the disk is full')
  }
  const failed = documentOf(useApp.getState())
  await train()
  useApp.getState().showVariant('main')
  expect(documentOf(useApp.getState()).main).not.toBe(failed.main)
  host.engine.train = originalCall
  const message = useMessages.getState().failures[0]!
  await runAction(message, message.actions[0]!)
  expect(host.jobs.map(({ document }) => document)).toEqual([serializeDocument(failed)])
})

it('an unreadable run is reported once, and can be read again', async () => {
  host.found.push(found('first', { path: '/a.loom' }, 2), found('second', { path: '/a.loom' }, 1))
  const openRun = vi.spyOn(host.engine, 'openRun').mockRejectedValue(new Error('the disk is away'))
  const stop = followRuns(shownRun)
  open('/a.loom')
  const kept = () => useMessages.getState().failures
  await vi.waitFor(() => expect(kept().map(({ title }) => title.en)).toEqual(['The run cannot be read']))
  // Other changes do not trigger another attempt.
  useApp.setState(({ runs }) => ({ runs: { ...runs } }))
  expect(openRun).toHaveBeenCalledOnce()
  const message = kept()[0]!
  await runAction(message, message.actions[0]!)
  expect(openRun).toHaveBeenCalledTimes(2)
  expect(kept()).toHaveLength(1)
  // When it is shown again, it is read again.
  for (const shownRun of ['second', 'first']) {
    useMessages.setState({ failures: [] })
    useApp.setState({ shownRun })
    await vi.waitFor(() => expect(kept()).toHaveLength(1))
  }
  expect(openRun).toHaveBeenCalledTimes(4)
  openRun.mockRestore()
  await runAction(kept()[0]!, kept()[0]!.actions[0]!)
  expect(kept()).toEqual([])
  expect(host.openedRuns).toHaveLength(1)
  expect(useApp.getState().runs[host.openedRuns[0]!]!.unread).toBeUndefined()
  stop()
})

it('a failed take-over can be retried, for the file that was open then', async () => {
  open('/new.loom')
  host.found.push(found('moved', { path: '/old.loom' }))
  const moveRuns = vi.spyOn(host.engine, 'moveRuns').mockRejectedValueOnce(new Error('the disk is full'))
  await showRunsOf({ name: 'net', runs: 1, latest: 1, owner: { path: '/old.loom' }, missing: true })
  const kept = () => useMessages.getState().failures
  expect(kept().map(({ title }) => title.en)).toEqual(['The runs were not taken over'])
  open('/other.loom')
  await runAction(kept()[0]!, kept()[0]!.actions[0]!)
  expect(moveRuns).toHaveBeenLastCalledWith('/old.loom', '/new.loom')
  expect(kept()).toEqual([])
  expect(shown()).toEqual([])
  open('/new.loom')
  await findRuns()
  expect(shown()).toEqual(['moved'])
})
