/** Cases of the table with the policy mixed_bfloat16, and two cases that only such a policy needs. */
import type { KerasCase } from './types.ts'

/** Cases that show how each kind of layer, loss and step rounds. */
const REPEATED_CASES = [
  ...['relu', 'elu', 'selu', 'gelu', 'tanh', 'softmax'].map((name) => `Dense activation ${name}`),
  'Dense shared by two calls',
  'Dense kernel_regularizer l2',
  'BatchNormalization',
  'BatchNormalization frozen',
  'BatchNormalization between Dense and Activation',
  'LayerNormalization',
  'PReLU',
  'Softmax',
  'Rescaling with offset',
  'Normalization by feature',
  'Add around a block, twice',
  'Concatenate',
  'Dot axes -1',
  'two Inputs, two Outputs',
  'bytes, scaled',
  'sparse_categorical_crossentropy on softmax',
  'sparse_categorical_crossentropy from logits',
  'binary_crossentropy on sigmoid, weights of 1',
  'loss categorical_crossentropy on softmax, 3 classes, weighted classes',
  'SGD, 20 steps, normalized and regularized',
  'Adam, 20 steps, normalized and regularized',
  'Nadam, 20 steps',
]

const dense = (props: object) => ({ type: 'Dense', props: { units: 4, activation: 'tanh', ...props } })
const EXTRA_CASES: readonly KerasCase[] = [
  {
    name: 'softmax kept in float32',
    input: [5],
    layers: [dense({}), { ...dense({ units: 3, activation: 'softmax' }), dtype: 'float32' }],
    loss: 'sparse_categorical_crossentropy',
    metrics: ['accuracy'],
    classes: 3,
  },
  {
    // In bfloat16, which has 8 significant bits, 513 would become 512.
    name: 'Embedding of large numbers',
    input: [3],
    layers: [
      { type: 'Embedding', props: { input_dim: 700, output_dim: 4 } },
      { type: 'Flatten' },
      dense({ units: 1 }),
    ],
    loss: 'mean_squared_error',
    preparation: { dtype: 'uint8', offset: [0], scale: [2.7] },
  },
]

export const mixedCases = (table: readonly KerasCase[]): readonly KerasCase[] =>
  [...REPEATED_CASES.map((name) => table.find((c) => c.name === name)!), ...EXTRA_CASES].map((c) => ({
    ...c,
    dtypePolicy: 'mixed_bfloat16',
  }))
