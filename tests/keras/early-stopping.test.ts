/** Compares our early stopping with the callback of the real Keras, epoch by epoch, on synthetic figures. */
import { expect, test } from 'vitest'
import {
  earlyStopping,
  initialEarlyStopping,
  updateEarlyStopping,
} from '../../shared/catalog/callbacks/early-stopping.ts'
import { readProps } from '../../shared/fields/index.ts'
import { analyze } from '../../shared/model/analyze.ts'
import { withMode } from '../../shared/model/callback-modes.ts'
import { documentOf } from '../support/case-document.ts'
import { goldenAnswers } from '../support/golden.ts'
import { describeKeras } from '../support/keras.ts'
import { streamOf } from '../support/random-arrays.ts'

interface Case {
  readonly name: string
  readonly options: { readonly [field: string]: unknown }
  /** The monitored figure of each epoch; null where it is missing. */
  readonly logs: readonly (number | string | null)[]
}

const falling = [1, 0.9, 0.8, 0.85, 0.84, 0.7, 0.71, 0.72, 0.73, 0.74, 0.6]
const designed: readonly Case[] = [
  { name: 'patience 0', options: { monitor: 'val_loss' }, logs: falling },
  { name: 'patience 0 at the first epoch', options: { monitor: 'val_loss' }, logs: [1, 1, 1] },
  {
    name: 'patience 3, restored',
    options: { monitor: 'val_loss', patience: 3, restore_best_weights: true },
    logs: falling,
  },
  {
    name: 'accuracy grows',
    options: { monitor: 'val_accuracy', patience: 2 },
    logs: falling.map((v) => 1 - v),
  },
  { name: 'an error shrinks', options: { monitor: 'val_mean_absolute_error', patience: 2 }, logs: falling },
  { name: 'mode max', options: { monitor: 'val_loss', patience: 2, mode: 'max' }, logs: falling },
  { name: 'mode min', options: { monitor: 'accuracy', patience: 2, mode: 'min' }, logs: falling },
  {
    name: 'small changes',
    options: { monitor: 'loss', patience: 2, min_delta: 0.1 },
    logs: [1, 0.95, 0.89, 0.85, 0.79, 0.78, 0.77],
  },
  {
    name: 'small changes, growing',
    options: { monitor: 'accuracy', patience: 2, min_delta: 0.1 },
    logs: [0, 0.05, 0.11, 0.15, 0.2, 0.3, 0.31],
  },
  {
    name: 'baseline not reached',
    options: { monitor: 'val_loss', patience: 3, baseline: 0.5 },
    logs: falling,
  },
  { name: 'baseline reached', options: { monitor: 'val_loss', patience: 3, baseline: 0.82 }, logs: falling },
  {
    name: 'starts later',
    options: { monitor: 'val_loss', patience: 1, start_from_epoch: 4, restore_best_weights: true },
    logs: falling,
  },
  {
    name: 'epochs without the figure',
    options: { monitor: 'val_loss', patience: 2 },
    logs: [null, 1, null, 1, null, 1, 1],
  },
  {
    name: 'not a number, later',
    options: { monitor: 'val_loss', patience: 2 },
    logs: [1, 'nan', 'nan', 0.5, 0.6],
  },
  {
    name: 'not a number, first',
    options: { monitor: 'val_loss', patience: 3 },
    logs: ['nan', 1, 0.5, 0.4, 0.3],
  },
  {
    name: 'infinite',
    options: { monitor: 'val_loss', patience: 3 },
    logs: ['inf', 1, 'inf', 0.4, 'inf', 'inf', 'inf'],
  },
]
const random: readonly Case[] = Array.from({ length: 40 }, (_, i) => {
  const stream = streamOf(900 + i)
  const largerIsBetter = stream.uniformInt(2) === 1
  let level = 1
  return {
    name: `random ${i}`,
    options: {
      monitor: largerIsBetter ? 'val_accuracy' : 'val_loss',
      patience: stream.uniformInt(5),
      min_delta: [0, 0.05][stream.uniformInt(2)],
      restore_best_weights: stream.uniformInt(2) === 1,
      start_from_epoch: [0, 0, 3][stream.uniformInt(3)],
      ...(stream.uniformInt(3) === 0 ? { baseline: 0.8 } : {}),
    },
    logs: Array.from({ length: 25 }, () => {
      level += (stream.uniform() - 0.55) / 8
      return largerIsBetter ? 2 - level : level
    }),
  }
})
const cases = [...designed, ...random]

/** The model that Keras's callback monitors in tests/support/ask_keras.py. */
const { model } = analyze(
  documentOf({
    name: 'watched',
    input: [1],
    layers: [{ type: 'Dense', props: { units: 1 } }],
    loss: 'mean_squared_error',
    metrics: ['accuracy', 'mean_absolute_error'],
  }),
)

/** The state after each epoch: the best figure, its epoch, the number of epochs waited, and whether the training stops. */
type States = readonly (readonly [number | string | null, number, number, boolean])[]

describeKeras('EarlyStopping', () => {
  const answers = goldenAnswers<States>(
    'early-stopping',
    cases.map((c) => ({ name: c.name, request: { kind: 'early_stopping', ...c } })),
  )

  test.each(cases)('$name', ({ name, options, logs }) => {
    const { props, problems } = readProps(earlyStopping.fields, options)
    expect(problems).toEqual([])
    const callback = withMode({ type: 'EarlyStopping', ...props }, model!) as unknown as typeof props
    let state = initialEarlyStopping
    for (const [epoch, expected] of answers.saved(name).entries()) {
      const value = logs[epoch]
      state = updateEarlyStopping(
        state,
        callback,
        epoch,
        value === null ? undefined : Number(value === 'inf' ? Number.POSITIVE_INFINITY : value),
      )
      const [best, bestEpoch, waited, stopped] = expected
      expect(state.best === null ? null : String(Math.fround(state.best))).toBe(
        best === null ? null : String(toNumber(best)),
      )
      // Keras starts with best_epoch 0 where ours is null.
      expect(state.bestEpoch ?? 0).toBe(bestEpoch)
      expect([epoch, state.waited, state.stopped]).toEqual([epoch, waited, stopped])
    }
    const stops = answers.saved(name).at(-1)![3]
    expect(stops || answers.saved(name).length === logs.length).toBe(true)
  })

  test.each(answers.refreshed)('Keras still gives the stored answer: %s', async (name) => {
    expect(await answers.fresh(name)).toEqual(answers.saved(name))
  })
})

const toNumber = (value: number | string): number =>
  Math.fround(value === 'inf' ? Number.POSITIVE_INFINITY : Number(value))
