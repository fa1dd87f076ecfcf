/** Any fault of a run’s process ends the run. A run that stayed live would block every later run. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { ChildEvents, ChildRun } from '../../../electron/engine/runs/child-run.ts'
import { startRun } from '../../../electron/engine/runs/live-run.ts'
import { parseDocument } from '../../../shared/document/file.ts'
import type { RunEvents, RunResult } from '../../../shared/ipc/contract/index.ts'
import { analyze } from '../../../shared/model/analyze.ts'
import { documentText, writeTable } from '../support.ts'

/** A run whose child processes are mocks. */
function runOf(onLog: (text: string) => void = () => {}) {
  const folder = mkdtempSync(join(tmpdir(), 'layerloom-live-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const text = documentText({ features: 4, path: writeTable(folder, 60, 4) })
  const document = parseDocument(text)
  const children: { readonly child: ChildRun; readonly events: ChildEvents }[] = []
  const results: RunResult[] = []
  const listeners: RunEvents = {
    runStarted: () => {},
    runChanged: () => {},
    progress: () => {},
    epochsEnded: () => {},
    runSignals: () => {},
    log: (_, line) => onLog(line.text.en),
    finished: (result) => void results.push(result),
  }
  const place = {
    launch(_: string | null, events: ChildEvents): ChildRun {
      const calls = ['start', 'resume', 'trial', 'evaluate', 'openPredictor', 'predict', 'halt', 'kill']
      const fakes = Object.fromEntries(calls.map((name) => [name, vi.fn()]))
      const child = { pid: process.pid, ...fakes } as unknown as ChildRun
      children.push({ child, events })
      return child
    },
    compiled: join(folder, 'cache', 'xla', 'here'),
    cache: join(folder, 'cache'),
    runs: join(folder, 'runs'),
    executor: 'xla',
    executorTitle: '',
    small: false,
    flags: {},
    version: '0.0.0',
  } as const
  const run = startRun(
    { job: { document: text, folder: null }, document, analysis: analyze(document) },
    place,
    listeners,
  )
  return { run, runs: place.runs, children, results }
}

test('a run fails when its process exits and another one cannot be started', async () => {
  const { run, runs, children, results } = runOf()
  await run.started
  rmSync(runs, { recursive: true })
  children[0]!.events.onExit({ code: 1, signal: null, lines: [] })
  expect(children).toHaveLength(2)
  expect(children[1]!.child.kill).toHaveBeenCalled()
  expect(children[1]!.child.start).not.toHaveBeenCalled()
  expect(run.isFinished).toBe(true)
  expect(results).toMatchObject([{ state: 'failed' }])
  expect(results[0]!.problems[0]).toMatchObject({ code: 'run_folder' })
})

test('a run whose record cannot be written does not start', async () => {
  const { run, runs, results } = runOf()
  // A file where the notes of active runs are kept.
  mkdirSync(runs, { recursive: true })
  writeFileSync(join(runs, '.active'), '')
  await expect(run.started).rejects.toMatchObject({ problems: [{ code: 'run_folder' }] })
  expect(results).toMatchObject([{ state: 'failed' }])
})

test('an ended run stays as it ended, also when its process exits later and a listener throws', async () => {
  const { run, children } = runOf((text) => {
    if (text === 'all epochs') throw new Error('no window')
  })
  await run.started
  const { events } = children[0]!
  const ending = {
    state: 'finished',
    reason: { en: 'all epochs', ko: '' },
    problems: [],
    bestEpoch: 1,
    epochs: 1,
  } as const
  const reported = vi.spyOn(console, 'error').mockImplementation(() => {})
  events.onMessage({ type: 'ended', ending, peakBytes: 1 })
  expect(reported).toHaveBeenCalledOnce()
  reported.mockRestore()
  expect(run.keeper.result).toMatchObject({ state: 'finished', bestEpoch: 1 })
  // As the engine does for a run that has ended.
  run.keeper.info = { ...run.keeper.info, owner: { draft: 'd' } }
  events.onExit(null)
  await run.halt('stop')
  expect(run.keeper.info.owner).toEqual({ draft: 'd' })
})
