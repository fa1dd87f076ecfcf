/** A run's life without processes: what each phase does with each message, and the effects that matter. */
import { describe, expect, it, test } from 'vitest'
import type { ExecutorRecord } from '../../../electron/engine/executors/executor-record.ts'
import type { Effect, Life, Message, Moment, Phase } from '../../../electron/engine/runs/life/life.ts'
import { reduce } from '../../../electron/engine/runs/life/transitions.ts'
import type { RunRecord } from '../../../electron/engine/runs/record-schema.ts'
import { type RunJob, UNEXPECTED } from '../../../electron/engine/worker/messages.ts'
import type { DataInfo } from '../../../shared/data/data-info.ts'
import type { RunInfo } from '../../../shared/ipc/contract/index.ts'
import { problem } from '../../../shared/problem.ts'

const text = (en: string) => ({ en, ko: en })
const FOLDER = '/runs/1'
const moment: Moment = { now: 61_000, epochsDone: 2, bestEpoch: 1 }
const data = {
  title: 'a table',
  fingerprint: 'f',
  rows: { train: 100, validation: 20, test: 0 },
  notes: [text('a note')],
} as unknown as DataInfo
const job = { run: 'r', folder: FOLDER, info: data } as unknown as RunJob
const executor = { kind: 'graph' } as unknown as ExecutorRecord
const record = {
  run: 'r',
  name: 'n',
  state: 'training',
  seconds: 30,
  data: {},
  problems: [],
} as unknown as RunRecord
const info = {
  run: 'r',
  name: 'n',
  state: 'preparing',
  epochs: 5,
  stepsPerEpoch: 0,
  batchSize: 32,
} as unknown as RunInfo
const crash = { code: 1, signal: null, lines: [] }

const beginning: Life = {
  phase: 'preparing',
  info,
  origin: null,
  data: { path: null, folder: null },
  record: null,
  folder: null,
  job: null,
  executor: null,
  compiled: '/cache/xla',
  dataRemake: 'none',
  halting: null,
  began: 1000,
  spent: 0,
  closing: null,
  result: null,
  refusal: null,
}
const resuming: Life = {
  ...beginning,
  origin: { kind: 'resume', record: { ...record, state: 'paused' }, folder: FOLDER, result: null },
  spent: 30,
}
const compiling: Life = {
  ...beginning,
  phase: 'compiling',
  record,
  folder: FOLDER,
  job,
  info: { ...info, state: 'compiling' },
}
const training: Life = { ...compiling, phase: 'training', info: { ...info, state: 'training' } }
const closing: Life = {
  ...training,
  phase: 'closing',
  closing: {
    state: 'finished',
    reason: text('done'),
    problems: [],
    bestEpoch: 1,
    seconds: 60,
    processWrites: false,
  },
}

const LIVES: { readonly [P in Phase]: Life } = {
  preparing: beginning,
  locating: { ...resuming, phase: 'locating', job },
  compiling,
  training,
  halting: { ...training, phase: 'halting', halting: 'pause' },
  closing,
  finished: { ...training, phase: 'finished' },
}

const ended = (problems: readonly ReturnType<typeof problem>[] = []): Message => ({
  type: 'ended',
  ending: { state: 'finished', reason: text('all epochs'), problems, bestEpoch: 2, epochs: 5 },
  peakBytes: 7,
})
const MESSAGES: { readonly [T in Message['type']]: Extract<Message, { type: T }> } = {
  prepared: { type: 'prepared', job, record },
  remade: { type: 'remade', info: data, files: { features: 'a', targets: 'b', order: 'c' } },
  executor: { type: 'executor', record: executor },
  state: { type: 'state', state: 'training' },
  log: { type: 'log', text: text('a line') },
  progress: { type: 'progress', frame: {} as never },
  epochs: { type: 'epochs', frames: [] },
  signals: { type: 'signals', frame: {} as never },
  resumed: { type: 'resumed', epoch: 1, step: 2 },
  reopened: { type: 'reopened', record, epoch: 1, step: 2 },
  stopping: { type: 'stopping' },
  ended: ended() as Extract<Message, { type: 'ended' }>,
  exited: { type: 'exited', crash },
  halt: { type: 'halt', how: 'stop' },
  adopt: { type: 'adopt', owner: { draft: 'd' } },
  abandon: { type: 'abandon' },
  fault: { type: 'fault', problems: [problem('x', text('a fault'))] },
  closed: { type: 'closed', problems: [], repeated: null },
}

/** The phase after each message. What is not named changes nothing. */
const NEXT: { readonly [P in Phase]: { readonly [T in Message['type']]?: Phase } } = {
  preparing: {
    ...{ prepared: 'compiling', executor: 'preparing', log: 'preparing', adopt: 'preparing' },
    ...{ exited: 'closing', halt: 'closing', abandon: 'closing', fault: 'closing' },
  },
  locating: {
    ...{ executor: 'locating', log: 'locating', adopt: 'locating' },
    ...{ resumed: 'locating', reopened: 'compiling', remade: 'locating' },
    // The first crash is answered with another process, without the cache.
    ...{ exited: 'locating', ended: 'finished', halt: 'finished', abandon: 'finished', fault: 'finished' },
  },
  compiling: {
    ...{ executor: 'compiling', log: 'compiling', adopt: 'compiling', state: 'training' },
    ...{
      progress: 'compiling',
      epochs: 'compiling',
      signals: 'compiling',
      remade: 'compiling',
      resumed: 'compiling',
    },
    ...{ exited: 'compiling', ended: 'closing', halt: 'halting', abandon: 'closing', fault: 'closing' },
  },
  training: {
    ...{ executor: 'training', log: 'training', adopt: 'training', state: 'training' },
    ...{ progress: 'training', epochs: 'training', signals: 'training' },
    ...{ exited: 'closing', ended: 'closing', halt: 'halting', abandon: 'closing', fault: 'closing' },
  },
  halting: {
    ...{ executor: 'halting', log: 'halting', adopt: 'halting', stopping: 'halting' },
    ...{ progress: 'halting', epochs: 'halting', signals: 'halting', halt: 'halting' },
    ...{ exited: 'closing', ended: 'closing', abandon: 'closing', fault: 'closing' },
  },
  closing: { closed: 'finished', fault: 'finished' },
  finished: {},
}

describe('each phase and each message', () => {
  for (const [phase, life] of Object.entries(LIVES))
    for (const message of Object.values(MESSAGES)) {
      const expected = NEXT[phase as Phase][message.type]
      it(`${phase}, ${message.type}: ${expected ?? 'nothing'}`, () => {
        const next = reduce(life, message, moment)
        if (expected) expect(next.life.phase).toBe(expected)
        else expect(next).toEqual({ life, effects: [] })
      })
    }
})

const kinds = (effects: readonly Effect[]) => effects.map(({ type }) => type)
/** Goes through messages, one after the other. @returns the last life and all effects */
function run(life: Life, ...messages: readonly Message[]) {
  return messages.reduce(
    (before, message) => {
      const { life, effects } = reduce(before.life, message, moment)
      return { life, effects: [...before.effects, ...effects] }
    },
    { life, effects: [] as readonly Effect[] },
  )
}

test('a new run has its record before its process has its job', () => {
  const { life, effects } = run(beginning, MESSAGES.prepared)
  expect(kinds(effects)).toEqual(['log', 'noteActive', 'write', 'emitStarted', 'log', 'startJob'])
  expect(life.info).toMatchObject({ stepsPerEpoch: 4, hasValidation: true })
})

test('a resumed run changes nothing on the disk before its checkpoint is found, and says so before its process may', () => {
  const { life, effects } = run(resuming, { ...MESSAGES.prepared, record: null })
  expect(life.phase).toBe('locating')
  expect(kinds(effects)).toEqual(['log', 'log', 'startJob'])
  const found = run(life, MESSAGES.resumed)
  expect(kinds(found.effects)).toEqual(['noteActive', 'reopen'])
  const reopened = run(found.life, MESSAGES.reopened)
  expect(kinds(reopened.effects)).toEqual(['rewind', 'emitStarted', 'emitEpochsSoFar', 'allowResume'])
  expect(reopened.life.info.resumed).toEqual({ epoch: 1, step: 2 })
})

test('a resumed run that is stopped or fails before it goes on stays what it was', () => {
  for (const message of [MESSAGES.halt, MESSAGES.fault, MESSAGES.abandon]) {
    const { life, effects } = run(LIVES.locating, message)
    expect(life.result).toMatchObject({ state: 'paused', seconds: 30 })
    expect(kinds(effects)).not.toContain('write')
    expect(kinds(effects)).not.toContain('close')
    expect(kinds(effects)).toContain('release')
    expect(life.refusal !== null).toBe(message.type === 'fault')
  }
})

test('the process is tried once more without the cache, and once more with data made again', () => {
  const unexpected = ended([problem(UNEXPECTED, text('no'))])
  const once = run(compiling, unexpected)
  expect(kinds(once.effects)).toEqual(['removeCompiled', 'log', 'launch', 'startJob'])
  expect(run(once.life, unexpected).life).toMatchObject({
    phase: 'closing',
    closing: { problems: [{ code: UNEXPECTED }] },
  })
  expect(run(once.life, MESSAGES.exited).life.phase).toBe('closing')

  const damage = ended([problem('data_damaged', text('damaged'))])
  const remade = run(compiling, damage)
  expect(kinds(remade.effects)).toEqual(['launch', 'remakeData'])
  expect(kinds(run(remade.life, MESSAGES.remade).effects)).toEqual(['startJob'])
  expect(run(remade.life, damage).life.phase).toBe('closing')
  const others = { ...MESSAGES.remade, info: { ...data, fingerprint: 'g' } }
  expect(run(remade.life, others).life.closing).toMatchObject({
    state: 'failed',
    problems: [{ code: 'data_changed' }],
  })
})

test('a resumed run whose process is relaunched may change its folder again', () => {
  const found = run(LIVES.locating, MESSAGES.resumed, MESSAGES.reopened, MESSAGES.exited)
  expect(kinds(found.effects).slice(-4)).toEqual(['removeCompiled', 'log', 'launch', 'startJob'])
  expect(kinds(run(found.life, MESSAGES.resumed).effects)).toEqual(['allowResume'])
})

test('a process that crashes while the data are prepared again gets its job when they are ready, once', () => {
  const damage = ended([problem('data_damaged', text('damaged'))])
  const { life, effects } = run(compiling, damage, MESSAGES.exited, MESSAGES.remade)
  expect(kinds(effects).filter((kind) => kind === 'startJob')).toHaveLength(1)
  expect(life.dataRemake).toBe('done')
})

test('after the first step, a killed process, or a stop, nothing is tried again', () => {
  expect(run(training, ended([problem(UNEXPECTED, text('no'))])).life.phase).toBe('closing')
  const killed = { type: 'exited', crash: { ...crash, signal: 'SIGKILL' } } as const
  expect(run(compiling, killed).life.closing).toMatchObject({ problems: [{ code: 'run_crashed' }] })
  expect(run(compiling, MESSAGES.halt, MESSAGES.exited).life.closing).toMatchObject({ state: 'stopped' })
})

test('a process that could not be asked was killed for the stop or the pause', () => {
  for (const [how, state] of [
    ['stop', 'stopped'],
    ['pause', 'paused'],
  ] as const) {
    const { life, effects } = run(compiling, { type: 'halt', how }, MESSAGES.exited)
    expect(effects[0]).toEqual({ type: 'haltProcess', how, hears: false })
    expect(life.closing).toMatchObject({ state, problems: [] })
  }
  const both = run(training, { type: 'halt', how: 'stop' }, { type: 'halt', how: 'pause' }, MESSAGES.exited)
  expect(both.life.closing?.state).toBe('stopped')
})

test('the end is written with what the run took in all attempts', () => {
  const { life, effects } = run({ ...training, spent: 30 }, MESSAGES.ended)
  expect(effects).toMatchObject([
    {
      type: 'close',
      folder: FOLDER,
      tidy: true,
      record: { state: 'finished', seconds: 90, epochs_done: 2, best_epoch: 2, peak_bytes: 7 },
    },
  ])
  const same = { same: true, text: text('the same numbers') }
  const done = run(life, { type: 'closed', problems: [], repeated: same })
  expect(kinds(done.effects)).toEqual(['release', 'log', 'log', 'emitFinished'])
  expect(done.life.result).toMatchObject({ state: 'finished', bestEpoch: 2, repeated: same })
})

test('a record that cannot be closed makes the run a failed one, with each problem once', () => {
  const full = problem('disk_full', text('the disk is full'))
  const { life } = run(
    training,
    { type: 'fault', problems: [full] },
    { type: 'closed', problems: [full], repeated: null },
  )
  expect(life.result).toMatchObject({ state: 'failed', problems: [{ code: 'disk_full' }] })
  expect(life.result?.problems).toHaveLength(1)
  expect(run(closing, { ...MESSAGES.closed, problems: [full] }).life.result?.state).toBe('failed')
})

test('while the app closes the process keeps its folder; while it compiles it is killed', () => {
  const open = run(training, MESSAGES.abandon)
  expect(open.effects).toMatchObject([{ type: 'close', tidy: false }])
  expect(kinds(run(open.life, MESSAGES.closed).effects)).not.toContain('release')
  expect(kinds(run(compiling, MESSAGES.abandon).effects)).toEqual(['kill', 'close'])
})

test('a record that cannot be written at the start is told to the person who pressed Train', () => {
  const { life } = run(beginning, MESSAGES.prepared, MESSAGES.fault)
  expect(life.refusal).toHaveLength(1)
})

test('data that cannot be had are told to the person who pressed Train; a later fault is not', () => {
  expect(run(beginning, MESSAGES.fault).life.refusal).toHaveLength(1)
  expect(run(training, MESSAGES.fault).life.refusal).toBeNull()
})

test('an adopted run is written with its document; one that does not go on yet in its earlier record', () => {
  expect(run(training, MESSAGES.adopt).effects).toMatchObject([
    { type: 'write', record: { owner: { draft: 'd' } } },
  ])
  const { life, effects } = run(LIVES.locating, MESSAGES.adopt)
  expect(effects).toMatchObject([{ type: 'write', record: { owner: { draft: 'd' }, state: 'paused' } }])
  expect(run(life, MESSAGES.resumed).effects[1]).toMatchObject({ record: { owner: { draft: 'd' } } })
})
