/** Training settings and data are set by path and validated by their fields. */
import { describe, expect, it } from 'vitest'
import {
  renameDocument,
  setData,
  setDataSource,
  setFingerprint,
  setTraining,
} from '../../shared/document/edits.ts'
import { emptyDocument } from '../../shared/document/new.ts'
import { refusal } from './build.ts'

const d = emptyDocument('settings')

describe('setTraining', () => {
  it('sets a number, a configured value by name, and a field inside it', () => {
    expect(setTraining(d, 'epochs', 3).training.epochs).toBe(3)
    const sgd = setTraining(d, 'optimizer', 'sgd')
    expect(sgd.training.optimizer).toMatchObject({ type: 'sgd', learning_rate: 0.01 })
    expect(setTraining(sgd, 'optimizer.momentum', 0.9).training.optimizer.momentum).toBe(0.9)
    const early = setTraining(d, 'callbacks', ['EarlyStopping'])
    expect(setTraining(early, 'callbacks.0.patience', 4).training.callbacks[0]).toMatchObject({ patience: 4 })
  })
  it('returns the same document when nothing changes', () => {
    expect(setTraining(d, 'epochs', d.training.epochs)).toBe(d)
    expect(setTraining(d, 'optimizer', 'adam')).toBe(d)
  })
  it.each([
    [
      'batch_size',
      'abc',
      'training.batch_size: expected a whole number, at least 1 and at most 1,000,000, received "abc".',
    ],
    [
      'batch_size',
      0,
      'training.batch_size: expected a whole number, at least 1 and at most 1,000,000, received 0.',
    ],
    [
      'optimizer',
      'sdg',
      'training.optimizer: expected one of sgd, rmsprop, adagrad, adadelta, adam, adamw, adamax, nadam, ftrl, lion, received "sdg".',
    ],
    [
      'optimizer.nesterov',
      true,
      'training.optimizer.nesterov: expected an existing setting, received "nesterov".',
    ],
    [
      'optimizer.learning_rate',
      -1,
      'training.optimizer.learning_rate: expected a number, at least 0, received -1.',
    ],
    ['callbacks.0.patience', 1, 'training.callbacks.0.patience: expected an existing setting, received "0".'],
    [
      'constructor',
      1,
      'training.constructor: expected one of optimizer, batch_size, epochs, seed, shuffle, dtype_policy, class_weight, callbacks, received "constructor".',
    ],
    [
      'optimizer.__proto__.x',
      1,
      'training.optimizer.__proto__.x: expected an existing setting, received "__proto__".',
    ],
  ])('%s = %j is refused', (path, value, sentence) => {
    expect(refusal(() => setTraining(d, path, value))).toEqual([sentence])
  })
})

describe('data', () => {
  const csv = setDataSource(d, { type: 'csv', path: 'iris.csv' })
  it('a source starts with its default split', () => {
    expect(csv.data!.split).toMatchObject({ validation: 0.1, test: 0.1, stratify: true })
    expect(setDataSource(d, 'fashion_mnist').data!.split).toMatchObject({ validation: 5000, test: 10000 })
    expect(setDataSource(csv, null).data).toBeNull()
  })
  it('a change removes the fingerprint, the same value keeps it', () => {
    const known = setFingerprint(csv, 'a'.repeat(64))
    expect(setData(known, 'source.path', 'iris.csv')).toBe(known)
    expect(setData(known, 'split.validation', 0.2).data).toMatchObject({
      split: { validation: 0.2 },
      fingerprint: null,
    })
    expect(setData(known, 'source.path', 'b.csv').data).toMatchObject({
      source: { path: 'b.csv' },
      fingerprint: null,
    })
    expect(setDataSource(known, { type: 'csv', path: 'c.csv' }).data!.split).toEqual(known.data!.split)
  })
  it('refuses invalid values', () => {
    expect(refusal(() => setData(d, 'split.seed', 1))).toEqual(['Choose data first.'])
    expect(refusal(() => setData(csv, 'source.task', 'guess'))).toEqual([
      'data.source.task: expected one of auto, classes, number, received "guess".',
    ])
    expect(refusal(() => setDataSource(d, 'mnist'))).toEqual([
      'data.source: expected one of fashion_mnist, idx, csv, parquet, json, excel, sqlite, received "mnist".',
    ])
  })
})

describe('renameDocument', () => {
  it('truncates a name that is too long for a file', () => {
    expect(renameDocument(d, 'x'.repeat(9999)).name).toHaveLength(4096)
    expect(renameDocument(d, 'settings')).toBe(d)
  })
})
