/** Cases of every loss, each on the activation that it is meant for, with every argument. */
import type { Json } from '../../../shared/json.ts'
import type { KerasCase } from '../keras-cases.ts'

const named = (loss: Json) => (typeof loss === 'string' ? loss : JSON.stringify(loss))
const judged = (
  loss: Json,
  units: number,
  activation: string,
  classes: number,
  more: Partial<KerasCase> = {},
): KerasCase => ({
  name: `loss ${named(loss)} on ${activation}, ${classes} classes${more.scale ? `, weights of ${more.scale}` : ''}`,
  input: [5],
  layers: [
    { type: 'Dense', props: { units: 4, activation: 'tanh' } },
    { type: 'Dense', props: { units, activation } },
  ],
  loss,
  metrics: [],
  classes,
  ...more,
})
const numbers = (loss: Json, activation = 'linear', more?: Partial<KerasCase>) =>
  judged(loss, 1, activation, 0, more)
const yesNo = (loss: Json, activation = 'sigmoid', more?: Partial<KerasCase>) =>
  judged(loss, 1, activation, 2, more)
const oneHot = (loss: Json, activation = 'softmax', more?: Partial<KerasCase>) =>
  judged(loss, 3, activation, 3, more)

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
  judged('poisson', 1, 'softplus', 4),
  numbers('hinge', 'tanh'),
  yesNo('hinge', 'tanh'),
  yesNo('hinge', 'linear', { scale: 3 }),
  yesNo('squared_hinge', 'linear', { scale: 3 }),
  numbers('squared_hinge', 'tanh'),
  oneHot('categorical_hinge', 'linear'),
  oneHot('categorical_hinge'),
  oneHot('kl_divergence'),
  oneHot('kl_divergence', 'sigmoid'),
  oneHot('cosine_similarity'),
  oneHot('cosine_similarity', 'linear'),
  yesNo({ type: 'binary_crossentropy', label_smoothing: 0.1 }),
  yesNo({ type: 'binary_crossentropy', label_smoothing: 0.2, from_logits: true }, 'linear', { scale: 10 }),
  oneHot({ type: 'categorical_crossentropy', label_smoothing: 0.1 }),
  oneHot({ type: 'categorical_crossentropy', label_smoothing: 0.2, from_logits: true }, 'linear'),
  oneHot({ type: 'categorical_crossentropy', label_smoothing: 0.2 }, 'sigmoid'),
  yesNo(BINARY),
  yesNo(BINARY, 'hard_sigmoid'),
  yesNo({ type: BINARY, gamma: 0 }),
  yesNo({ type: BINARY, gamma: 1.5, apply_class_balancing: true, alpha: 0.7 }),
  yesNo({ type: BINARY, from_logits: true, label_smoothing: 0.1 }, 'linear'),
  yesNo(BINARY, 'sigmoid', { scale: 4 }),
  oneHot(CATEGORICAL),
  oneHot({ type: CATEGORICAL, gamma: 0, alpha: 1 }),
  oneHot({ type: CATEGORICAL, gamma: 1.5, alpha: 0.6, label_smoothing: 0.1 }),
  oneHot({ type: CATEGORICAL, from_logits: true }, 'linear'),
  ...[
    judged('sparse_categorical_crossentropy', 3, 'softmax', 3, { classWeight: [1, 0.5, 3] }),
    judged('categorical_crossentropy', 3, 'softmax', 3, { classWeight: [0, 2, 1] }),
    judged('binary_crossentropy', 1, 'sigmoid', 2, { classWeight: [0.25, 4] }),
  ].map((c): KerasCase => ({ ...c, name: `${c.name}, weighted classes`, metrics: ['accuracy'] })),
]
