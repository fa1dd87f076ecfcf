/** The start flag of the end-to-end tests: with it, an engine resets when its host asks; without it, it ignores the message. */
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { linkEngine } from '../../electron/host/engine-link.ts'
import { isUnderTest, resettable } from '../../electron/host/under-test.ts'
import type { EngineCalls, EngineEvents } from '../../shared/ipc/contract/index.ts'
import { connect } from '../../shared/ipc/rpc.ts'
import { buildEngine, documentText, temporaryCache, temporaryFolder, writeTable } from './support.ts'

buildEngine()
const folder = temporaryFolder()
const cache = temporaryCache()
const document = documentText({
  features: 4,
  path: writeTable(folder, 600, 4),
  training: { epochs: 100_000 },
})

/** An engine that is training, its host's link to it, and a client. */
async function startTraining(name: string, environment: Record<string, string>) {
  const link = linkEngine({
    node: process.execPath,
    mayRead: async () => {},
    entry: join(import.meta.dirname, '..', '..', 'dist', 'engine', 'index.mjs'),
    env: {
      ...process.env,
      LAYERLOOM_CACHE: cache,
      LAYERLOOM_RUNS: join(folder, name),
      LAYERLOOM_EXECUTOR: 'portable',
      LAYERLOOM_READY_RUN: '0',
      ...environment,
    },
  })
  onTestFinished(() => link.stop())
  const open = () => {
    const port = link.open()
    return { port, calls: connect<EngineCalls, EngineEvents>(port, {}) }
  }
  const client = open()
  await client.calls.train({ document, folder: null })
  expect(await client.calls.attach()).toHaveLength(1)
  return { link, open, client }
}

it('an engine with the flag ends its run and forgets it', async () => {
  const { link, open, client } = await startTraining('forgets', { LAYERLOOM_UNDER_TEST: '1' })
  const pid = link.pid()
  const closed = new Promise<string>((resolve) => client.port.onClose(resolve))
  await link.reset()
  expect(await closed).toBe('closed by the engine')
  const next = open()
  expect(await next.calls.attach()).toEqual([])
  // The engine accepts the next run.
  await next.calls.train({ document, folder: null })
  expect(link.pid()).toBe(pid)
})

it('an engine without the flag ignores the message', async () => {
  const { link, client } = await startTraining('remembers', {})
  void link.reset()
  // Messages keep their order, so this call arrives after the `forget` message.
  expect(await client.calls.attach()).toHaveLength(1)
})

it('the flag is set only by the value 1', () => {
  expect(isUnderTest({})).toBe(false)
  expect(isUnderTest({ LAYERLOOM_UNDER_TEST: '0' })).toBe(false)
  expect(isUnderTest({ LAYERLOOM_UNDER_TEST: '1' })).toBe(true)
})

it('a renewable value is created at once, and again when it is requested after it was forgotten', async () => {
  let created = 0
  const resource = resettable(() => ++created)
  expect(created).toBe(1)
  const disposed: number[] = []
  await resource.reset(async (old) => void disposed.push(old))
  await resource.reset(async (old) => void disposed.push(old))
  expect([disposed, resource.current(), created]).toEqual([[1], null, 1])
  expect([resource.get(), resource.get(), resource.current()]).toEqual([2, 2, 2])
})
