/** Programs for losses and metrics, and for networks with several Inputs and Outputs. */
import { callbacks } from '../../../shared/catalog/callbacks/index.ts'
import { createConfig } from '../../../shared/fields/index.ts'
import { dataInfo } from '../data-info.ts'
import { dense, type Program, program } from './program.ts'

export const PROGRAMS_BY_OUTPUTS: readonly Program[] = [
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
      header: 0,
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
    { type: 'csv', path: 'numbers.csv', header: 0, target: ['column3', 'column2'], task: 'auto' },
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
          createConfig(callbacks, 'EarlyStopping', { monitor: 'val_account_loss' }),
          createConfig(callbacks, 'EarlyStopping', { monitor: 'val_account_weighted_auc' }),
          createConfig(callbacks, 'ReduceLROnPlateau', { monitor: 'val_other_f1_score' }),
          createConfig(callbacks, 'ModelCheckpoint', {
            filepath: 'head-{val_other_auc:.2f}.keras',
            monitor: 'val_other_auc',
            save_best_only: true,
          }),
        ],
      },
    },
  ),
]
