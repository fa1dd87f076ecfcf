/** Cases of every optimizer with 20 steps: on a plain network, and on one with a normalization and a regularizer. */
import type { Json, JsonObject } from '../../../shared/json.ts'
import type { CaseLayer, KerasCase } from './types.ts'

const dense = (props: JsonObject = {}): CaseLayer => ({ type: 'Dense', props: { units: 4, ...props } })
const softmax = dense({ units: 3, activation: 'softmax' })
const normalization: CaseLayer = { type: 'BatchNormalization', props: { momentum: 0.9 } }

/** A case with a target of three classes. */
const classificationCase = (
  name: string,
  layers: readonly CaseLayer[],
  overrides: Partial<KerasCase>,
): KerasCase => ({
  name,
  input: [5],
  layers,
  loss: 'sparse_categorical_crossentropy',
  metrics: ['accuracy'],
  classes: 3,
  ...overrides,
})

const sgdWith = (learning_rate: Json): Json => ({ type: 'sgd', learning_rate, momentum: 0.5 })

const optimizers: readonly [string, Json][] = [
  ['SGD', 'sgd'],
  ['SGD, larger steps', { type: 'sgd', learning_rate: 0.1 }],
  ['SGD with momentum', { type: 'sgd', learning_rate: 0.02, momentum: 0.9 }],
  ['SGD with Nesterov momentum', { type: 'sgd', learning_rate: 0.02, momentum: 0.9, nesterov: true }],
  ['Adam', 'adam'],
  ['Adam, larger steps', { type: 'adam', learning_rate: 0.02 }],
  [
    'Adam with other memories',
    { type: 'adam', learning_rate: 0.01, beta_1: 0.5, beta_2: 0.9, epsilon: 0.01 },
  ],
  ['Adam amsgrad', { type: 'adam', learning_rate: 0.02, amsgrad: true, beta_2: 0.5 }],
  ['AdamW', 'adamw'],
  ['AdamW, much decay', { type: 'adamw', learning_rate: 0.02, weight_decay: 0.5 }],
  ['RMSprop', 'rmsprop'],
  ['RMSprop, larger steps', { type: 'rmsprop', learning_rate: 0.02, rho: 0.5, epsilon: 0.001 }],
  ['RMSprop with momentum', { type: 'rmsprop', learning_rate: 0.01, momentum: 0.9, epsilon: 0.001 }],
  ['RMSprop centered', { type: 'rmsprop', learning_rate: 0.01, centered: true, epsilon: 0.001 }],
  ['Adagrad', 'adagrad'],
  ['Adagrad, larger steps', { type: 'adagrad', learning_rate: 0.1, initial_accumulator_value: 0.01 }],
  ['Adadelta', 'adadelta'],
  ['Adadelta, larger steps', { type: 'adadelta', learning_rate: 0.9, rho: 0.8, epsilon: 0.001 }],
  ['Adamax', 'adamax'],
  ['Adamax, larger steps', { type: 'adamax', learning_rate: 0.02, beta_2: 0.9, epsilon: 0.001 }],
  ['Ftrl', 'ftrl'],
  [
    'Ftrl with every strength',
    {
      ...{ type: 'ftrl', learning_rate: 0.1, learning_rate_power: -0.7, initial_accumulator_value: 0.2 },
      ...{ l1_regularization_strength: 0.01, l2_regularization_strength: 0.02, beta: 0.1 },
      l2_shrinkage_regularization_strength: 0.03,
    },
  ],
  ['Lion', { type: 'lion', learning_rate: 0.002 }],
  ['Lion with other memories', { type: 'lion', learning_rate: 0.01, beta_1: 0.5, beta_2: 0.8 }],
  ['SGD with weight decay', { type: 'sgd', learning_rate: 0.1, momentum: 0.5, weight_decay: 0.2 }],
  ['SGD clipnorm', { type: 'sgd', learning_rate: 0.5, clipnorm: 0.1 }],
  ['SGD clipvalue', { type: 'sgd', learning_rate: 0.5, clipvalue: 0.05 }],
  ['SGD global_clipnorm', { type: 'sgd', learning_rate: 0.5, global_clipnorm: 0.1 }],
  ['SGD global_clipnorm out of reach', { type: 'sgd', learning_rate: 0.1, global_clipnorm: 1000 }],
  ['Adam clipped and decaying', { type: 'adam', learning_rate: 0.01, weight_decay: 0.1, clipnorm: 0.2 }],
  ['SGD, mean of 3 batches', { type: 'sgd', learning_rate: 0.1, gradient_accumulation_steps: 3 }],
  [
    'Nadam, mean of 4 batches, clipped, decaying',
    {
      ...{ type: 'nadam', learning_rate: 0.02, gradient_accumulation_steps: 4 },
      ...{ clipnorm: 0.5, weight_decay: 0.1 },
    },
  ],
  ['Adam with averages', { type: 'adam', learning_rate: 0.02, use_ema: true, ema_momentum: 0.8 }],
  [
    'SGD, overwritten by averages',
    { type: 'sgd', learning_rate: 0.1, use_ema: true, ema_momentum: 0.7, ema_overwrite_frequency: 6 },
  ],
  [
    'SGD, averages of means',
    {
      ...{ type: 'sgd', learning_rate: 0.2, momentum: 0.5, gradient_accumulation_steps: 2 },
      ...{ use_ema: true, ema_momentum: 0.6, ema_overwrite_frequency: 4 },
    },
  ],
  [
    'SGD with ExponentialDecay',
    sgdWith({
      ...{ type: 'ExponentialDecay', initial_learning_rate: 0.2, decay_steps: 10 },
      ...{ decay_rate: 0.3, staircase: false },
    }),
  ],
  [
    'SGD with PiecewiseConstantDecay',
    sgdWith({ type: 'PiecewiseConstantDecay', boundaries: [4, 11], values: [0.2, 0.05, 0.1] }),
  ],
  [
    'Adam with CosineDecay and a warm-up',
    {
      type: 'adam',
      learning_rate: {
        ...{ type: 'CosineDecay', initial_learning_rate: 0.001, decay_steps: 12, alpha: 0.1 },
        ...{ warmup_target: 0.02, warmup_steps: 5 },
      },
    },
  ],
  ['Nadam', 'nadam'],
  ['Nadam, larger steps', { type: 'nadam', learning_rate: 0.02 }],
  [
    'Nadam with other memories',
    { type: 'nadam', learning_rate: 0.01, beta_1: 0.5, beta_2: 0.9, epsilon: 0.01 },
  ],
]

export const OPTIMIZER_CASES: readonly KerasCase[] = optimizers.flatMap(([name, optimizer]) => [
  classificationCase(`${name}, 20 steps`, [dense({ activation: 'elu' }), softmax], { optimizer, steps: 20 }),
  classificationCase(
    `${name}, 20 steps, normalized and regularized`,
    [dense({ activation: 'tanh', kernel_regularizer: 'l2' }), normalization, softmax],
    { optimizer, steps: 20 },
  ),
])
