/** Programs for settings of the training: optimizers, schedules and callbacks. */
import { callbacks } from '../../../shared/catalog/callbacks/index.ts'
import { optimizers } from '../../../shared/catalog/optimizers/index.ts'
import { schedules } from '../../../shared/catalog/schedules/index.ts'
import { createConfig } from '../../../shared/fields/index.ts'
import { dense, type Program, program } from './program.ts'

export const PROGRAMS_BY_TRAINING: readonly Program[] = [
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
        optimizer: createConfig(optimizers, 'adam', {
          learning_rate: createConfig(schedules, 'OneCycle', {
            max_learning_rate: 0.05,
            total_steps: 400,
            rising: 0.25,
          }),
          use_ema: true,
          ema_overwrite_frequency: 10,
        }),
        callbacks: [
          createConfig(callbacks, 'TerminateOnNaN'),
          createConfig(callbacks, 'CSVLogger', { filename: 'log.csv', separator: ';' }),
          createConfig(callbacks, 'ModelCheckpoint', {
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
        optimizer: createConfig(optimizers, 'sgd', {
          learning_rate: 0.1,
          gradient_accumulation_steps: 4,
          global_clipnorm: 1,
        }),
        callbacks: [
          createConfig(callbacks, 'ReduceLROnPlateau', { factor: 0.5, patience: 3, min_lr: 0.001 }),
          createConfig(callbacks, 'ModelCheckpoint'),
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
        class_weight: 'balanced',
        optimizer: createConfig(optimizers, 'adamw', {
          learning_rate: createConfig(schedules, 'CosineDecay', {
            initial_learning_rate: 0,
            decay_steps: 1000,
            warmup_target: 0.01,
            warmup_steps: 100,
          }),
        }),
      },
    },
  ),
]
