/** The table of cases that are compared with the real Keras: small networks, each for one option of a layer, loss or optimizer. */
import type { Json, JsonObject } from '../../shared/json.ts'
import { ACTIVATION_CASES } from './cases/activations.ts'
import { LAYER_CASES } from './cases/layers.ts'
import { LOSS_CASES } from './cases/losses.ts'
import { METRIC_CASES } from './cases/metrics.ts'
import { OPTIMIZER_CASES } from './cases/optimizers.ts'
import { OUTPUT_CASES } from './cases/outputs.ts'
import type { CaseLayer, KerasCase } from './cases/types.ts'

/** A case with a numeric target. */
const regressionCase = (
  name: string,
  layers: readonly CaseLayer[],
  overrides: Partial<KerasCase> = {},
): KerasCase => ({
  name,
  input: [5],
  layers: [...layers, { type: 'Dense', props: { units: 1 } }],
  loss: 'mean_squared_error',
  metrics: ['mean_absolute_error'],
  classes: 0,
  ...overrides,
})
/** A case with a target of three classes. */
const classificationCase = (
  name: string,
  layers: readonly CaseLayer[],
  overrides: Partial<KerasCase> = {},
): KerasCase => ({
  name,
  input: [5],
  layers,
  loss: 'sparse_categorical_crossentropy',
  metrics: ['accuracy'],
  classes: 3,
  ...overrides,
})
const dense = (props: JsonObject = {}): CaseLayer => ({ type: 'Dense', props: { units: 4, ...props } })
const softmax = dense({ units: 3, activation: 'softmax' })
const batchNormalization = (props: JsonObject = {}, trainable = true): CaseLayer => ({
  type: 'BatchNormalization',
  props,
  trainable,
})

export const ACTIVATION_NAMES = [
  ...[
    'linear',
    'relu',
    'elu',
    'selu',
    'leaky_relu',
    'gelu',
    'silu',
    'mish',
    'sigmoid',
    'hard_sigmoid',
    'tanh',
  ],
  ...['softplus', 'softsign', 'exponential', 'softmax', 'log_softmax'],
]
const regularizers: readonly [string, Json][] = [
  ['l1', 'l1'],
  ['l2', { type: 'l2', l2: 0.03 }],
  ['l1l2', { type: 'l1l2', l1: 0.02, l2: 0.05 }],
]

const layerCases: readonly KerasCase[] = [
  ...ACTIVATION_NAMES.map((activation) =>
    regressionCase(`Dense activation ${activation}`, [dense({ activation })], { scale: 3 }),
  ),
  ...['relu', 'softmax', 'gelu'].map((activation) =>
    regressionCase(`Activation ${activation}`, [dense(), { type: 'Activation', props: { activation } }]),
  ),
  regressionCase('Dense without bias', [dense({ use_bias: false })]),
  regressionCase('Dense over the last of two axes', [dense({ activation: 'tanh' }), { type: 'Flatten' }], {
    input: [3, 4],
  }),
  regressionCase('Dense frozen', [
    dense({ activation: 'tanh' }),
    { ...dense({ activation: 'tanh' }), trainable: false },
  ]),
  regressionCase(
    'Dense shared by two calls',
    [dense({ units: 5, activation: 'tanh', kernel_regularizer: 'l2' })],
    {
      calls: [0, 0, 1],
    },
  ),
  regressionCase(
    'Dense shared by two calls with a penalty on its output',
    [dense({ units: 5, activity_regularizer: 'l1' })],
    {
      calls: [0, 0, 1],
    },
  ),
  ...regularizers.flatMap(([name, value]) =>
    ['kernel_regularizer', 'bias_regularizer', 'activity_regularizer'].map((field) =>
      regressionCase(`Dense ${field} ${name}`, [dense({ activation: 'tanh', [field]: value })]),
    ),
  ),
  regressionCase('Dense frozen with a regularizer', [
    { ...dense({ kernel_regularizer: 'l2' }), trainable: false },
  ]),
  regressionCase('Flatten', [{ type: 'Flatten' }], { input: [2, 3] }),
  regressionCase('Flatten of two axes after Dense', [dense({ units: 2 }), { type: 'Flatten' }], {
    input: [2, 2, 3],
  }),
  regressionCase('Dropout of nothing', [{ type: 'Dropout', props: { rate: 0 } }]),
  regressionCase('BatchNormalization', [batchNormalization()]),
  regressionCase('BatchNormalization momentum and epsilon', [
    batchNormalization({ momentum: 0.6, epsilon: 0.2 }),
  ]),
  regressionCase('BatchNormalization without center', [batchNormalization({ center: false })]),
  regressionCase('BatchNormalization without scale', [batchNormalization({ scale: false })]),
  regressionCase('BatchNormalization without both', [batchNormalization({ center: false, scale: false })]),
  regressionCase('BatchNormalization regularized', [
    batchNormalization({ beta_regularizer: 'l1', gamma_regularizer: 'l2' }),
  ]),
  regressionCase('BatchNormalization last of two axes', [batchNormalization(), { type: 'Flatten' }], {
    input: [3, 4],
  }),
  regressionCase('BatchNormalization first axis', [batchNormalization({ axis: 1 }), { type: 'Flatten' }], {
    input: [3, 4],
  }),
  regressionCase('BatchNormalization axis -2', [batchNormalization({ axis: -2 }), { type: 'Flatten' }], {
    input: [2, 3, 2],
  }),
  regressionCase('BatchNormalization frozen', [dense({ activation: 'tanh' }), batchNormalization({}, false)]),
  regressionCase('BatchNormalization between Dense and Activation', [
    dense({ use_bias: false }),
    batchNormalization(),
    { type: 'Activation', props: { activation: 'elu' } },
  ]),
]

const lossCases: readonly KerasCase[] = [
  classificationCase('sparse_categorical_crossentropy on softmax', [softmax]),
  classificationCase('sparse_categorical_crossentropy on softmax, large logits', [softmax], { scale: 60 }),
  classificationCase('sparse_categorical_crossentropy on Activation softmax', [
    dense({ units: 3 }),
    { type: 'Activation', props: { activation: 'softmax' } },
  ]),
  classificationCase('sparse_categorical_crossentropy from logits', [dense({ units: 3 })], {
    loss: { type: 'sparse_categorical_crossentropy', from_logits: true },
  }),
  classificationCase('sparse_categorical_crossentropy on sigmoid', [
    dense({ units: 3, activation: 'sigmoid' }),
  ]),
  classificationCase('sparse_categorical_crossentropy on softmax after Dropout of nothing', [
    softmax,
    { type: 'Dropout', props: { rate: 0 } },
  ]),
  classificationCase('categorical_crossentropy on softmax', [softmax], { loss: 'categorical_crossentropy' }),
  classificationCase('categorical_crossentropy on softmax, large logits', [softmax], {
    loss: 'categorical_crossentropy',
    scale: 60,
  }),
  classificationCase('categorical_crossentropy from logits', [dense({ units: 3 })], {
    loss: { type: 'categorical_crossentropy', from_logits: true },
  }),
  classificationCase('categorical_crossentropy on sigmoid', [dense({ units: 3, activation: 'sigmoid' })], {
    loss: 'categorical_crossentropy',
  }),
  ...[1, 60].map((scale) =>
    classificationCase(
      `binary_crossentropy on sigmoid, weights of ${scale}`,
      [dense({ units: 1, activation: 'sigmoid' })],
      {
        loss: 'binary_crossentropy',
        classes: 2,
        scale,
      },
    ),
  ),
  classificationCase('binary_crossentropy from logits', [dense({ units: 1 })], {
    loss: { type: 'binary_crossentropy', from_logits: true },
    classes: 2,
    scale: 10,
  }),
  classificationCase(
    'binary_crossentropy on hard_sigmoid, which reaches 0 and 1',
    [dense({ units: 1, activation: 'hard_sigmoid' })],
    {
      loss: 'binary_crossentropy',
      classes: 2,
      scale: 6,
    },
  ),
  classificationCase('sparse_categorical_crossentropy from logits, on softmax all the same', [softmax], {
    loss: { type: 'sparse_categorical_crossentropy', from_logits: true },
  }),
  classificationCase(
    'binary_crossentropy from logits, on sigmoid all the same',
    [dense({ units: 1, activation: 'sigmoid' })],
    {
      loss: { type: 'binary_crossentropy', from_logits: true },
      classes: 2,
    },
  ),
  regressionCase('mean_squared_error', []),
  regressionCase('loss weight', [dense({ kernel_regularizer: 'l2' })], { lossWeight: 0.25 }),
  regressionCase('both metrics on a number', [], {
    metrics: ['accuracy', 'mean_absolute_error'],
    classes: 2,
  }),
  regressionCase('bytes, scaled', [dense()], {
    input: [2, 3],
    layers: [{ type: 'Flatten' }, dense({ units: 1 })],
    preparation: { dtype: 'uint8', offset: [0], scale: [1 / 255] },
  }),
  regressionCase('columns, standardized', [dense()], {
    preparation: { dtype: 'float32', offset: [1, -2, 0, 0.5, 3], scale: [0.5, 2, 1, 3, 0.1] },
  }),
]

export const KERAS_CASES: readonly KerasCase[] = [
  ...LAYER_CASES,
  ...ACTIVATION_CASES,
  ...LOSS_CASES,
  ...METRIC_CASES,
  ...layerCases,
  ...lossCases,
  ...OPTIMIZER_CASES,
  ...OUTPUT_CASES,
]
