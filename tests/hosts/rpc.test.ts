/** Calls over a port: transferred values, refused messages, and lost connections. */
import { expect, test, vi } from 'vitest'
import { decode, encode, MAX_CALL_BYTES } from '../../shared/ipc/codec.ts'
import {
  type EngineCalls,
  type EngineEvents,
  engineContract,
  type Progress,
  type TrainJob,
} from '../../shared/ipc/contract/index.ts'
import type { Port } from '../../shared/ipc/port.ts'
import { connect, MAX_ISSUES, MAX_PENDING, serve } from '../../shared/ipc/rpc.ts'
import type { Fix } from '../../shared/model/fix.ts'
import { ProblemError, problem } from '../../shared/problem.ts'
import { untranslated } from '../../shared/text.ts'
import { fakeCalls, RUN, RUNTIME } from './fake-calls.ts'
import { memoryPorts } from './memory-ports.ts'

const JOB: TrainJob = { document: '{}', folder: null, epochs: 2 }

function engine(changes: Partial<EngineCalls> = {}, handlers: Partial<EngineEvents> = {}) {
  const [near, far] = memoryPorts()
  const events = serve<EngineCalls, EngineEvents>(far, fakeCalls(changes), engineContract)
  return { near, far, events, calls: connect<EngineCalls, EngineEvents>(near, handlers) }
}

async function problemsOf(work: Promise<unknown>) {
  const error = await work.then(
    () => {
      throw new Error('it did not fail')
    },
    (found: unknown) => found,
  )
  expect(error).toBeInstanceOf(ProblemError)
  return (error as ProblemError).problems
}

/** Posts a raw message, like a hostile client; returns the response. */
async function postRaw(port: Port, message: unknown) {
  const answer = new Promise<{ r?: unknown; e?: { message: string; problems: { code: string }[] } }>(
    (resolve) => {
      port.onMessage((bytes) => resolve(decode(bytes) as never))
    },
  )
  port.post(encode(message))
  return answer
}

test('a call returns its result', async () => {
  const train = vi.fn(async () => RUN)
  const { calls } = engine({ train })
  expect(await calls.runtime()).toEqual(RUNTIME)
  expect(await calls.train(JOB)).toEqual(RUN)
  expect(train).toHaveBeenCalledWith(JOB)
  expect(await calls.stop('r1')).toBeUndefined()
})

test('typed arrays stay typed arrays in events', async () => {
  const progress = vi.fn()
  const { events } = engine({}, { progress })
  const frame: Progress = {
    run: 'r1',
    state: 'training',
    epoch: 1,
    step: 5,
    stepsPerSecond: 100,
    secondsLeft: null,
    values: new Float32Array([0.5, Number.NaN]),
  }
  events.progress(frame)
  await vi.waitFor(() => expect(progress).toHaveBeenCalledOnce())
  const received = progress.mock.calls[0]![0] as Progress
  expect(received.values).toBeInstanceOf(Float32Array)
  expect(received).toEqual(frame)
})

test('an event without a handler is ignored; the next one arrives', async () => {
  const runChanged = vi.fn()
  const { events } = engine({}, { runChanged })
  events.runStarted(RUN)
  events.runChanged('r1', 'training')
  await vi.waitFor(() => expect(runChanged).toHaveBeenCalledWith('r1', 'training'))
})

test('problems are transferred with code, node, field and both languages, without fix and stack', async () => {
  const fault = problem<Fix>(
    'bad',
    { en: 'Wrong.', ko: '틀림.' },
    { node: 'n', field: 'units', fix: { label: untranslated('x'), apply: (d) => d } },
  )
  const { calls } = engine({
    train: async () => {
      throw new ProblemError([fault])
    },
  })
  const problems = await problemsOf(calls.train(JOB))
  expect(problems).toEqual([
    { code: 'bad', severity: 'error', message: { en: 'Wrong.', ko: '틀림.' }, node: 'n', field: 'units' },
  ])
})

test('another error arrives as a problem with its message', async () => {
  const { calls } = engine()
  const problems = await problemsOf(
    calls.describeData(
      {
        source: { type: 'csv' },
        split: { method: 'train_test_split', validation: 0, test: 0, seed: 1, stratify: false },
        fingerprint: null,
      },
      null,
      null,
    ),
  )
  expect(problems).toMatchObject([
    { code: 'internal', message: { en: expect.stringContaining('(no data)') } },
  ])
})

test.each([
  ['a wrong type', { ...JOB, epochs: '2' }, 'epochs'],
  ['an unknown key', { ...JOB, shell: 'rm' }, 'shell'],
  ['a number out of range', { ...JOB, epochs: 0 }, 'epochs'],
  ['a missing key', { folder: null }, 'document'],
  ['a zero character in a path', { ...JOB, folder: 'a\0b' }, 'folder'],
])('%s is refused before the call runs', async (_, job, field) => {
  const train = vi.fn(async () => RUN)
  const { calls } = engine({ train })
  const problems = await problemsOf(calls.train(job as TrainJob))
  expect(problems[0]).toMatchObject({ code: 'bad-argument' })
  expect(problems[0]!.message.en).toContain(field)
  expect(train).not.toHaveBeenCalled()
})

test('too many arguments are refused, and at most 20 issues are reported', async () => {
  const { near } = engine()
  const many = await postRaw(near, { t: 'q', i: '1', m: 'stop', a: ['r1', 'extra'] })
  expect(many.e!.problems[0]!.code).toBe('bad-argument')
  const split = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`k${index}`, 1]))
  const { near: other } = engine()
  const answer = await postRaw(other, { t: 'q', i: '1', m: 'describeData', a: [{ source: 1, split }, 5, 6] })
  expect(answer.e!.problems.length).toBeLessThanOrEqual(MAX_ISSUES)
})

test('a configuration nested too deeply or too widely is refused', async () => {
  let deep: unknown = 1
  for (let level = 0; level < 1000; level++) deep = [deep]
  const reference = (value: unknown) => ({
    source: { type: 'csv', value },
    split: { method: 'train_test_split', validation: 0.1, test: 0.1, seed: 1, stratify: true },
    fingerprint: null,
  })
  for (const value of [deep, new Array(30_000).fill(0)]) {
    const { near } = engine()
    const answer = await postRaw(near, { t: 'q', i: '1', m: 'describeData', a: [reference(value), null] })
    expect(answer.e!.problems[0]!.code).toBe('bad-argument')
  }
})

test.each(['toString', 'constructor', '__proto__', 'hasOwnProperty', 'valueOf', 'then', 'nothing', '$close'])(
  'there is no call %s',
  async (name) => {
    const { near } = engine()
    const answer = await postRaw(near, { t: 'q', i: '1', m: name, a: [] })
    expect(answer.e!.problems).toMatchObject([{ code: 'unknown-call' }])
  },
)

test('a __proto__ in an argument changes no prototype', async () => {
  const { near } = engine()
  await postRaw(near, JSON.parse('{"t":"q","i":"1","m":"stop","a":[{"__proto__":{"polluted":1}}]}'))
  expect(({} as { polluted?: number }).polluted).toBeUndefined()
})

test('a message over the size limit closes the port without being parsed', async () => {
  const { near, far } = engine()
  const closed = new Promise((resolve) => far.onClose(resolve))
  near.post(new Uint8Array(MAX_CALL_BYTES + 1))
  await closed
})

test.each([
  ['nonsense', new Uint8Array([0xc1, 0xff, 0x00])],
  ['a number', encode(5)],
  ['no name', encode({ t: 'q', i: '1', a: [] })],
  ['an id that is no text', encode({ t: 'q', i: {}, m: 'runtime', a: [] })],
  ['a list that claims a billion entries', new Uint8Array([0xdd, 0x3b, 0x9a, 0xca, 0x00])],
])('%s closes the port', async (_, bytes) => {
  const { near, far } = engine()
  const closed = new Promise((resolve) => far.onClose(resolve))
  near.post(bytes)
  await closed
})

test('a call too large to send is refused by the caller, and the port stays open', async () => {
  const { calls } = engine()
  const problems = await problemsOf(calls.train({ ...JOB, document: 'x'.repeat(MAX_CALL_BYTES) }))
  expect(problems[0]!.code).toBe('message-too-large')
  expect(await calls.runtime()).toEqual(RUNTIME)
})

test('the number of pending calls is limited', async () => {
  let release = () => {}
  const gate = new Promise<void>((resolve) => {
    release = resolve
  })
  const { calls } = engine({ stop: () => gate })
  const pending = Array.from({ length: MAX_PENDING }, () => calls.stop('r1'))
  expect(await problemsOf(calls.stop('r1'))).toMatchObject([{ code: 'too-many-calls' }])
  release()
  await Promise.all(pending)
  await calls.stop('r1')
})

test('pending and later calls are rejected when the connection is lost', async () => {
  const { calls, far } = engine({ stop: () => new Promise(() => {}) })
  const pending = problemsOf(calls.stop('r1'))
  await new Promise((resolve) => setTimeout(resolve, 5))
  far.close('the engine ended')
  const problems = await pending
  expect(problems).toMatchObject([{ code: 'connection-lost' }])
  expect(problems[0]!.message.en).toContain('the engine ended')
  expect(await problemsOf(calls.runtime())).toMatchObject([{ code: 'connection-lost' }])
})
