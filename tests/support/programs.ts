/** Documents whose programs cover what the examples do not: other data, other targets, graphs, and options of every kind. */

import { callbacks } from '../../shared/catalog/callbacks/index.ts'
import { optimizers } from '../../shared/catalog/optimizers/index.ts'
import { schedules } from '../../shared/catalog/schedules/index.ts'
import type { DataInfo } from '../../shared/data/data-info.ts'
import type { Document, Training } from '../../shared/document/document.ts'
import { groupNodes, renameGroup, setRepeat } from '../../shared/document/edits.ts'
import { createDataReference } from '../../shared/document/settings.ts'
import { configured } from '../../shared/fields/index.ts'
import type { Json } from '../../shared/json.ts'
import type { KerasCase } from './keras-case.ts'
import { documentOf } from './keras-cases.ts'

export interface Program {
  readonly name: string
  readonly document: Document
  readonly data: DataInfo | null
}

function program(
  name: string,
  c: Omit<KerasCase, 'name'>,
  source: Json,
  options: {
    readonly split?: object
    readonly training?: Partial<Training>
    /** Shared defaults, by id. */
    readonly definitions?: Document['definitions']
    /** The id of the shared defaults of a layer, by the layer's id. */
    readonly sharedDefaults?: { readonly [layer: string]: string }
    /** True keeps the names of documentOf; else the user's names by the layer's id. */
    readonly names?: true | { readonly [layer: string]: string }
    readonly data?: DataInfo
    /** Applies edits that a case cannot describe. */
    readonly edit?: (document: Document) => Document
  } = {},
): Program {
  const document = documentOf({ ...c, name })
  const data = createDataReference(source)
  // documentOf names every layer; users rarely do.
  const network = document.networks.main!
  const layers = Object.fromEntries(
    Object.entries(network.layers).map(([id, layer]) => [
      id,
      {
        ...layer,
        name: options.names === true ? layer.name : (options.names?.[id] ?? ''),
        definition: options.sharedDefaults?.[id] ?? null,
      },
    ]),
  )
  const complete = {
    ...document,
    networks: { main: { ...network, layers } },
    definitions: options.definitions ?? {},
    data: { ...data, split: { ...data.split, ...options.split } },
    training: { ...document.training, ...options.training },
  }
  return { name, document: options.edit?.(complete) ?? complete, data: options.data ?? null }
}

const dense = (units: number, props: { [name: string]: Json } = {}) => ({
  type: 'Dense',
  props: { units, ...props },
})

/** Two branches through a block with two inputs, which are merged afterwards. */
const TWO_BRANCHES: Omit<KerasCase, 'name'> = {
  input: [4],
  layers: [
    dense(8),
    dense(8, { activation: 'tanh' }),
    dense(8, { activation: 'relu' }),
    { type: 'Add' },
    { type: 'LayerNormalization' },
    { type: 'Concatenate' },
    dense(3, { activation: 'softmax' }),
  ],
  graph: [
    [0, 0],
    [1, 0],
    [2, 1],
    [3, 3, 2],
    [4, 4],
    [5, 3, 5],
    [6, 6],
  ],
  loss: 'sparse_categorical_crossentropy',
  metrics: ['accuracy'],
}
const withRepeatedBlock = (document: Document): Document =>
  setRepeat(renameGroup(groupNodes(document, ['n3', 'n4', 'n5']), 'block', 'Two ways'), 'block', 3)

/** The description of data that the engine would return. */
export const dataInfo = (overrides: Partial<DataInfo>): DataInfo => ({
  fingerprint: '',
  title: '',
  rows: { train: 1, validation: 1, test: 1 },
  shape: [],
  dtype: 'float32',
  columns: [],
  targets: [{ name: 'label', kind: 'classes', classes: [] }],
  weights: null,
  preparation: { offset: [0], scale: [1] },
  notes: [],
  ...overrides,
})

export const PROGRAMS: readonly Program[] = [
  program(
    'regression',
    {
      input: [4],
      layers: [dense(8, { activation: 'relu' }), dense(1)],
      loss: 'mean_squared_error',
      metrics: ['mean_absolute_error'],
    },
    { type: 'csv', path: 'prices.csv', target: 'price' },
    {
      split: { validation: 0.2, test: 0 },
      training: {
        optimizer: configured(optimizers, 'sgd', { learning_rate: 0.05, momentum: 0.9, nesterov: true }),
        shuffle: false,
        callbacks: [
          {
            type: 'EarlyStopping',
            monitor: 'val_mean_absolute_error',
            min_delta: 0.001,
            patience: 3,
            mode: 'min',
            baseline: 10,
            restore_best_weights: true,
            start_from_epoch: 2,
          },
        ],
      },
    },
  ),
  program(
    'chosen-columns',
    {
      input: [2],
      layers: [dense(1, { activation: 'sigmoid' })],
      loss: 'binary_crossentropy',
      lossWeight: 0.5,
      metrics: ['accuracy'],
    },
    {
      type: 'csv',
      path: 'numbers.csv',
      target: 'column3',
      task: 'classes',
      features: ['column2', 'column0'],
      standardize: false,
    },
    {
      split: { validation: 10, test: 10, stratify: false },
      data: dataInfo({
        rows: { train: 60, validation: 10, test: 10 },
        shape: [2],
        columns: [
          { name: 'column2', type: 'number' },
          { name: 'column0', type: 'number' },
        ],
        targets: [{ name: 'column3', kind: 'classes', classes: ['9', '10'] }],
      }),
    },
  ),
  program(
    'mixed-precision',
    {
      input: [4],
      layers: [dense(8, { activation: 'relu' }), { ...dense(1), dtype: 'float32' }],
      loss: 'mean_squared_error',
      metrics: ['mean_absolute_error'],
    },
    { type: 'csv', path: 'prices.csv', target: 'price' },
    { split: { validation: 0.2, test: 0 }, training: { dtype_policy: 'mixed_bfloat16' } },
  ),
  program(
    'one-hot-pictures',
    {
      input: [4, 3],
      layers: [{ type: 'Flatten' }, dense(3, { activation: 'softmax' })],
      loss: 'categorical_crossentropy',
      metrics: [],
    },
    { type: 'idx', images: 'pictures', labels: 'labels' },
    { split: { validation: 0, test: 12 } },
  ),
  program(
    'every-option',
    {
      input: [4, 3],
      layers: [
        {
          type: 'BatchNormalization',
          props: {
            axis: 1,
            momentum: 0.9,
            epsilon: 1e-5,
            center: false,
            gamma_initializer: { type: 'constant', value: 0.5 },
            moving_mean_initializer: { type: 'random_uniform', minval: -1, maxval: 1 },
            gamma_regularizer: 'l1',
          },
        },
        { type: 'Flatten' },
        dense(6, {
          activation: 'leaky_relu',
          kernel_initializer: {
            type: 'variance_scaling',
            scale: 2,
            mode: 'fan_avg',
            distribution: 'uniform',
            seed: 3,
          },
          bias_initializer: { type: 'constant', value: 0 },
          kernel_regularizer: { type: 'l1l2', l1: 0.001, l2: 0.01 },
          bias_regularizer: { type: 'l2', l2: 1e-7 },
          activity_regularizer: 'l1l2',
        }),
        { type: 'Dropout', props: { rate: 0.25, seed: 9 } },
        { ...dense(6, { kernel_initializer: { type: 'orthogonal', gain: 1.5 } }), trainable: false },
        { type: 'Activation', props: { activation: 'gelu' } },
        dense(3),
      ],
      loss: { type: 'sparse_categorical_crossentropy', from_logits: true },
      metrics: ['accuracy'],
    },
    { type: 'idx', images: 'pictures', labels: 'labels' },
    {
      names: true,
      training: {
        optimizer: configured(optimizers, 'nadam', {
          learning_rate: 0.002,
          beta_1: 0.85,
          beta_2: 0.99,
          epsilon: 1e-6,
        }),
        batch_size: 8,
      },
      data: dataInfo({
        rows: { train: 48, validation: 6, test: 6 },
        shape: [4, 3],
        dtype: 'uint8',
        targets: [{ name: 'label', kind: 'classes', classes: ['3', '7', '9'] }],
      }),
    },
  ),
  program(
    'shared-layer',
    {
      input: [4],
      layers: [
        dense(4, { activation: 'tanh' }),
        { type: 'BatchNormalization' },
        dense(3, { activation: 'softmax' }),
      ],
      calls: [0, 1, 0, 2],
      loss: 'sparse_categorical_crossentropy',
      metrics: ['accuracy'],
    },
    { type: 'csv', path: 'iris.csv' },
  ),
  program(
    'activations-with-arguments',
    {
      input: [4],
      layers: [
        dense(6, { activation: { type: 'elu', alpha: 0.5 } }),
        dense(6, { activation: { type: 'threshold', threshold: -0.5, default_value: -1 } }),
        dense(6, { activation: { type: 'elu', alpha: 0.5 } }),
        { type: 'Activation', props: { activation: { type: 'relu', negative_slope: 0.1, max_value: 6 } } },
        dense(3, { activation: 'softmax' }),
      ],
      loss: { type: 'categorical_focal_crossentropy', gamma: 1.5, label_smoothing: 0.1 },
      metrics: [
        'accuracy',
        { type: 'top_k_categorical_accuracy', k: 2 },
        { type: 'precision', class_id: 1 },
        { type: 'f1_score', average: 'weighted' },
      ],
    },
    { type: 'csv', path: 'iris.csv' },
  ),
  program(
    'several-of-a-kind',
    {
      input: [2],
      layers: [dense(1, { activation: 'sigmoid' })],
      loss: 'binary_focal_crossentropy',
      metrics: [
        { type: 'auc', curve: 'PR' },
        'auc',
        { type: 'auc', num_thresholds: 50 },
        { type: 'binary_accuracy', threshold: 0.7 },
        { type: 'f1_score', average: 'micro', threshold: 0.5 },
        'hinge',
      ],
    },
    {
      type: 'csv',
      path: 'numbers.csv',
      target: 'column3',
      task: 'classes',
      features: ['column2', 'column0'],
    },
    {
      split: { validation: 10, test: 10, stratify: false },
      data: dataInfo({
        rows: { train: 60, validation: 10, test: 10 },
        shape: [2],
        columns: [
          { name: 'column2', type: 'number' },
          { name: 'column0', type: 'number' },
        ],
        targets: [{ name: 'column3', kind: 'classes', classes: ['9', '10'] }],
      }),
    },
  ),
  program(
    'one-cycle',
    {
      input: [4],
      layers: [dense(8, { activation: 'relu' }), dense(3, { activation: 'softmax' })],
      loss: 'sparse_categorical_crossentropy',
      metrics: ['accuracy'],
    },
    { type: 'csv', path: 'iris.csv' },
    {
      training: {
        optimizer: configured(optimizers, 'adam', {
          learning_rate: configured(schedules, 'OneCycle', {
            max_learning_rate: 0.05,
            total_steps: 400,
            rising: 0.25,
          }),
          use_ema: true,
          ema_overwrite_frequency: 10,
        }),
        callbacks: [
          configured(callbacks, 'TerminateOnNaN'),
          configured(callbacks, 'CSVLogger', { filename: 'log.csv', separator: ';' }),
          configured(callbacks, 'ModelCheckpoint', {
            filepath: 'kept-{epoch:02d}-{val_loss:.2f}.weights.h5',
            monitor: 'val_accuracy',
            save_best_only: true,
            save_weights_only: true,
          }),
        ],
      },
    },
  ),
  program(
    'plateau',
    {
      input: [4],
      layers: [dense(8, { activation: 'relu' }), dense(3, { activation: 'softmax' })],
      loss: 'sparse_categorical_crossentropy',
      metrics: ['accuracy'],
    },
    { type: 'csv', path: 'iris.csv' },
    {
      training: {
        class_weight: [1, 0.5, 2],
        optimizer: configured(optimizers, 'sgd', {
          learning_rate: 0.1,
          gradient_accumulation_steps: 4,
          global_clipnorm: 1,
        }),
        callbacks: [
          configured(callbacks, 'ReduceLROnPlateau', { factor: 0.5, patience: 3, min_lr: 0.001 }),
          configured(callbacks, 'ModelCheckpoint'),
        ],
      },
    },
  ),
  program(
    'warm-up',
    {
      input: [4],
      layers: [dense(8, { activation: 'relu' }), dense(3, { activation: 'softmax' })],
      loss: 'sparse_categorical_crossentropy',
      metrics: ['accuracy'],
    },
    { type: 'csv', path: 'iris.csv' },
    {
      training: {
        optimizer: configured(optimizers, 'adamw', {
          learning_rate: configured(schedules, 'CosineDecay', {
            initial_learning_rate: 0,
            decay_steps: 1000,
            warmup_target: 0.01,
            warmup_steps: 100,
          }),
        }),
      },
    },
  ),
  program(
    'two-heads',
    {
      input: [3],
      inputs: [[0, 1], [1]],
      layers: [
        dense(4, { activation: 'relu' }),
        { type: 'Concatenate' },
        dense(1, { activation: 'sigmoid' }),
        dense(1),
      ],
      graph: [
        [0, 0],
        [1, 1, -1],
        [2, 2],
        [3, 1],
      ],
      outputs: [
        { from: 3, loss: 'binary_crossentropy', lossWeight: 0.9, metrics: ['accuracy', 'auc'] },
        {
          from: 4,
          target: 'column2',
          loss: 'mean_squared_error',
          lossWeight: 0.1,
          metrics: ['mean_absolute_error', 'r2_score'],
        },
      ],
    },
    { type: 'csv', path: 'numbers.csv', target: ['column3', 'column2'], task: 'auto' },
    {
      names: { l0: 'deep', l7: 'wide', l5: 'kind', l6: 'share' },
      split: { validation: 10, test: 10, stratify: false },
      data: dataInfo({
        rows: { train: 60, validation: 10, test: 10 },
        shape: [2],
        columns: [
          { name: 'column0', type: 'number' },
          { name: 'column1', type: 'number' },
        ],
        targets: [
          { name: 'column3', kind: 'classes', classes: ['9', '10'] },
          { name: 'column2', kind: 'number', classes: [] },
        ],
      }),
    },
  ),
  program(
    'watched-heads',
    {
      input: [4],
      layers: [
        dense(8, { activation: 'relu' }),
        dense(3, { activation: 'softmax' }),
        dense(3, { activation: 'softmax' }),
      ],
      graph: [
        [0, 0],
        [1, 1],
        [2, 1],
      ],
      outputs: [
        {
          from: 2,
          loss: 'categorical_crossentropy',
          metrics: [{ type: 'auc', num_thresholds: 50 }],
          weightedMetrics: ['auc', 'categorical_accuracy'],
        },
        {
          from: 3,
          loss: 'categorical_crossentropy',
          metrics: ['auc', { type: 'f1_score', average: 'macro' }],
        },
      ],
    },
    { type: 'csv', path: 'iris.csv' },
    {
      // Keras would guess from the name "account" that the metric is an accuracy.
      names: { l4: 'account', l5: 'other' },
      training: {
        callbacks: [
          configured(callbacks, 'EarlyStopping', { monitor: 'val_account_loss' }),
          configured(callbacks, 'EarlyStopping', { monitor: 'val_account_weighted_auc' }),
          configured(callbacks, 'ReduceLROnPlateau', { monitor: 'val_other_f1_score' }),
          configured(callbacks, 'ModelCheckpoint', {
            filepath: 'head-{val_other_auc:.2f}.keras',
            monitor: 'val_other_auc',
            save_best_only: true,
          }),
        ],
      },
    },
  ),
  program(
    'numbers-as-classes',
    {
      input: [2],
      layers: [dense(1)],
      loss: 'mean_squared_error',
      metrics: ['mean_absolute_error'],
    },
    { type: 'csv', path: 'numbers.csv', target: 'column3', features: ['column2', 'column0'] },
    {
      split: { validation: 10, test: 10, stratify: false },
      data: dataInfo({
        rows: { train: 60, validation: 10, test: 10 },
        shape: [2],
        columns: [
          { name: 'column2', type: 'number' },
          { name: 'column0', type: 'number' },
        ],
        targets: [{ name: 'column3', kind: 'classes', classes: ['9', '10'] }],
      }),
    },
  ),
  program(
    'shared-defaults',
    {
      input: [4],
      layers: [
        dense(8),
        { type: 'Dense', props: { activation: 'linear', kernel_regularizer: null } },
        { type: 'Dropout', props: {} },
        dense(8),
        dense(3, { activation: 'softmax' }),
      ],
      loss: 'sparse_categorical_crossentropy',
      metrics: ['accuracy'],
    },
    { type: 'csv', path: 'iris.csv' },
    {
      definitions: {
        // An initializer that is an object is created again for each layer.
        a: {
          name: 'RegularDense',
          type: 'Dense',
          props: {
            activation: 'elu',
            kernel_initializer: { type: 'variance_scaling', scale: 2, mode: 'fan_avg' },
            kernel_regularizer: { type: 'l2', l2: 0.001 },
          },
        },
        // These defaults include the units. The program uses the name `layers` for something else.
        b: {
          name: 'layers',
          type: 'Dense',
          props: { units: 6, activation: 'relu', kernel_regularizer: 'l1' },
        },
        c: { name: 'Drop', type: 'Dropout', props: { rate: 0.1 } },
        unused: { name: 'Nobody', type: 'Dense', props: { units: 2 } },
      },
      sharedDefaults: { l1: 'a', l2: 'b', l3: 'c', l4: 'b' },
    },
  ),
  program(
    'weighted-rows',
    {
      input: [3],
      layers: [dense(8, { activation: 'relu' }), dense(1)],
      loss: 'mean_squared_error',
      metrics: ['mean_absolute_error'],
      weightedMetrics: ['mean_absolute_error', 'root_mean_squared_error'],
    },
    { type: 'csv', path: 'prices.csv', target: 'price', sample_weight: 'area' },
    { split: { validation: 0.2, test: 0.2 } },
  ),
  // Nested blocks, both repeated, with shared defaults inside. The next program has a block with a named layer, which is written out.
  program(
    'blocks',
    {
      input: [4],
      layers: [
        dense(8),
        { type: 'Dense', props: { units: 8 } },
        { type: 'LayerNormalization' },
        { type: 'Dropout', props: { rate: 0.1 } },
        dense(3, { activation: 'softmax' }),
      ],
      loss: 'sparse_categorical_crossentropy',
      metrics: ['accuracy'],
    },
    { type: 'csv', path: 'iris.csv' },
    {
      definitions: { a: { name: 'EluDense', type: 'Dense', props: { activation: 'elu' } } },
      sharedDefaults: { l2: 'a' },
      edit: (d) => {
        const inner = setRepeat(renameGroup(groupNodes(d, ['n2', 'n3']), 'block', 'Step'), 'block', 2)
        return setRepeat(renameGroup(groupNodes(inner, ['block', 'n4']), 'block_2', 'Stage'), 'block_2', 3)
      },
    },
  ),
  program(
    'named-block',
    {
      input: [4],
      layers: [dense(4), dense(4), dense(3, { activation: 'softmax' })],
      loss: 'sparse_categorical_crossentropy',
      metrics: ['accuracy'],
    },
    { type: 'csv', path: 'iris.csv' },
    { names: { l2: 'hidden' }, edit: (d) => setRepeat(groupNodes(d, ['n2']), 'block', 2) },
  ),
  // A block with two outputs.
  program(
    'block-of-two-outputs',
    {
      input: [4],
      layers: [dense(8), dense(6), dense(5), { type: 'Concatenate' }, dense(3, { activation: 'softmax' })],
      graph: [
        [0, 0],
        [1, 1],
        [2, 1],
        [3, 2, 3],
        [4, 4],
      ],
      loss: 'sparse_categorical_crossentropy',
      metrics: ['accuracy'],
    },
    { type: 'csv', path: 'iris.csv' },
    { edit: (d) => renameGroup(groupNodes(d, ['n1', 'n2', 'n3']), 'block', 'Fork') },
  ),
  // A block with two inputs, repeated three times; then the same block nested in an outer block, with a value that bypasses it.
  program(
    'repeated-block-of-two-outputs',
    TWO_BRANCHES,
    { type: 'csv', path: 'iris.csv' },
    { edit: withRepeatedBlock },
  ),
  program(
    'nested-blocks-of-two-outputs',
    TWO_BRANCHES,
    { type: 'csv', path: 'iris.csv' },
    {
      edit: (d) => {
        const outer = groupNodes(withRepeatedBlock(d), ['n2', 'block'])
        return renameGroup(outer, 'block_2', 'Stage')
      },
    },
  ),
  // A block, and shared defaults inside it, whose names Python or the program already uses.
  program(
    'block-of-taken-names',
    {
      input: [4],
      layers: [
        dense(8),
        { type: 'Dense', props: { units: 8 } },
        { type: 'Dropout', props: { rate: 0.1 } },
        { type: 'Add' },
        dense(3, { activation: 'softmax' }),
      ],
      graph: [
        [0, 0],
        [1, 1],
        [2, 2],
        [3, 2, 3],
        [4, 4],
      ],
      loss: 'sparse_categorical_crossentropy',
      metrics: ['accuracy'],
    },
    { type: 'csv', path: 'iris.csv' },
    {
      definitions: { a: { name: 'dense', type: 'Dense', props: { activation: 'elu' } } },
      sharedDefaults: { l2: 'a' },
      edit: (d) => setRepeat(renameGroup(groupNodes(d, ['n2', 'n3', 'n4']), 'block', 'range'), 'block', 2),
    },
  ),
  // Names that Keras generates for other layers, that it rejects, and that two layers share.
  program(
    'mixed-names',
    {
      input: [4],
      layers: [dense(4), dense(4), dense(4), dense(4), dense(3, { activation: 'softmax' })],
      loss: 'sparse_categorical_crossentropy',
      metrics: ['accuracy'],
    },
    { type: 'csv', path: 'iris.csv' },
    { names: { l0: 'flowers', l2: 'dense', l3: '은닉층', l4: 'dense' } },
  ),
]
