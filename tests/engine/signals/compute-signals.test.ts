/** Signals of tiny networks whose gradients are derived by hand, on the portable executor. */
import { expect, it } from 'vitest'
import { portable } from '../../../electron/engine/executors/portable/index.ts'
import type { Values } from '../../../electron/engine/executors/values.ts'
import { planSettings } from '../../../electron/engine/worker/open-run.ts'
import { openSignals } from '../../../electron/engine/worker/signals/compute-signals.ts'
import { sgd } from '../../../shared/catalog/optimizers/sgd.ts'
import { defaultProps } from '../../../shared/fields/index.ts'
import { analyze } from '../../../shared/model/analyze.ts'
import { documentOf } from '../../support/case-document.ts'
import type { KerasCase } from '../../support/cases/types.ts'
import { dataInfo } from '../../support/data-info.ts'

const executor = await portable((why) => expect.unreachable(why))
const number = { name: 'target0', kind: 'number', classes: [] } as const

/** @param weights by name @param columns by name; x has one number a row unless `input` says so */
function signalsOf(
  parts: Partial<KerasCase> & { readonly training?: object },
  weights: { readonly [name: string]: readonly number[] },
  columns: { readonly [name: string]: Values },
) {
  const document = documentOf({ name: 'made', input: [1], layers: [], loss: 'mean_squared_error', ...parts })
  const settled = { ...document, training: { ...document.training, ...parts.training } }
  const classes = Array.from({ length: parts.classes ?? 0 }, (_, i) => `${i}`)
  const target = parts.classes ? ({ name: 'target0', kind: 'classes', classes } as const) : number
  const info = dataInfo({ shape: [...(parts.input ?? [1])], targets: [target] })
  const { model } = analyze(settled).sound()
  const rows = columns.x!.length / (parts.input ?? [1]).reduce((a, b) => a * b, 1)
  const program = openSignals(planSettings(settled, model, { info, seed: 1 }), rows, executor)
  const states = new Map(
    program.states.map((spec) => [
      spec.name,
      weights[spec.name] ? Float32Array.from(weights[spec.name]!) : spec.initial(),
    ]),
  )
  return program.compute(states, new Map(Object.entries(columns)))
}
const dense = (props: object = {}) => ({ type: 'Dense', props: { units: 1, use_bias: false, ...props } })
const stochastic = (props: object = {}) => ({
  optimizer: { type: 'sgd', ...defaultProps(sgd.fields), learning_rate: 0.5, ...props },
})
const f32 = (...values: number[]) => Float32Array.from(values)

it('gradients at outputs are those of each row’s own loss; those of weights are of the mean loss with penalties', () => {
  const layers = [
    dense({ kernel_regularizer: { type: 'l2', l2: 0.1 }, activity_regularizer: { type: 'l1', l1: 7 } }),
  ]
  const weights = { 'layer1/kernel': [2] }
  const signals = signalsOf({ layers, training: stochastic() }, weights, { x: f32(1, 2), y: f32(1, 1) })
  // Predictions 2 and 4, errors 1 and 3: gradients 2 · error.
  const [, layer, output] = signals.calls
  expect(layer!.gradients).toMatchObject({ mean: (2 + 6) / 2, zeros: 0 })
  expect(layer!.gradients!.low).toBeCloseTo(2.4, 6)
  expect(output!.gradients!.mean).toBe(4)
  expect(signals.calls[0]!.gradients).toBeNull()
  // d(mean)/dw = mean of 2 · error · x; of the penalties 2 · 0.1 · w and 7 · mean of x.
  const gradient = (2 * 1 + 6 * 2) / 2 + 0.2 * 2 + 7 * 1.5
  expect(signals.weights).toHaveLength(1)
  expect(signals.weights[0]).toMatchObject({ weight: 'kernel', norm: 2, trainable: true, isSymmetric: false })
  expect(signals.weights[0]!.gradientNorm).toBeCloseTo(gradient, 4)
  expect(signals.weights[0]!.updateNorm).toBeCloseTo(gradient / 2, 4)
  expect(signals.loss).toBeCloseTo((1 + 9) / 2 + 0.1 * 4 + 7 * 3, 4)
})

it('the update is that of the optimizer: clipped, decayed, and not put off by accumulation', () => {
  const step = (optimizer: object) =>
    signalsOf(
      { layers: [dense()], training: stochastic(optimizer) },
      { 'layer1/kernel': [2] },
      { x: f32(1, 2), y: f32(1, 1) },
    ).weights[0]!
  expect(step({})).toMatchObject({ gradientNorm: 7, updateNorm: 3.5 })
  expect(step({ clipvalue: 2 })).toMatchObject({ gradientNorm: 7, updateNorm: 1 })
  expect(step({ weight_decay: 0.1 }).updateNorm).toBeCloseTo(3.5 + 0.5 * 0.1 * 2, 5)
  expect(step({ gradient_accumulation_steps: 4 }).updateNorm).toBe(3.5)
})

it('each call has its own gradient, also where two calls are one operation, and at both calls of a shared layer', () => {
  // x → two ReLUs; the loss depends on 3 · the first + 5 · the second.
  const relu = { type: 'ReLU' }
  const parallel = signalsOf(
    {
      layers: [relu, relu, dense(), dense(), { type: 'Add' }],
      graph: [
        [0, 0],
        [1, 0],
        [2, 1],
        [3, 2],
        [4, 3, 4],
      ],
    },
    { 'layer3/kernel': [3], 'layer4/kernel': [5] },
    { x: f32(1, 2), y: f32(7, 15) },
  )
  const gradients = parallel.calls.map((call) => call.gradients?.mean)
  // Errors of 1 each: the gradient of the loss is 2.
  expect(gradients.slice(1, 3)).toEqual([2 * 3, 2 * 5])
  const shared = signalsOf(
    { layers: [dense()], calls: [0, 0] },
    { 'layer1/kernel': [3] },
    { x: f32(1), y: f32(8) },
  )
  expect(shared.calls.map((call) => call.gradients?.mean)).toEqual([undefined, 2 * 3, 2, 2])
  expect(shared.weights).toHaveLength(1)
})

it('at a final softmax, gradients are of the loss by the probabilities; before it, by the logits', () => {
  const loss = 'sparse_categorical_crossentropy'
  const softmax = { type: 'Softmax' }
  const logits = [Math.log(1), Math.log(3)]
  const { calls } = signalsOf(
    { layers: [dense({ units: 2 }), softmax], loss, classes: 2 },
    { 'layer1/kernel': logits },
    { x: f32(1), y: Int32Array.of(0) },
  )
  // Probabilities ¼ and ¾: by the logits p − y; by the probabilities Keras's 1 − y ÷ p, as it divides by their sum.
  expect(calls[1]!.gradients!.mean).toBeCloseTo(0.75, 6)
  expect(calls[2]!.gradients!.mean).toBeCloseTo((3 + 1) / 2, 5)
  expect(calls[3]!.gradients).toEqual(calls[2]!.gradients)
})

it('a saturated softmax has the gradients of its logits, as in training', () => {
  const loss = 'sparse_categorical_crossentropy'
  const { calls } = signalsOf(
    { layers: [dense({ units: 2 }), { type: 'Softmax' }], loss, classes: 2 },
    { 'layer1/kernel': [0, 60] },
    { x: f32(1), y: Int32Array.of(0) },
  )
  expect(calls[1]!.gradients!.mean).toBeCloseTo(1, 6)
})

it('frozen layers, layers without parameters, and branches that no Output needs', () => {
  const { calls, weights, loss } = signalsOf(
    {
      layers: [
        { ...dense(), trainable: false },
        { type: 'Flatten' },
        dense({ kernel_regularizer: { type: 'l2', l2: 9 } }),
      ],
      graph: [
        [0, 0],
        [1, 1],
        [2, 0],
      ],
      outputs: [{ from: 2, loss: 'mean_squared_error', target: 0 }],
    },
    { 'layer1/kernel': [2], 'layer3/kernel': [4] },
    { x: f32(1), y: f32(1) },
  )
  const byLayer = Object.fromEntries(calls.map(({ layer, gradients }) => [layer, gradients?.mean ?? null]))
  expect(byLayer).toEqual({ layer0: null, layer1: 2, layer2: 2, layer3: null, layer4: 2 })
  expect(
    weights.map(({ layer, gradientNorm, updateNorm, trainable }) => [
      layer,
      gradientNorm,
      updateNorm,
      trainable,
    ]),
  ).toEqual([
    ['layer1', null, null, false],
    ['layer3', null, null, true],
  ])
  expect(loss).toBe(1)
})

it('a layer runs as in a step of training: dropout drops, and BatchNormalization has the statistics of the batch', () => {
  const rows = Float32Array.from({ length: 400 }, (_, i) => 5 + (i % 2))
  const { calls, normalizations } = signalsOf(
    { layers: [{ type: 'BatchNormalization' }, { type: 'Dropout', props: { rate: 0.5 } }] },
    {},
    { x: rows, y: rows },
  )
  expect(calls[1]!.outputs.mean).toBeCloseTo(0, 5)
  expect(calls[2]!.outputs.zeros).toBeGreaterThan(0.3)
  expect(normalizations).toHaveLength(1)
  expect(normalizations[0]!.meanShift).toBeCloseTo(5.5 / 0.5, 5)
  expect(normalizations[0]!.varianceRatio).toBeCloseTo(1 / 0.25, 5)
})

it('saturation is that of the activation, also of a layer that only applies it', () => {
  const { calls } = signalsOf(
    {
      layers: [
        dense({ activation: 'tanh' }),
        { type: 'Activation', props: { activation: 'sigmoid' } },
        { type: 'ReLU' },
      ],
    },
    { 'layer1/kernel': [5] },
    { x: f32(1, -1, 0.01), y: f32(1, 1, 1) },
  )
  expect(calls.map(({ outputs }) => outputs.saturated)).toEqual([null, 2 / 3, 0, null, null])
})

it('without a loss only outputs are shown', () => {
  const document = documentOf({ name: 'made', input: [1], layers: [dense()], loss: 'mean_squared_error' })
  const { model } = analyze(document).sound()
  const settings = planSettings(
    document,
    { ...model, outputs: [] },
    { info: dataInfo({ shape: [1] }), seed: 1 },
  )
  const program = openSignals(settings, 2, executor)
  const states = new Map(program.states.map((spec) => [spec.name, spec.initial()]))
  const { calls, loss, axes, weights } = program.compute(states, new Map([['x', f32(1, 2)]]))
  expect(calls.map(({ gradients }) => gradients)).toEqual([null, null, null])
  expect([loss, axes.gradients, weights[0]!.gradientNorm]).toEqual([null, null, null])
  expect(weights[0]!.norm).toBeGreaterThan(0)
})
