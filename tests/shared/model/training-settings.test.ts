/** Inconsistent training settings: each is reported with its field, and has a fix where possible. */
import { describe, expect, test } from 'vitest'
import { callbacks } from '../../../shared/catalog/callbacks/index.ts'
import { optimizers } from '../../../shared/catalog/optimizers/index.ts'
import { schedules } from '../../../shared/catalog/schedules/index.ts'
import type { DataInfo } from '../../../shared/data/data-info.ts'
import type { Document, Training } from '../../../shared/document/document.ts'
import { createDataReference } from '../../../shared/document/settings.ts'
import { type Config, createConfig } from '../../../shared/fields/index.ts'
import type { Json, JsonObject } from '../../../shared/json.ts'
import { generateKeras } from '../../../shared/keras/generate.ts'
import { analyze } from '../../../shared/model/analyze.ts'
import { withExplicitMode, withMode } from '../../../shared/model/callback-modes.ts'
import { chain } from '../../document/build.ts'
import { documentOf } from '../../support/case-document.ts'
import { dataInfo } from '../../support/data-info.ts'

const drawn = chain('Input', 'Flatten', 'Dense', 'Output')
const data = dataInfo({
  shape: [28, 28],
  dtype: 'uint8',
  rows: { train: 1000, validation: 100, test: 0 },
  targets: [{ name: 'y', kind: 'classes', classes: ['a', 'b', 'c'] }],
})
const withTraining = (training: Partial<Training>): Document => ({
  ...drawn,
  data: createDataReference('fashion_mnist'),
  training: { ...drawn.training, ...training },
})
const CODES = /^(schedule|rate|checkpoint|csv|unknown-monitor|mode-not-decided|class-weight|one-clip)/
const problemsOf = (document: Document) => analyze(document, data).problems.filter((p) => CODES.test(p.code))
const summaryOf = (training: Partial<Training>) =>
  problemsOf(withTraining(training)).map((p) => [p.severity, p.code, p.field])

const sgdWith = (type: string, props: JsonObject = {}) =>
  createConfig(optimizers, 'sgd', { learning_rate: createConfig(schedules, type, props) })
const callbacksOf = (type: string, props: JsonObject = {}) => [createConfig(callbacks, type, props)]

test.each<[string, Partial<Training>, unknown[]]>([
  ['nothing', {}, []],
  [
    'values and boundaries',
    { optimizer: sgdWith('PiecewiseConstantDecay', { boundaries: [1, 2], values: [1, 2] }) },
    ['error', 'schedule-pieces', 'optimizer.learning_rate.values'],
  ],
  [
    'decreasing boundaries',
    { optimizer: sgdWith('PiecewiseConstantDecay', { boundaries: [2, 1], values: [1, 2, 3] }) },
    ['error', 'schedule-boundaries', 'optimizer.learning_rate.boundaries'],
  ],
  [
    'a cycle of another length',
    { optimizer: sgdWith('OneCycle', { total_steps: 7 }) },
    ['warning', 'schedule-length', 'optimizer.learning_rate.total_steps'],
  ],
  [
    'an unknown figure in the name',
    { callbacks: callbacksOf('ModelCheckpoint', { filepath: '{epoch}-{val_auc:.2f}.keras' }) },
    ['error', 'checkpoint-name', 'callbacks.0.filepath'],
  ],
  [
    'an invalid brace',
    { callbacks: callbacksOf('ModelCheckpoint', { filepath: '{epoch!r}.keras' }) },
    ['error', 'checkpoint-name', 'callbacks.0.filepath'],
  ],
  [
    'an ending',
    { callbacks: callbacksOf('ModelCheckpoint', { filepath: 'a.keras', save_weights_only: true }) },
    ['error', 'checkpoint-ending', 'callbacks.0.filepath'],
  ],
  [
    'a separator',
    { callbacks: callbacksOf('CSVLogger', { separator: '::' }) },
    ['error', 'csv-separator', 'callbacks.0.separator'],
  ],
  [
    'an unknown figure',
    { callbacks: callbacksOf('ReduceLROnPlateau', { monitor: 'val_auc' }) },
    ['error', 'unknown-monitor', 'callbacks.0.monitor'],
  ],
  [
    'a checkpoint that watches nothing',
    { callbacks: callbacksOf('ModelCheckpoint', { monitor: 'val_auc' }) },
    [],
  ],
  ['balanced class weights', { class_weight: 'balanced' }, []],
  ['too few class weights', { class_weight: [1, 2] }, ['error', 'class-weight', 'class_weight']],
])('%s', (_, training, expected) => {
  expect(summaryOf(training)).toEqual(expected.length === 0 ? [] : [expected])
})

test('the fixes resolve all fixable problems', () => {
  const all = withTraining({
    optimizer: sgdWith('OneCycle', { total_steps: 7 }),
    class_weight: [1],
    callbacks: [
      createConfig(callbacks, 'EarlyStopping', { monitor: 'val_auc' }),
      createConfig(callbacks, 'ReduceLROnPlateau'),
    ],
  })
  const problems = problemsOf(all)
  expect(problems.map((p) => p.code)).toEqual([
    'unknown-monitor',
    'rate-not-settable',
    'schedule-length',
    'class-weight',
  ])
  const fixed = problems.reduce((document, p) => p.fix!.apply(document), all)
  expect(problemsOf(fixed)).toEqual([])
  expect(fixed.training.callbacks).toMatchObject([{ type: 'EarlyStopping', monitor: 'val_loss' }])
  // 1,000 rows in batches of 32, 10 epochs.
  expect(fixed.training.optimizer.learning_rate).toMatchObject({ total_steps: 320 })
})

test.each<[string, Partial<Training>, (training: Training) => unknown, unknown]>([
  [
    'an ending',
    { callbacks: callbacksOf('ModelCheckpoint', { filepath: 'out/a.keras', save_weights_only: true }) },
    ({ callbacks }) => callbacks[0]!.filepath,
    'out/a.weights.h5',
  ],
  [
    'a separator',
    { callbacks: callbacksOf('CSVLogger', { separator: '::' }) },
    ({ callbacks }) => callbacks[0]!.separator,
    ',',
  ],
  [
    'two limits of the gradients',
    { optimizer: createConfig(optimizers, 'sgd', { clipnorm: 1, clipvalue: 2 }) },
    ({ optimizer }) => [optimizer.clipnorm, optimizer.clipvalue],
    [1, null],
  ],
])('%s is resolved by its fix', (_, training, valueIn, expected) => {
  const document = withTraining(training)
  const [problem] = problemsOf(document)
  const fixed = problem!.fix!.apply(document)
  expect(problemsOf(fixed)).toEqual([])
  expect(valueIn(fixed.training)).toEqual(expected)
})

test('class weights require classes', () => {
  const number: DataInfo = { ...data, targets: [{ name: 'y', kind: 'number', classes: [] }] }
  const { problems } = analyze(withTraining({ class_weight: [1, 2] }), number)
  expect(problems.find((p) => p.code === 'class-weight')!.message.en).toMatch(
    /the target of the data has none/,
  )
})

describe('the mode of a figure for which Keras has no direction', () => {
  const documentWith = (figures: { metrics?: Json[]; weightedMetrics?: Json[] }, ...watchers: Config[]) => {
    const document = documentOf({
      name: 'counting',
      input: [4],
      layers: [{ type: 'Dense', props: { units: 1, activation: 'sigmoid' } }],
      loss: 'binary_crossentropy',
      ...figures,
    })
    const csv = createDataReference({ type: 'csv', path: 'rows.csv' })
    return { ...document, data: csv, training: { ...document.training, callbacks: watchers } }
  }
  const watcher = (props: JsonObject, type = 'EarlyStopping') => createConfig(callbacks, type, props)
  const modeWarnings = (document: Document) =>
    analyze(document).problems.flatMap((p) => (p.code === 'mode-not-decided' ? [p] : []))

  test.each([
    ['true_positives', 'max'],
    ['true_negatives', 'max'],
    ['false_positives', 'min'],
    ['false_negatives', 'min'],
  ])('%s leads to a warning, and %s is used', (metric, mode) => {
    const document = documentWith({ metrics: [metric] }, watcher({ monitor: `val_${metric}` }))
    const [problem, ...others] = modeWarnings(document)
    expect(others).toEqual([])
    expect(problem).toMatchObject({ severity: 'warning', field: 'callbacks.0.mode' })
    const model = analyze(document).model!
    expect(withMode(document.training.callbacks[0]!, model).mode).toBe(mode)
    expect(generateKeras(document, analyze(document), null)).toContain(`mode="${mode}"`)
    const fixed = problem!.fix!.apply(document)
    expect(modeWarnings(fixed)).toEqual([])
    expect(fixed.training.callbacks[0]!.mode).toBe(mode)
  })

  test('there is no warning if Keras or the person decides the mode, or if nothing is monitored', () => {
    const document = documentWith(
      { metrics: ['true_positives', 'auc', 'mean_squared_error'] },
      watcher({ monitor: 'val_auc' }),
      watcher({ monitor: 'mean_squared_error' }),
      watcher({ monitor: 'val_loss' }),
      watcher({ monitor: 'val_true_positives', mode: 'min' }),
      watcher({ filepath: 'a.keras', monitor: 'val_true_positives' }, 'ModelCheckpoint'),
    )
    expect(modeWarnings(document)).toEqual([])
    const model = analyze(document).model!
    expect(document.training.callbacks.map((c) => withMode(c, model).mode)).toEqual([
      'max',
      'min',
      'min',
      'min',
      'max',
    ])
    // Keras fails for a checkpoint with a figure of unknown direction, even if it saves every epoch.
    expect(document.training.callbacks.map((c) => withExplicitMode(c, model).mode)).toEqual([
      'auto',
      'auto',
      'auto',
      'min',
      'max',
    ])
  })

  test('the mode is written to the program if Keras finds no metric of that name', () => {
    const document = documentWith(
      { metrics: ['accuracy'], weightedMetrics: ['accuracy'] },
      watcher({ monitor: 'val_weighted_accuracy' }),
      watcher({ filepath: 'a.keras', monitor: 'val_nothing' }, 'ModelCheckpoint'),
    )
    const model = analyze(document).model!
    expect(document.training.callbacks.map((c) => withExplicitMode(c, model).mode)).toEqual(['max', 'min'])
  })
})
