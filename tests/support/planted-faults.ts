/** Networks with one planted fault each: what the doctor must find, and at which layer. */
import { optimizers } from '../../shared/catalog/optimizers/index.ts'
import type { Training } from '../../shared/document/document.ts'
import { defaultTraining } from '../../shared/document/settings.ts'
import { createConfig } from '../../shared/fields/index.ts'
import type { JsonObject } from '../../shared/json.ts'
import { documentOf } from './case-document.ts'
import type { CaseLayer } from './cases/types.ts'
import { cloudRows, numberRows } from './doctor-rows.ts'
import type { Rows, ShortRun } from './short-run.ts'

export interface PlantedFault extends ShortRun {
  readonly name: string
  /** Code of the finding. */
  readonly code: string
  /** Its node: n0 is the Input, n1 the first layer; null: the training or the data. */
  readonly node: string | null
}

interface Network {
  readonly layers: readonly CaseLayer[]
  readonly rows: Rows
  readonly epochs?: number
  readonly training?: Partial<Training>
}

const dense = (units: number, props: JsonObject = {}): CaseLayer => ({
  type: 'Dense',
  props: { units, ...props },
})
const relu = (units: number, props: JsonObject = {}): CaseLayer =>
  dense(units, { activation: 'relu', kernel_initializer: 'he_normal', ...props })
const repeated = (count: number, layer: CaseLayer): readonly CaseLayer[] =>
  Array.from({ length: count }, () => layer)

export function shortRun({ layers, rows, epochs = 0, training = {} }: Network): ShortRun {
  const [target] = rows.info.targets
  const isNumber = target.kind === 'number'
  const drawn = documentOf({
    name: 'planted',
    input: rows.info.shape,
    layers: [...layers, isNumber ? dense(1) : dense(target.classes.length, { activation: 'softmax' })],
    loss: isNumber ? 'mean_squared_error' : 'sparse_categorical_crossentropy',
    metrics: isNumber ? ['mean_absolute_error'] : ['accuracy'],
  })
  const settings = { ...defaultTraining(), seed: 7, epochs: Math.max(epochs, 10), ...training }
  return { document: { ...drawn, training: settings }, rows, epochs }
}

const sgd = (learning_rate: number) => ({ optimizer: createConfig(optimizers, 'sgd', { learning_rate }) })
const adam = (learning_rate: number) => ({ optimizer: createConfig(optimizers, 'adam', { learning_rate }) })
const normal = (stddev: number) => ({ kernel_initializer: { type: 'random_normal', stddev } })

/** Three clouds of points, easy to tell apart. */
const clouds = () => cloudRows({ seed: 1, train: 240, validation: 60, features: 20 })

const planted = (name: string, code: string, node: string | null, network: Network): PlantedFault => ({
  name,
  code,
  node,
  ...shortRun(network),
})

/** The lesson's network: ten hidden layers. */
export const lesson = (): ShortRun =>
  shortRun({
    layers: repeated(10, dense(100, { activation: 'sigmoid', kernel_initializer: 'glorot_normal' })),
    rows: cloudRows({ seed: 1, train: 256, features: 100, shares: Array<number>(10).fill(1) }),
  })

export const plantedFaults = (): readonly PlantedFault[] => [
  { name: 'ten sigmoids', code: 'vanishing', node: 'n1', ...lesson() },
  planted('relu, weights of 0.02', 'vanishing', 'n1', {
    layers: [relu(64), ...repeated(6, dense(64, { activation: 'relu', ...normal(0.02) }))],
    rows: clouds(),
  }),
  planted('relu, weights of 1', 'exploding', 'n1', {
    layers: repeated(6, dense(64, { activation: 'relu', ...normal(1) })),
    rows: clouds(),
  }),
  planted('elu, weights of 0.6', 'exploding', 'n2', {
    layers: [relu(64), ...repeated(6, dense(64, { activation: 'elu', ...normal(0.6) }))],
    rows: clouds(),
  }),
  planted('biases of −10', 'dead-units', 'n3', {
    layers: [relu(32), relu(32), relu(32, { bias_initializer: { type: 'constant', value: -10 } }), relu(32)],
    rows: clouds(),
  }),
  planted('a step that kills', 'dead-units', 'n2', {
    layers: [relu(32), relu(32)],
    rows: numberRows({ seed: 3, train: 240, features: 8, offset: 4 }),
    training: sgd(0.9),
    epochs: 3,
  }),
  planted('tanh, weights of 1', 'saturation', 'n2', {
    layers: [
      relu(32),
      dense(64, { activation: 'tanh', ...normal(1) }),
      dense(64, { activation: 'tanh', ...normal(1) }),
    ],
    rows: clouds(),
  }),
  planted('sigmoid, weights of 2', 'saturation', 'n1', {
    layers: repeated(2, dense(64, { activation: 'sigmoid', ...normal(2) })),
    rows: clouds(),
  }),
  planted('zeros', 'symmetric', 'n2', {
    layers: [relu(32), relu(32, { kernel_initializer: 'zeros' }), relu(32)],
    rows: clouds(),
  }),
  planted('constant 0.1', 'symmetric', 'n1', {
    layers: [relu(32, { kernel_initializer: { type: 'constant', value: 0.1 } }), relu(32)],
    rows: clouds(),
  }),
  planted('an output of 1e-9', 'not-learning', 'n1', {
    layers: [relu(32), { type: 'Rescaling', props: { scale: 1e-9 } }, relu(32)],
    rows: clouds(),
    training: sgd(0.1),
  }),
  planted('sgd 100', 'rate-too-high', null, { layers: [relu(32)], rows: clouds(), training: sgd(100) }),
  planted('adam 1', 'rate-too-high', null, { layers: [relu(32)], rows: clouds(), training: adam(1) }),
  planted('sgd 1e-7', 'rate-too-low', null, { layers: [relu(32)], rows: clouds(), training: sgd(1e-7) }),
  planted('a valley too steep', 'oscillation', null, {
    layers: [],
    rows: numberRows({ seed: 2, train: 64, features: 4 }),
    training: {
      optimizer: createConfig(optimizers, 'sgd', { learning_rate: 0.1, momentum: 0.95 }),
      batch_size: 64,
    },
    epochs: 20,
  }),
  planted('inputs without information', 'no-better-than-trivial', 'n2', {
    layers: [dense(2, { activation: 'tanh' })],
    rows: cloudRows({ seed: 4, train: 600, validation: 100, features: 2, shares: [6, 3, 1], distance: 0 }),
    training: adam(0.003),
    epochs: 6,
  }),
  planted('few noisy rows', 'overfitting', null, {
    layers: [relu(64), relu(64)],
    rows: cloudRows({ seed: 5, train: 90, validation: 90, features: 20, distance: 2, noise: 0.3 }),
    training: adam(0.01),
    epochs: 20,
  }),
  planted('a feature of 1000', 'inputs-not-scaled', 'n0', {
    layers: [relu(32)],
    rows: cloudRows({ seed: 1, train: 240, features: 20, scale: 1000 }),
  }),
  planted('targets around 5000', 'targets-not-scaled', 'n2', {
    layers: [relu(32)],
    rows: numberRows({ seed: 1, train: 240, features: 8, offset: 5000, spread: 300 }),
  }),
  planted('labels of other rows', 'labels-shuffled', null, {
    layers: [relu(64), relu(64)],
    rows: cloudRows({ seed: 6, train: 90, validation: 90, features: 20, distance: 0 }),
    training: adam(0.01),
    epochs: 20,
  }),
  planted('a rare class', 'class-never-predicted', 'n2', {
    layers: [relu(16)],
    rows: cloudRows({ seed: 7, train: 300, features: 4, shares: [20, 20, 1], distance: 1 }),
    training: adam(0.005),
    epochs: 6,
  }),
  planted('batches of 2 rows', 'tiny-batches', 'n2', {
    layers: [relu(32), { type: 'BatchNormalization' }],
    rows: clouds(),
    training: { batch_size: 2 },
  }),
  planted('dropout of 0.95', 'dropout-too-strong', 'n2', {
    layers: [relu(64), { type: 'Dropout', props: { rate: 0.95 } }],
    rows: clouds(),
  }),
  planted('a frozen first layer', 'frozen', 'n1', {
    layers: [{ ...relu(32), trainable: false }, relu(32)],
    rows: clouds(),
  }),
  planted('exponentials', 'non-finite', 'n2', {
    layers: repeated(3, dense(16, { activation: 'exponential' })),
    rows: cloudRows({ seed: 1, train: 240, features: 20, distance: 6 }),
  }),
]
