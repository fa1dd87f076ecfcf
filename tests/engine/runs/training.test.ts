/** A training without processes and executor: what each phase does with each message, and the order of the effects. */
import { describe, expect, it, test } from 'vitest'
import type { EndedEpoch } from '../../../electron/engine/worker/epoch.ts'
import { epochCallbacks } from '../../../electron/engine/worker/epoch-callbacks.ts'
import type { NonFinite } from '../../../electron/engine/worker/find-non-finite.ts'
import { openedTraining } from '../../../electron/engine/worker/training/begin.ts'
import { epochQueue } from '../../../electron/engine/worker/training/epoch-queue.ts'
import { dispatch, type Shell } from '../../../electron/engine/worker/training/perform.ts'
import type {
  Effect,
  Message,
  Of,
  Phase,
  Setup,
  Training,
} from '../../../electron/engine/worker/training/training.ts'
import { reduce, TRANSITIONS } from '../../../electron/engine/worker/training/transitions.ts'
import { callbacks } from '../../../shared/catalog/callbacks/index.ts'
import { createConfig } from '../../../shared/fields/index.ts'
import type { StateSpec } from '../../../shared/graph/program.ts'
import { LEARNING_RATE } from '../../../shared/training/optimize.ts'

const EPOCHS = 5
const RATE = Math.fround(0.01)
const kernel = { name: 'dense/kernel', shape: [1], dtype: 'float32', role: 'weight' } as unknown as StateSpec
const names = ['loss', 'val_loss']
const setup: Setup = {
  epochs: EPOCHS,
  stepsPerEpoch: 10,
  hasValidation: true,
  names,
  weights: [kernel],
  hasAverages: false,
  callbacks: epochCallbacks([], names),
  continuedFolder: null,
  logsLearningRate: false,
}
const stopsAfter = (patience: number, restore = false): Setup => ({
  ...setup,
  callbacks: epochCallbacks(
    [createConfig(callbacks, 'EarlyStopping', { patience, restore_best_weights: restore })],
    names,
  ),
})
const halvesRate: Setup = {
  ...setup,
  callbacks: epochCallbacks(
    [createConfig(callbacks, 'ReduceLROnPlateau', { patience: 1, factor: 0.5, min_delta: 0 })],
    names,
  ),
  logsLearningRate: true,
}

const opened = openedTraining(setup, 1)
const compiling: Training = { ...opened, phase: 'compiling' }
const inTraining = (of: Setup, epoch = 0): Training => ({
  ...openedTraining(of, 1),
  phase: 'training',
  at: { epoch, step: 0 },
})
const training = inTraining(setup)

/** An epoch whose weight has the value of its validation loss. */
const epochWith = (loss: number): EndedEpoch => ({
  train: Float32Array.of(0.5),
  validation: Float32Array.of(loss),
  millisecondsPerStep: 2,
  states: new Map([
    [LEARNING_RATE, Float32Array.of(RATE)],
    [kernel.name, Float32Array.of(loss)],
  ]),
})
/** A call that ended epochs with these validation losses, of which the last ended at an epoch, or `step` steps before. */
const trained = (epoch: number, losses: readonly number[], step = 0): Of<'trained'> => ({
  type: 'trained',
  ended: losses.map(epochWith),
  at: { epoch: epoch + losses.length, step },
})
const cause: NonFinite = { what: 'loss', layer: null, node: null, step: 3, weightsFinite: true }
const restored: NonNullable<Of<'allowed'>['restored']> = {
  file: 'c.safetensors',
  at: { epoch: 2, step: 4 },
  states: new Map([[kernel.name, Float32Array.of(7)]]),
  best: { epoch: 1, weights: new Map([[kernel.name, { shape: [1], values: Float32Array.of(6) }]]) },
  callbacks: { ...opened.callbacks, stoppers: [{ best: 0.1, bestEpoch: 1, waited: 0, stopped: false }] },
}

const TRAININGS: { readonly [P in Phase]: Training } = {
  opened,
  compiling,
  training,
  ended: { ...training, phase: 'ended' },
}
const MESSAGES: { readonly [T in Message['type']]: Of<T> } = {
  start: { type: 'start' },
  found: { type: 'found', at: { epoch: 2, step: 4 } },
  allowed: { type: 'allowed', restored },
  steps: { type: 'steps', latest: { epoch: 0, step: 3, values: Float32Array.of(0.7) }, seconds: 1.5 },
  insideEpoch: { type: 'insideEpoch', at: { epoch: 0, step: 3 } },
  validationBatch: { type: 'validationBatch' },
  trained: trained(0, [1]),
  halted: { type: 'halted', how: 'pause', at: { epoch: 0, step: 3 } },
  notFinite: { type: 'notFinite', epoch: 0, badStep: 4, learningRate: RATE, cause },
}

/** The phase after each message. What is not named changes nothing. */
const NEXT: { readonly [P in Phase]: { readonly [T in Message['type']]?: Phase } } = {
  opened: { start: 'compiling', found: 'opened', allowed: 'compiling', halted: 'ended' },
  compiling: {
    ...{ steps: 'training', insideEpoch: 'compiling', validationBatch: 'compiling', trained: 'compiling' },
    ...{ halted: 'ended', notFinite: 'ended' },
  },
  training: {
    ...{ steps: 'training', insideEpoch: 'training', validationBatch: 'training', trained: 'training' },
    ...{ halted: 'ended', notFinite: 'ended' },
  },
  ended: {},
}

describe('each phase and each message', () => {
  for (const [phase, before] of Object.entries(TRAININGS))
    for (const message of Object.values(MESSAGES)) {
      const expected = NEXT[phase as Phase][message.type]
      it(`${phase}, ${message.type}: ${expected ?? 'nothing'}`, () => {
        const next = reduce(before, message)
        if (!expected) return expect(next).toEqual({ training: before, effects: [] })
        expect(next.training.phase).toBe(expected)
        expect(next.training.ending !== null).toBe(expected === 'ended')
        expect(next.effects).not.toEqual([])
      })
    }

  it('are all in the table', () => {
    const listed = Object.entries(TRANSITIONS).map(([phase, handlers]) => [
      phase,
      Object.keys(handlers).sort(),
    ])
    expect(listed).toEqual(Object.entries(NEXT).map(([phase, next]) => [phase, Object.keys(next).sort()]))
  })
})

/** The kinds of effects, of messages to the engine with their own kind. */
const kinds = (effects: readonly Effect[]) =>
  effects.map((effect) => (effect.type === 'emit' ? `emit ${effect.message.type}` : effect.type))
const find = <T extends Effect['type']>(effects: readonly Effect[], type: T) =>
  effects.filter((effect): effect is Extract<Effect, { type: T }> => effect.type === type)
const queued = (effects: readonly Effect[]) =>
  find(effects, 'queueWeights').map(({ kind, weights, epoch }) => [
    kind,
    epoch,
    weights.get(kernel.name)!.values[0],
  ])
const SAVED = ['queueWeights', 'flushWeights', 'writeCallbackFiles', 'queueEpoch']
const SAVED_BEST = ['queueWeights', ...SAVED]

describe('the beginning', () => {
  test('a new run logs what its callbacks remark and opens its files', () => {
    const watching = epochCallbacks([createConfig(callbacks, 'EarlyStopping', { monitor: 'val_f1' })], names)
    const { effects } = reduce({ ...opened, setup: { ...setup, callbacks: watching } }, MESSAGES.start)
    expect(kinds(effects)).toEqual(['emit log', 'openFiles', 'beginSignals'])
    expect(find(effects, 'openFiles')[0]!.previous).toBeNull()
  })

  test('a resumed run tells where it goes on, and changes nothing before it may', () => {
    const found = reduce(opened, MESSAGES.found)
    expect(found.effects[0]).toEqual({ type: 'emit', message: { type: 'resumed', epoch: 2, step: 4 } })
    expect(kinds(found.effects)).toEqual(['emit resumed', 'emit log'])
    expect(kinds(reduce(opened, { type: 'found', at: null }).effects)).toEqual(['emit resumed', 'emit log'])
  })

  test('a resumed run continues with the states, the best epoch and the callbacks of its checkpoint', () => {
    const { training: next, effects } = reduce(opened, MESSAGES.allowed)
    expect(kinds(effects)).toEqual([
      'restoreFolder',
      'emit state',
      'openFiles',
      'writeStates',
      'queueWeights',
      'beginSignals',
    ])
    expect(effects[0]).toEqual({ type: 'restoreFolder', checkpoint: restored.file, epochs: 2 })
    expect(find(effects, 'openFiles')[0]!.previous).toEqual(names)
    expect(find(effects, 'writeStates')[0]!.states).toBe(restored.states)
    expect(queued(effects)).toEqual([['best', 2, 6]])
    expect(next).toMatchObject({
      at: restored.at,
      best: restored.best,
      callbacks: restored.callbacks,
      latest: restored.at,
    })
  })

  test('callbacks that log the learning rate read it in earlier epochs as well', () => {
    const { effects } = reduce({ ...opened, setup: halvesRate }, MESSAGES.allowed)
    expect(find(effects, 'openFiles')[0]!.previous).toEqual([...names, LEARNING_RATE])
  })

  test('a resumed run without a checkpoint starts over in an empty folder', () => {
    const { training: next, effects } = reduce(opened, { type: 'allowed', restored: null })
    expect(kinds(effects)).toEqual(['restoreFolder', 'emit state', 'openFiles', 'beginSignals'])
    expect(effects[0]).toEqual({ type: 'restoreFolder', checkpoint: null, epochs: 0 })
    expect(next).toEqual(compiling)
  })

  test('a resumed run that is halted before it may go on only closes', () => {
    for (const [how, state] of [
      ['stop', 'stopped'],
      ['pause', 'paused'],
    ] as const) {
      const { training: next, effects } = reduce(opened, { ...MESSAGES.halted, how })
      expect(effects).toEqual([{ type: 'close' }])
      expect(next.ending).toMatchObject({ state, bestEpoch: null, epochs: 0, problems: [] })
    }
  })
})

describe('steps', () => {
  test('the first ones tell that the network is compiled, and always show a frame', () => {
    const first = reduce(compiling, MESSAGES.steps)
    expect(kinds(first.effects)).toEqual(['emit log', 'emit state', 'progress'])
    expect(find(first.effects, 'progress')[0]).toMatchObject({
      position: { state: 'training', epoch: 1, step: 3 },
      left: { stepsLeft: 47, validationsLeft: 5 },
      always: true,
    })
    const second = reduce(first.training, MESSAGES.steps)
    expect(second.effects).toMatchObject([{ type: 'progress', always: false }])
  })

  test('validation shows the figures of the last steps', () => {
    const { training: next } = reduce(training, MESSAGES.steps)
    expect(reduce(next, MESSAGES.validationBatch).effects).toMatchObject([
      {
        type: 'progress',
        position: { state: 'validating', epoch: 1, step: 3, values: MESSAGES.steps.latest.values },
      },
    ])
  })

  test('inside an epoch a checkpoint is written if it is due', () => {
    expect(reduce(training, MESSAGES.insideEpoch).effects).toEqual([
      {
        type: 'writeCheckpoint',
        content: { at: { epoch: 0, step: 3 }, best: null, callbacks: training.callbacks },
        ifDue: 'inside',
      },
    ])
  })

  test('a call that ends no epoch only moves the position', () => {
    const at = { epoch: 0, step: 6 }
    expect(reduce(training, { type: 'trained', ended: [], at })).toEqual({
      training: { ...training, at },
      effects: [],
    })
  })
})

describe('the end of an epoch', () => {
  test('saves its weights and figures, then perhaps a checkpoint', () => {
    const { training: next, effects } = reduce(training, trained(0, [1]))
    expect(kinds(effects)).toEqual([...SAVED_BEST, 'flushEpochs', 'writeCheckpoint', 'keepSignals'])
    expect(queued(effects)).toEqual([
      ['best', 1, 1],
      ['last', 1, 1],
    ])
    expect(next).toMatchObject({ at: { epoch: 1, step: 0 }, best: { epoch: 0 } })
    expect(find(effects, 'queueEpoch')[0]).toMatchObject({
      line: { epoch: 1, loss: 0.5, val_loss: 1, learning_rate: RATE, ms_per_step: 2, best: true },
      frame: { epoch: 1, learningRate: RATE, best: true, waited: 0 },
    })
    expect(find(effects, 'flushWeights')).toMatchObject([{ ifDue: true }])
    const { content, ifDue } = find(effects, 'writeCheckpoint')[0]!
    expect(ifDue).toBe('epoch-end')
    // The callbacks have seen the epoch.
    expect(content).toEqual({ at: next.at, best: next.best, callbacks: next.callbacks })
    expect(next.callbacks.stoppers[0]).toMatchObject({ best: 1, bestEpoch: 0 })
  })

  test('that is no better keeps the best weights', () => {
    const { training: first } = reduce(training, trained(0, [1]))
    const { training: next, effects } = reduce(first, trained(1, [2]))
    expect(kinds(effects)).toEqual([...SAVED, 'flushEpochs', 'writeCheckpoint', 'keepSignals'])
    expect(queued(effects)).toEqual([['last', 2, 2]])
    expect(next.best).toBe(first.best)
  })

  test('figures that are not finite are null in the file', () => {
    const { effects } = reduce(training, trained(0, [Number.NaN]))
    expect(find(effects, 'queueEpoch')[0]!.line.val_loss).toBeNull()
    expect(find(effects, 'writeCallbackFiles')[0]!.results.values).toEqual({
      loss: 0.5,
      val_loss: Number.NaN,
    })
  })

  test('a group of epochs is written and emitted once, and has one checkpoint', () => {
    const { training: next, effects } = reduce(training, trained(0, [1, 2, 0.5]))
    expect(kinds(effects)).toEqual([
      ...SAVED_BEST,
      ...SAVED,
      ...SAVED_BEST,
      'flushEpochs',
      'writeCheckpoint',
      'keepSignals',
    ])
    expect(find(effects, 'queueEpoch').map(({ frame }) => frame.epoch)).toEqual([1, 2, 3])
    expect(next).toMatchObject({ at: { epoch: 3, step: 0 }, best: { epoch: 2 } })
  })

  test('a group that ends inside the next epoch has no checkpoint', () => {
    const { training: next, effects } = reduce(training, trained(0, [1, 2], 4))
    expect(kinds(effects)).toEqual([...SAVED_BEST, ...SAVED, 'flushEpochs', 'keepSignals'])
    // The session has the states of a later step.
    expect(find(effects, 'keepSignals')[0]!.point).toMatchObject({
      epoch: 2,
      states: trained(1, [2]).ended[0]!.states,
    })
    expect(next.at).toEqual({ epoch: 2, step: 4 })
  })

  test('the last one ends the training', () => {
    const { training: next, effects } = reduce(inTraining(setup, 4), trained(4, [1]))
    expect(kinds(effects)).toEqual([
      ...SAVED_BEST,
      ...['flushEpochs', 'writeCheckpoint', 'keepSignals', 'queueSessionWeights', 'flushWeights', 'close'],
    ])
    expect(find(effects, 'keepSignals')[0]!.point).toEqual({
      epoch: EPOCHS,
      states: null,
      milliseconds: 20,
      isLast: true,
    })
    expect(find(effects, 'queueSessionWeights')).toMatchObject([{ epoch: EPOCHS }])
    expect(find(effects, 'flushWeights').map(({ ifDue }) => ifDue)).toEqual([true, false])
    expect(next.ending).toMatchObject({ state: 'finished', bestEpoch: 5, epochs: EPOCHS, problems: [] })
  })

  test('of a run that is resumed after its last step has the averages, as without the interruption', () => {
    const resumed: Training = {
      ...compiling,
      setup: { ...setup, hasAverages: true },
      at: { epoch: 4, step: 10 },
    }
    const { training: next, effects } = reduce(resumed, trained(4, [1]))
    expect(kinds(effects)).toEqual([
      // More epochs go on from the weights, not from their averages.
      ...[...SAVED_BEST, 'flushEpochs', 'writeCheckpoint', 'keepSignals', 'applyAverages', 'emit log'],
      ...['queueSessionWeights', 'flushWeights', 'close'],
    ])
    expect(next.ending?.state).toBe('finished')
  })
})

describe('a callback', () => {
  test('that stops discards the epochs and steps after its epoch', () => {
    const { training: next, effects } = reduce(inTraining(stopsAfter(1)), trained(0, [1, 2, 0.1]))
    expect(kinds(effects)).toEqual([
      ...[...SAVED_BEST, ...SAVED, 'flushEpochs', 'writeStates', 'writeCheckpoint', 'keepSignals'],
      ...['queueSessionWeights', 'flushWeights', 'close'],
    ])
    expect(find(effects, 'writeStates')[0]!.states.get(kernel.name)![0]).toBe(2)
    expect(find(effects, 'queueSessionWeights')).toMatchObject([{ epoch: 2 }])
    expect(next.ending).toMatchObject({ state: 'finished', bestEpoch: 1, epochs: 2 })
    expect(next.ending!.reason.en).toMatch(/Early stopping/)
  })

  test('that stops after the last epoch of a call has nothing to discard', () => {
    const { effects } = reduce(inTraining(stopsAfter(1)), trained(0, [1, 2]))
    expect(kinds(effects)).not.toContain('writeStates')
    const inside = reduce(inTraining(stopsAfter(1)), trained(0, [1, 2], 3))
    expect(kinds(inside.effects)).toContain('writeStates')
  })

  test('that restores the best weights ends with them', () => {
    const { training: next, effects } = reduce(inTraining(stopsAfter(1, true)), trained(0, [1, 2]))
    expect(kinds(effects).slice(-4)).toEqual(['emit log', 'queueWeights', 'flushWeights', 'close'])
    expect(queued(effects).at(-1)).toEqual(['last', 1, 1])
    expect(next.ending).toMatchObject({ bestEpoch: 1, epochs: 2 })
  })

  test('that lowers the rate discards the epochs after it, and training goes on from there', () => {
    const { training: next, effects } = reduce(inTraining(halvesRate), trained(0, [1, 2, 0.1]))
    expect(kinds(effects)).toEqual([
      ...SAVED_BEST,
      ...['queueWeights', 'flushWeights', 'writeCallbackFiles', 'emit log', 'queueEpoch'],
      ...['flushEpochs', 'writeStates', 'setLearningRate', 'keepSignals'],
    ])
    expect(find(effects, 'setLearningRate')).toEqual([
      { type: 'setLearningRate', rate: Math.fround(RATE / 2) },
    ])
    expect(find(effects, 'writeCallbackFiles')[1]!.results.values).toEqual({
      loss: 0.5,
      val_loss: 2,
      [LEARNING_RATE]: RATE,
    })
    expect(next).toMatchObject({ phase: 'training', at: { epoch: 2, step: 0 }, ending: null })
    // The checkpoint of an epoch after which nothing is discarded has the new rate.
    const last = reduce(inTraining(halvesRate), trained(0, [1, 2]))
    expect(kinds(last.effects).slice(-4)).toEqual([
      ...['flushEpochs', 'setLearningRate', 'writeCheckpoint', 'keepSignals'],
    ])
  })
})

describe('a halt', () => {
  const overrides = new Map([['loss_sum', Float32Array.of(3)]])
  const averaging = inTraining({ ...setup, hasAverages: true })

  test('writes a checkpoint, then the last weights', () => {
    const { training: next, effects } = reduce(training, { ...MESSAGES.halted, overrides })
    expect(kinds(effects)).toEqual(['writeCheckpoint', 'queueSessionWeights', 'flushWeights', 'close'])
    const content = { at: { epoch: 0, step: 3 }, best: null, callbacks: training.callbacks, overrides }
    expect(effects[0]).toEqual({ type: 'writeCheckpoint', content, ifDue: null })
    expect(next.ending).toMatchObject({ state: 'paused', epochs: 0 })
  })

  test('before the first step has no new weights', () => {
    const { effects } = reduce(compiling, MESSAGES.halted)
    expect(kinds(effects)).toEqual(['writeCheckpoint', 'flushWeights', 'close'])
  })

  test('averages the weights if it is a stop, and not if it is a pause', () => {
    const stop = reduce(averaging, { ...MESSAGES.halted, how: 'stop' })
    expect(kinds(stop.effects)).toEqual([
      ...['writeCheckpoint', 'applyAverages', 'emit log', 'queueSessionWeights', 'flushWeights', 'close'],
    ])
    expect(stop.training.ending?.state).toBe('stopped')
    expect(kinds(reduce(averaging, MESSAGES.halted).effects)).not.toContain('applyAverages')
    const before = reduce({ ...averaging, phase: 'compiling' }, { ...MESSAGES.halted, how: 'stop' })
    expect(kinds(before.effects)).toEqual(['writeCheckpoint', 'flushWeights', 'close'])
  })

  test('of a resumed training before its first step averages the weights that were trained earlier', () => {
    const resumed: Training = { ...averaging, phase: 'compiling', at: { epoch: 2, step: 0 } }
    expect(kinds(reduce(resumed, { ...MESSAGES.halted, how: 'stop' }).effects)).toEqual([
      ...['writeCheckpoint', 'applyAverages', 'emit log', 'queueSessionWeights', 'flushWeights', 'close'],
    ])
  })

  test('restores the best weights if it is a stop, and not if it is a pause', () => {
    const { training: next } = reduce(inTraining(stopsAfter(3, true)), trained(0, [1, 2]))
    const stop = reduce(next, { ...MESSAGES.halted, how: 'stop' })
    expect(queued(stop.effects)).toEqual([['last', 1, 1]])
    expect(stop.training.ending?.bestEpoch).toBe(1)
    expect(kinds(reduce(next, MESSAGES.halted).effects)).toEqual([
      ...['writeCheckpoint', 'queueSessionWeights', 'flushWeights', 'close'],
    ])
  })
})

describe('a loss that is not finite', () => {
  test('fails the run, with the last good state saved', () => {
    const { training: next, effects } = reduce(training, { ...MESSAGES.notFinite, badStep: 14, epoch: 1 })
    expect(kinds(effects)).toEqual(['queueSessionWeights', 'writeCheckpoint', 'flushWeights', 'close'])
    expect(find(effects, 'writeCheckpoint')[0]).toMatchObject({
      content: { at: { epoch: 1, step: 3 } },
      ifDue: null,
    })
    expect(next.ending).toMatchObject({ state: 'failed', epochs: 1 })
    expect(next.ending!.problems).toHaveLength(1)
    expect(next.ending!.reason.en).toMatch(/step 5 of epoch 2|epoch 2.*step 5/)
  })

  test('saves nothing if the weights are not finite, and no checkpoint at the start of an epoch', () => {
    const fail = (change: Partial<NonFinite>) =>
      kinds(reduce(training, { ...MESSAGES.notFinite, cause: { ...cause, ...change } }).effects)
    expect(fail({ weightsFinite: false })).toEqual(['flushWeights', 'close'])
    expect(fail({ step: 0 })).toEqual(['queueSessionWeights', 'flushWeights', 'close'])
  })

  test('ends with the best weights if early stopping restores them, and never with averages', () => {
    const watching: Setup = { ...stopsAfter(3, true), hasAverages: true }
    const { training: next } = reduce(inTraining(watching), trained(0, [1, 2]))
    const { effects } = reduce(next, MESSAGES.notFinite)
    expect(queued(effects)).toEqual([['last', 1, 1]])
    expect(kinds(effects)).not.toContain('applyAverages')
  })
})

test('a file that cannot be written ends the run; the epochs before it are still written and emitted', () => {
  const seen: string[] = []
  const shell = {
    training,
    emit: () => {},
    output: {
      files: { weights: () => {}, flushIfDue: () => {} },
      callbackFiles: {
        onEpochEnd({ epoch }: { readonly epoch: number }) {
          if (epoch === 2) throw new Error('full')
        },
      },
      epochs: epochQueue(
        (lines) => seen.push(`wrote ${lines.length}`),
        (frames) => seen.push(`emitted ${frames.length}`),
      ),
    },
  } as unknown as Shell
  expect(() => dispatch(shell, trained(0, [1, 2, 3, 4]))).toThrow('full')
  expect(seen).toEqual(['wrote 2', 'emitted 2'])
})

test('a halt writes its checkpoint; others are written only if they are due', () => {
  const places: (string | null)[] = []
  let written = 0
  const output = {
    files: { weights: () => {}, flush: () => {} },
    checkpoints: {
      isDue(place: string) {
        places.push(place)
        return false
      },
      write: () => written++,
    },
    signals: { close: () => {} },
  }
  const shell = { training: compiling, emit: () => {}, output, run: { session: { close: () => {} } } }
  dispatch(shell as unknown as Shell, MESSAGES.insideEpoch)
  expect([places, written]).toEqual([['inside'], 0])
  dispatch(shell as unknown as Shell, MESSAGES.halted)
  expect([places, written]).toEqual([['inside'], 1])
})

test('a group whose figures cannot be written is not emitted, and is not written again', () => {
  const seen: string[] = []
  let full = true
  const queue = epochQueue(
    (lines) => {
      if (full) throw new Error('full')
      seen.push(`wrote ${lines.length}`)
    },
    (frames) => seen.push(`emitted ${frames.length}`),
  )
  const { line, frame } = find(reduce(training, trained(0, [1])).effects, 'queueEpoch')[0]!
  queue.add(line, frame)
  expect(() => queue.flush()).toThrow('full')
  full = false
  queue.flush()
  expect(seen).toEqual([])
  queue.add(line, frame)
  queue.add(line, frame)
  queue.flush()
  expect(seen).toEqual(['wrote 2', 'emitted 2'])
})
