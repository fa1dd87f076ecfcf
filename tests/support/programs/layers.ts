/** Programs for options of layers: every argument, activations with arguments, dtypes, shared layers, shared defaults, names. */
import { optimizers } from '../../../shared/catalog/optimizers/index.ts'
import { createConfig } from '../../../shared/fields/index.ts'
import { dataInfo } from '../data-info.ts'
import { dense, type Program, program } from './program.ts'

export const PROGRAMS_BY_LAYERS: readonly Program[] = [
  program(
    'mixed-precision',
    {
      input: [4],
      layers: [dense(8, { activation: 'relu' }), { ...dense(1), dtype: 'float32' }],
      loss: 'mean_squared_error',
      metrics: ['mean_absolute_error'],
    },
    { type: 'csv', path: 'prices.csv', sep: ';', target: 'price' },
    { split: { validation: 0.2, test: 0 }, training: { dtype_policy: 'mixed_bfloat16' } },
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
        optimizer: createConfig(optimizers, 'nadam', {
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
