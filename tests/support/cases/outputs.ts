/** Cases of several Inputs and Outputs, loss weights, and sample weights. */
import type { KerasCase } from './types.ts'

const dense = (units: number, activation = 'linear') => ({ type: 'Dense', props: { units, activation } })
const softmax = (units: number) => dense(units, 'softmax')

/** A wide and a deep path, and a second head on the deep path (Géron 2022, ch. 10). */
const wideAndDeep = {
  input: [6],
  inputs: [
    [0, 2, 3],
    [5, 1],
  ],
  layers: [dense(4, 'tanh'), dense(5, 'elu'), { type: 'Concatenate' }, dense(1), softmax(3)],
  graph: [
    [0, -1],
    [1, 1],
    [2, 0, 2],
    [3, 3],
    [4, 2],
  ],
  classes: 0,
  further: [3],
} as const

const heads = [
  { from: 4, loss: 'mean_squared_error', metrics: ['mean_absolute_error', 'root_mean_squared_error'] },
  { from: 5, target: 1, loss: 'sparse_categorical_crossentropy', metrics: ['accuracy'] },
] as const

const weighted = ['accuracy', 'sparse_categorical_crossentropy', 'sparse_top_k_categorical_accuracy']

export const OUTPUT_CASES: readonly KerasCase[] = [
  { name: 'two Inputs, two Outputs', ...wideAndDeep, outputs: heads },
  {
    name: 'loss weights of two Outputs',
    ...wideAndDeep,
    outputs: [
      { ...heads[0], lossWeight: 0.9 },
      { ...heads[1], lossWeight: 0.1 },
    ],
    optimizer: 'adam',
    steps: 20,
  },
  {
    name: 'three Outputs, two of them with one target, one without a metric',
    ...wideAndDeep,
    layers: [...wideAndDeep.layers, dense(1)],
    graph: [...wideAndDeep.graph, [5, 2]],
    outputs: [...heads, { from: 6, loss: 'huber', lossWeight: 0.5 }],
  },
  {
    name: 'one-hot rows of a further target',
    ...wideAndDeep,
    outputs: [
      heads[0],
      { from: 5, target: 1, loss: 'categorical_crossentropy', metrics: ['auc', 'f1_score'] },
    ],
  },
  {
    name: 'one layer, two Outputs',
    input: [4],
    layers: [dense(4, 'tanh'), softmax(3)],
    graph: [
      [0, 0],
      [1, 1],
    ],
    classes: 3,
    outputs: [
      { from: 2, loss: 'sparse_categorical_crossentropy', metrics: ['accuracy'] },
      { from: 2, loss: 'categorical_crossentropy', lossWeight: 2 },
    ],
  },
  ...['binary_crossentropy', 'binary_focal_crossentropy', 'squared_hinge', 'mean_squared_error'].map(
    (loss): KerasCase => ({
      name: `labels with ${loss}`,
      input: [4],
      layers: [dense(5, 'tanh'), dense(3, loss === 'squared_hinge' ? 'tanh' : 'sigmoid')],
      loss,
      metrics:
        loss === 'squared_hinge'
          ? [{ type: 'binary_accuracy', threshold: 0 }]
          : ['binary_accuracy', 'accuracy', 'precision', { type: 'recall', class_id: 1 }, 'auc'],
      labels: 3,
    }),
  ),
  {
    name: 'labels beside a class and a number',
    input: [4],
    layers: [dense(5, 'tanh'), dense(3, 'sigmoid'), softmax(4), dense(1)],
    graph: [
      [0, 0],
      [1, 1],
      [2, 1],
      [3, 1],
    ],
    labels: 3,
    further: [4, 0],
    weighted: true,
    outputs: [
      {
        from: 2,
        loss: 'binary_crossentropy',
        metrics: [{ type: 'f1_score', threshold: 0.5 }],
        weightedMetrics: ['binary_accuracy'],
      },
      { from: 3, target: 1, loss: 'sparse_categorical_crossentropy', metrics: ['accuracy'] },
      { from: 4, target: 2, loss: 'mean_squared_error', lossWeight: 0.5, metrics: ['mean_absolute_error'] },
    ],
    steps: 20,
  },
  {
    name: 'weights of rows',
    input: [4],
    layers: [dense(4, 'tanh'), softmax(7)],
    loss: 'sparse_categorical_crossentropy',
    metrics: ['accuracy'],
    weightedMetrics: weighted,
    classes: 7,
    weighted: true,
  },
  {
    name: 'weights of rows with yes or no',
    input: [4],
    layers: [dense(4, 'tanh'), { type: 'Dense', props: { units: 1, activation: 'sigmoid' } }],
    loss: 'binary_crossentropy',
    metrics: ['auc'],
    weightedMetrics: ['auc', 'precision', 'recall', 'true_positives', 'binary_accuracy'],
    classes: 2,
    weighted: true,
  },
  {
    name: 'weights of rows with one-hot rows',
    input: [4],
    layers: [dense(4, 'tanh'), softmax(3)],
    loss: 'categorical_crossentropy',
    weightedMetrics: ['f1_score', 'auc', 'categorical_accuracy', { type: 'f1_score', average: 'macro' }],
    classes: 3,
    weighted: true,
  },
  {
    name: 'weights of rows with numbers',
    input: [4],
    layers: [dense(4, 'tanh'), dense(1)],
    loss: 'mean_squared_error',
    weightedMetrics: ['mean_absolute_error', 'root_mean_squared_error', 'r2_score', 'cosine_similarity'],
    classes: 0,
    weighted: true,
  },
  {
    name: 'weights of rows with two Outputs',
    ...wideAndDeep,
    outputs: [
      { ...heads[0], lossWeight: 0.25 },
      { ...heads[1], weightedMetrics: ['accuracy'] },
    ],
    weighted: true,
  },
  {
    name: 'weights of rows for 20 steps',
    input: [4],
    layers: [dense(4, 'tanh'), softmax(3)],
    loss: 'sparse_categorical_crossentropy',
    weightedMetrics: ['accuracy'],
    classes: 3,
    weighted: true,
    optimizer: 'adam',
    steps: 20,
  },
  {
    name: 'weights of classes with a further target',
    input: [4],
    layers: [dense(4, 'tanh'), softmax(3)],
    graph: [
      [0, 0],
      [1, 1],
    ],
    classes: 2,
    further: [3],
    outputs: [{ from: 2, target: 1, loss: 'sparse_categorical_crossentropy', weightedMetrics: ['accuracy'] }],
    classWeight: [1, 2.5, 0.5],
  },
  {
    name: 'an Input with some columns in another order',
    input: [7],
    inputs: [[6, 0, 5, 2, 3, 1]],
    layers: [dense(4, 'tanh'), dense(1)],
    loss: 'mean_squared_error',
    metrics: ['mean_absolute_error'],
    classes: 0,
  },
  {
    name: 'weights of classes in weighted metrics',
    input: [4],
    layers: [dense(4, 'tanh'), softmax(3)],
    loss: 'sparse_categorical_crossentropy',
    metrics: ['accuracy'],
    weightedMetrics: ['accuracy'],
    classes: 3,
    classWeight: [1, 2.5, 0.5],
  },
]
