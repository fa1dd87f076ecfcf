/** Suggested networks: they have no problems with their data, and fit its rows, shape and targets. */
import { expect, test } from 'vitest'
import type { DataInfo, TargetInfo } from '../../shared/data/data-info.ts'
import { mainNetwork } from '../../shared/document/document.ts'
import { parseDocument } from '../../shared/document/file.ts'
import { emptyDocument } from '../../shared/document/new.ts'
import { serializeDocument } from '../../shared/document/serialize.ts'
import { createDataReference } from '../../shared/document/settings.ts'
import { applySuggestedNetwork, suggestNetwork } from '../../shared/document/suggest-network.ts'
import { analyze } from '../../shared/model/analyze.ts'

const classes: TargetInfo = { name: 'kind', kind: 'classes', classes: ['a', 'b', 'c'] }
const price: TargetInfo = {
  name: 'price',
  kind: 'number',
  classes: [],
  scaling: { offset: 5000, scale: 2000 },
}
const dataInfo = (given: Partial<DataInfo> = {}): DataInfo => ({
  fingerprint: 'f',
  title: 'a.csv',
  rows: { train: 300, validation: 50, test: 50 },
  shape: [7],
  dtype: 'float32',
  columns: Array.from({ length: 7 }, (_, i) => ({ name: `x${i}`, type: 'number' as const })),
  targets: [classes],
  weights: null,
  preparation: { offset: [0], scale: [1] },
  notes: [],
  ...given,
})
const document = {
  ...emptyDocument('a'),
  data: createDataReference({ type: 'csv', path: 'a.csv', target: 'kind' }),
}
/** The layers as the canvas shows them, from top to bottom. */
const layersOf = (data: DataInfo) =>
  Object.values(suggestNetwork(data).layers).map(({ type, props }) =>
    [
      type,
      ...['shape', 'units', 'activation', 'scale', 'offset', 'loss', 'target'].flatMap((name) =>
        name in props ? [String(props[name])] : [],
      ),
    ].join(' '),
  )

test('classes', () => {
  expect(layersOf(dataInfo())).toEqual([
    'Input 7',
    'Dense 16 relu',
    'Dense 3 softmax',
    'Output sparse_categorical_crossentropy',
  ])
  const two = { ...classes, classes: ['no', 'yes'] }
  expect(layersOf(dataInfo({ targets: [two] })).at(-2)).toBe('Dense 2 softmax')
})

test('labels: a sigmoid for each', () => {
  const labels: TargetInfo = { name: 'labels', kind: 'labels', classes: ['a', 'b', 'c', 'd'] }
  expect(layersOf(dataInfo({ targets: [labels] })).slice(2)).toEqual([
    'Dense 4 sigmoid',
    'Output binary_crossentropy',
  ])
  const applied = applySuggestedNetwork(document, dataInfo({ targets: [labels] }))
  expect(analyze(applied, dataInfo({ targets: [labels] })).problems).toEqual([])
})

test('a number; one far from 0 is scaled at the end, so that metrics are in its unit', () => {
  const ending = (offset: number, scale: number) =>
    layersOf(dataInfo({ targets: [{ ...price, scaling: { offset, scale } }] })).slice(2)
  expect(ending(4, 2)).toEqual(['Dense 1', 'Output mean_squared_error'])
  expect(ending(22.53, 9.182)).toEqual(['Dense 1', 'Rescaling 9.2 23', 'Output mean_squared_error'])
  expect(ending(0.01, 0.005)).toEqual(['Dense 1', 'Rescaling 0.005 0.01', 'Output mean_squared_error'])
  expect(ending(5, 1)).toEqual(['Dense 1', 'Output mean_squared_error'])
})

test('more rows make a larger network, larger batches and fewer epochs', () => {
  const found = [100, 2000, 20_000, 1_000_000].map((train) => {
    const data = dataInfo({ rows: { train, validation: 10, test: 10 } })
    const { training } = applySuggestedNetwork(document, data)
    return [
      layersOf(data).filter((layer) => layer.includes('relu')).length,
      training.batch_size,
      training.epochs,
    ]
  })
  expect(found).toEqual([
    [1, 16, 200],
    [2, 32, 200],
    [2, 64, 100],
    [2, 256, 50],
  ])
})

test('pictures are flattened', () => {
  expect(layersOf(dataInfo({ shape: [28, 28], dtype: 'uint8', columns: [] })).slice(0, 2)).toEqual([
    'Input 28,28',
    'Flatten',
  ])
})

test('training stops early and keeps the best weights where there are validation rows', () => {
  const stopping = applySuggestedNetwork(document, dataInfo()).training.callbacks
  expect(stopping).toMatchObject([{ type: 'EarlyStopping', patience: 20, restore_best_weights: true }])
  const none = dataInfo({ rows: { train: 300, validation: 0, test: 50 } })
  expect(applySuggestedNetwork(document, none).training.callbacks).toEqual([])
})

test.each<[string, DataInfo]>([
  ['classes', dataInfo()],
  ['a number', dataInfo({ targets: [price] })],
  ['two targets', dataInfo({ targets: [classes, price] })],
  ['pictures', dataInfo({ shape: [28, 28], columns: [] })],
])('a network for %s has no problems with its data, and survives being saved', (_, data) => {
  const suggested = applySuggestedNetwork(document, data)
  const { model, problems } = analyze(suggested, data)
  expect(problems).toEqual([])
  expect(model!.calls.length).toBeGreaterThan(2)
  expect(parseDocument(serializeDocument(suggested))).toEqual(suggested)
  expect(mainNetwork(suggested).name).toBe('main')
})
