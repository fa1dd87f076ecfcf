/** Programs for each kind of data: chosen columns, pictures, numbers as classes, weighted rows. */
import { optimizers } from '../../../shared/catalog/optimizers/index.ts'
import { createConfig } from '../../../shared/fields/index.ts'
import { dataInfo } from '../data-info.ts'
import { dense, type Program, program } from './program.ts'

export const PROGRAMS_BY_DATA: readonly Program[] = [
  program(
    'regression',
    {
      input: [4],
      layers: [dense(8, { activation: 'relu' }), dense(1)],
      loss: 'mean_squared_error',
      metrics: ['mean_absolute_error'],
    },
    { type: 'csv', path: 'prices.csv', sep: ';', target: 'price' },
    {
      split: { validation: 0.2, test: 0 },
      training: {
        optimizer: createConfig(optimizers, 'sgd', { learning_rate: 0.05, momentum: 0.9, nesterov: true }),
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
      header: 0,
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
    'hash-split',
    {
      input: [4, 3],
      layers: [{ type: 'Flatten' }, dense(3, { activation: 'softmax' })],
      loss: 'sparse_categorical_crossentropy',
      metrics: [],
    },
    { type: 'idx', images: 'pictures', labels: 'labels' },
    { split: { method: 'hash', validation: 0.2, test: 12 } },
  ),
  program(
    // Two validation rows cannot hold all classes.
    'refused-stratify',
    {
      input: [4, 3],
      layers: [{ type: 'Flatten' }, dense(3, { activation: 'softmax' })],
      loss: 'sparse_categorical_crossentropy',
      metrics: [],
    },
    { type: 'idx', images: 'pictures', labels: 'labels' },
    {
      split: { validation: 2, test: 12 },
      data: dataInfo({
        rows: { train: 46, validation: 2, test: 12 },
        shape: [4, 3],
        dtype: 'uint8',
        targets: [
          {
            name: 'label',
            kind: 'classes',
            classes: ['3', '7', '9'],
            counts: { train: [15, 15, 16], validation: [1, 1, 0], test: [4, 4, 4] },
          },
        ],
      }),
    },
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
    'numbers-as-classes',
    {
      input: [2],
      layers: [dense(1)],
      loss: 'mean_squared_error',
      metrics: ['mean_absolute_error'],
    },
    { type: 'csv', path: 'numbers.csv', header: 0, target: 'column3', features: ['column2', 'column0'] },
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
    'weighted-rows',
    {
      input: [3],
      layers: [dense(8, { activation: 'relu' }), dense(1)],
      loss: 'mean_squared_error',
      metrics: ['mean_absolute_error'],
      weightedMetrics: ['mean_absolute_error', 'root_mean_squared_error'],
    },
    { type: 'csv', path: 'prices.csv', sep: ';', target: 'price', sample_weight: 'area' },
    { split: { validation: 0.2, test: 0.2 } },
  ),
]
