/** The process that is kept ready for the next run: its hand-over, its end, and the results of a run in it. */
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import type { Crash } from '../../../electron/engine/runs/crash-text.ts'
import { readyRuns } from '../../../electron/engine/runs/ready-run.ts'
import { loadExecutor } from '../../../electron/engine/worker/load-executor.ts'
import { warmUp } from '../../../electron/engine/worker/warm-up.ts'
import {
  buildEngine,
  documentText,
  startEngine,
  temporaryCache,
  temporaryFolder,
  writeTable,
} from '../support.ts'

buildEngine()
const temporaryRoot = temporaryFolder()
const cache = temporaryCache()
const ENTRY = join(import.meta.dirname, '..', '..', '..', 'dist', 'engine', 'run.mjs')
const env = { PATH: process.env.PATH ?? '' }
const ready = readyRuns(ENTRY, 0)
const children: { kill(): void }[] = []
afterEach(() => {
  ready.drop()
  for (const child of children.splice(0)) child.kill()
})

const sleep = (milliseconds: number) => new Promise((r) => setTimeout(r, milliseconds))
/** Takes a process and returns a promise of its exit. */
function takeProcess(executor: 'portable' | 'graph', environment: NodeJS.ProcessEnv = env) {
  let end: (crash: Crash | null) => void = () => {}
  const gone = new Promise<Crash | null>((resolve) => {
    end = resolve
  })
  const child = ready.take(executor, environment, { onMessage: () => {}, onExit: (crash) => end(crash) })
  children.push(child)
  return { child, gone }
}
const alive = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

it('hands over the waiting process once', async () => {
  ready.keep('portable', env)
  await sleep(100)
  const first = takeProcess('portable').child
  const second = takeProcess('portable').child
  expect(first.pid).toBeLessThan(second.pid!)
  expect(alive(first.pid!) && alive(second.pid!)).toBe(true)
})

it('keeps at most one, for a run with the same environment only', async () => {
  ready.keep('portable', env)
  await sleep(100)
  ready.keep('portable', env)
  const readyPid = takeProcess('portable').child.pid!
  ready.keep('portable', { ...env, XLA_FLAGS: 'other' })
  await sleep(100)
  const other = takeProcess('portable').child.pid!
  expect(other).not.toBe(readyPid)
  ready.keep('portable', env)
  await sleep(100)
  ready.drop()
  expect(takeProcess('portable').child.pid).not.toBe(other)
})

it('reports the exit of a process that dies when it is taken or while it waits', async () => {
  ready.keep('portable', env)
  await sleep(100)
  const { child, gone } = takeProcess('portable')
  process.kill(child.pid!, 'SIGKILL')
  expect((await gone)?.signal).toBe('SIGKILL')
  // A process that exits while it waits is not handed over.
  ready.keep('portable', { ...env, NODE_OPTIONS: '--no-such-option' })
  await sleep(300)
  const { gone: secondGone } = takeProcess('portable', { ...env, NODE_OPTIONS: '--no-such-option' })
  expect((await secondGone)?.code).toBe(9)
})

it.each(['graph', 'xla', 'portable'] as const)('warms up without an error: %s', async (kind) => {
  const warnings: string[] = []
  warmUp(await loadExecutor(kind, (why) => warnings.push(why)))
  expect(warnings).toEqual([])
})

it('a run in a ready process gives the same bits as one in a new process', async () => {
  const path = writeTable(temporaryRoot, 600, 6)
  const document = documentText({ features: 6, path, dropout: 0.2, training: { epochs: 3 } })
  const engine = startEngine({ cache, env: { LAYERLOOM_EXECUTOR: 'graph', LAYERLOOM_READY_RUN: '1' } })
  const trained = async () => {
    engine.seen.epochs.length = 0
    engine.seen.results.length = 0
    await engine.calls.train({ document, folder: null })
    expect((await engine.finished()).state).toBe('finished')
    return engine.seen.epochs.map((e) => [...e.train, ...(e.validation ?? [])])
  }
  const expected = await trained()
  await sleep(2500)
  expect(await trained()).toEqual(expected)
})
