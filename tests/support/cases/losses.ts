/** Cases of every loss, each on the activation that it is meant for, with every argument. */
import type { Json } from '../../../shared/json.ts'
import type { KerasCase } from './types.ts'

const labelOf = (loss: Json) => (typeof loss === 'string' ? loss : JSON.stringify(loss))
const lossCase = (
  loss: Json,
  units: number,
  activation: string,
  classes: number,
  overrides: Partial<KerasCase> = {},
): KerasCase => ({
  name: `loss ${labelOf(loss)} on ${activation}, ${classes} classes${overrides.scale ? `, weights of ${overrides.scale}` : ''}`,
  input: [5],
  layers: [
    { type: 'Dense', props: { units: 4, activation: 'tanh' } },
    { type: 'Dense', props: { units, activation } },
  ],
  loss,
  metrics: [],
  classes,
  ...overrides,
})
const numbers = (loss: Json, activation = 'linear', overrides?: Partial<KerasCase>) =>
  lossCase(loss, 1, activation, 0, overrides)
const binary = (loss: Json, activation = 'sigmoid', overrides?: Partial<KerasCase>) =>
  lossCase(loss, 1, activation, 2, overrides)
const oneHot = (loss: Json, activation = 'softmax', overrides?: Partial<KerasCase>) =>
  lossCase(loss, 3, activation, 3, overrides)

const BINARY = 'binary_focal_crossentropy'
const CATEGORICAL = 'categorical_focal_crossentropy'

export const LOSS_CASES: readonly KerasCase[] = [
  ...['mean_absolute_error', 'mean_absolute_percentage_error', 'mean_squared_logarithmic_error'].map((loss) =>
    numbers(loss),
  ),
  numbers('huber', 'linear', { scale: 3 }),
  numbers({ type: 'huber', delta: 0.2 }),
  numbers('log_cosh'),
  numbers('log_cosh', 'linear', { scale: 30 }),
  numbers('poisson', 'exponential'),
  lossCase('poisson', 1, 'softplus', 4),
  numbers('hinge', 'tanh'),
  binary('hinge', 'tanh'),
  binary('hinge', 'linear', { scale: 3 }),
  binary('squared_hinge', 'linear', { scale: 3 }),
  numbers('squared_hinge', 'tanh'),
  oneHot('categorical_hinge', 'linear'),
  oneHot('categorical_hinge'),
  oneHot('kl_divergence'),
  oneHot('kl_divergence', 'sigmoid'),
  oneHot('cosine_similarity'),
  oneHot('cosine_similarity', 'linear'),
  binary({ type: 'binary_crossentropy', label_smoothing: 0.1 }),
  binary({ type: 'binary_crossentropy', label_smoothing: 0.2, from_logits: true }, 'linear', { scale: 10 }),
  oneHot({ type: 'categorical_crossentropy', label_smoothing: 0.1 }),
  oneHot({ type: 'categorical_crossentropy', label_smoothing: 0.2, from_logits: true }, 'linear'),
  oneHot({ type: 'categorical_crossentropy', label_smoothing: 0.2 }, 'sigmoid'),
  binary(BINARY),
  binary(BINARY, 'hard_sigmoid'),
  binary({ type: BINARY, gamma: 0 }),
  binary({ type: BINARY, gamma: 1.5, apply_class_balancing: true, alpha: 0.7 }),
  binary({ type: BINARY, from_logits: true, label_smoothing: 0.1 }, 'linear'),
  binary(BINARY, 'sigmoid', { scale: 4 }),
  oneHot(CATEGORICAL),
  oneHot({ type: CATEGORICAL, gamma: 0, alpha: 1 }),
  oneHot({ type: CATEGORICAL, gamma: 1.5, alpha: 0.6, label_smoothing: 0.1 }),
  oneHot({ type: CATEGORICAL, from_logits: true }, 'linear'),
  ...[
    lossCase('sparse_categorical_crossentropy', 3, 'softmax', 3, { classWeight: [1, 0.5, 3] }),
    lossCase('categorical_crossentropy', 3, 'softmax', 3, { classWeight: [0, 2, 1] }),
    lossCase('binary_crossentropy', 1, 'sigmoid', 2, { classWeight: [0.25, 4] }),
  ].map((c): KerasCase => ({ ...c, name: `${c.name}, weighted classes`, metrics: ['accuracy'] })),
]
