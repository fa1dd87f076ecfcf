/** The engine as a child process: messages in both directions, limited restarts after a crash, and a clean stop. */
import { join } from 'node:path'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { type EngineLink, type EngineOptions, linkEngine } from '../../electron/host/engine-link.ts'
import type { DataReference } from '../../shared/data/data-reference.ts'
import type { EngineCalls, EngineEvents } from '../../shared/ipc/contract/index.ts'
import type { Port } from '../../shared/ipc/port.ts'
import { connect } from '../../shared/ipc/rpc.ts'
import { bundle, programFolder } from './bundle.ts'

const entry = join(programFolder(), 'engine.mjs')
beforeAll(() => bundle('tests/hosts/fake-engine.ts', entry))

const links: EngineLink[] = []
afterEach(async () => {
  await Promise.all(links.splice(0).map((link) => link.stop()))
})
function link(changes: Partial<EngineOptions> = {}): EngineLink {
  const engineLink = linkEngine({ node: process.execPath, entry, backOff: 10, ...changes })
  links.push(engineLink)
  return engineLink
}
const client = (port: Port) => connect<EngineCalls, EngineEvents>(port, {})
const closed = (port: Port) => new Promise<string>((resolve) => port.onClose(resolve))
const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
const CRASHING_DATA: DataReference = {
  source: { type: 'csv', path: 'die' },
  split: { method: 'train_test_split', validation: 0, test: 0, seed: 1, stratify: false },
  fingerprint: null,
}

test('several clients share one engine; closing one does not affect the others', async () => {
  const engine = link()
  const [a, b] = [engine.open(), engine.open()]
  const [one, two] = await Promise.all([client(a).runtime(), client(b).runtime()])
  expect(one).toEqual(two)
  expect(one.reason?.en).toBe(String(engine.pid()))
  a.close()
  await client(engine.open()).runtime()
})

test('a crash closes the ports with its reason; the next client gets a new engine', async () => {
  const crashes: string[] = []
  const engine = link({ onCrash: (reason) => crashes.push(reason) })
  const port = engine.open()
  const calls = client(port)
  const first = (await calls.runtime()).reason?.en
  const closeReason = closed(port)
  await expect(calls.describeData(CRASHING_DATA, null, null)).rejects.toThrow(/connection was lost/)
  expect(await closeReason).toBe('the engine ended (code 9)')
  const restartedPid = (await client(engine.open()).runtime()).reason?.en
  expect(restartedPid).not.toBe(first)
  await engine.stop()
  expect(crashes).toEqual(['the engine ended (code 9)'])
})

test('after three crashes within a minute it is not restarted, and its last output is reported', async () => {
  const engine = link({ env: { ...process.env, FAKE_ENGINE: 'dies' } })
  for (let crash = 0; crash < 3; crash++)
    expect(await closed(engine.open())).toBe('the engine ended (code 3): no such library')
  expect(await closed(engine.open())).toBe('the engine ended 3 times within a minute: no such library')
  expect(engine.pid()).toBeUndefined()
})

test('an engine that asks for it is replaced by one with the settings of then, which is no crash', async () => {
  let threads = 0
  const engine = link({ settings: () => ({ LAYERLOOM_THREADS: String(++threads) }) })
  for (let count = 1; count <= 4; count++) {
    const port = engine.open()
    const calls = client(port)
    const { reason } = await calls.runtime()
    expect([reason?.en, (await calls.engineSettings()).threads]).toEqual([String(engine.pid()), count])
    const closeReason = closed(port)
    await calls.restart()
    expect(await closeReason).toBe('its settings changed')
  }
})

test('a missing Node is reported', async () => {
  expect(await closed(link({ node: '/no/such/node' }).open())).toContain('could not start')
})

test('stopping ends the process and closes the ports', async () => {
  const engine = link()
  const port = engine.open()
  await client(port).runtime()
  const pid = engine.pid()!
  const closeReason = closed(port)
  await engine.stop()
  expect(await closeReason).toBe('the app is closing')
  expect(isAlive(pid)).toBe(false)
  expect(await closed(engine.open())).toBe('the app is closing')
})
