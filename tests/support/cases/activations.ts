/** Cases of every activation and every argument. */
import type { JsonObject } from '../../../shared/json.ts'
import type { CaseLayer, KerasCase } from './types.ts'

const dense = (activation: string | JsonObject): CaseLayer => ({
  type: 'Dense',
  props: { units: 4, activation },
})
const activationCase = (activation: string | JsonObject, overrides: Partial<KerasCase> = {}): KerasCase => ({
  name: `activation ${typeof activation === 'string' ? activation : JSON.stringify(activation)}`,
  input: [5],
  layers: [dense(activation), { type: 'Dense', props: { units: 1 } }],
  loss: 'mean_squared_error',
  metrics: [],
  classes: 0,
  scale: 2,
  ...overrides,
})
const activationOnTable = (activation: JsonObject): KerasCase =>
  activationCase(activation, {
    input: [3, 5],
    // There is no bias: the softmax cancels a constant along its axis, so the gradient would be rounding error.
    layers: [
      { type: 'Dense', props: { units: 4, activation, use_bias: false } },
      { type: 'Flatten' },
      { type: 'Dense', props: { units: 1 } },
    ],
  })

export const ACTIVATION_CASES: readonly KerasCase[] = [
  ...[
    'relu6',
    'celu',
    'squareplus',
    'sparse_plus',
    'hard_silu',
    'log_sigmoid',
    'sparse_sigmoid',
    'hard_tanh',
    'soft_shrink',
    'hard_shrink',
    'tanh_shrink',
  ].map((name) => activationCase(name)),
  activationCase('log_sigmoid', { name: 'activation log_sigmoid far from 0', scale: 40 }),
  activationCase({ type: 'relu', max_value: 1.5 }),
  activationCase({ type: 'relu', max_value: 6 }),
  activationCase({ type: 'relu', threshold: 0.5 }),
  activationCase({ type: 'relu', negative_slope: 0.1 }),
  activationCase({ type: 'relu', negative_slope: 0.1, max_value: 1, threshold: 0.25 }),
  activationCase({ type: 'leaky_relu', negative_slope: 0.05 }),
  activationCase({ type: 'elu', alpha: 0.5 }),
  activationCase({ type: 'celu', alpha: 0.5 }),
  activationCase({ type: 'gelu', approximate: true }),
  activationCase({ type: 'squareplus', b: 1.5 }),
  activationCase({ type: 'soft_shrink', threshold: 0.25 }),
  activationCase({ type: 'hard_shrink', threshold: 1 }),
  activationCase({ type: 'threshold', threshold: 0.5, default_value: -1.5 }),
  activationOnTable({ type: 'softmax', axis: 1 }),
  activationOnTable({ type: 'softmax', axis: -2 }),
  activationOnTable({ type: 'log_softmax', axis: 1 }),
]
