/** Documents → signals: which rows they get, and what is said where the network or its data are not whole. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { writeArray } from '../../../electron/engine/data/write-rows.ts'
import { portable } from '../../../electron/engine/executors/portable/index.ts'
import type { SignalsData } from '../../../electron/engine/worker/messages.ts'
import { initialSignals } from '../../../electron/engine/worker/signals/initial-signals.ts'
import { boundedRows } from '../../../electron/engine/worker/signals/limits.ts'
import { serializeDocument } from '../../../shared/document/file.ts'
import { analyze } from '../../../shared/model/analyze.ts'
import { atOnce } from '../../../shared/random/slices.ts'
import { documentOf } from '../../support/case-document.ts'
import type { KerasCase } from '../../support/cases/types.ts'
import { dataInfo } from '../../support/data-info.ts'

const executor = await portable((why) => expect.unreachable(why))
const compute = initialSignals()
const dense = (units: number) => ({ type: 'Dense', props: { units } })

function signalsOf(parts: Partial<KerasCase>, data: SignalsData | null = null, draw = 0) {
  const document = documentOf({
    name: 'made',
    input: [2],
    layers: [dense(1)],
    loss: 'mean_squared_error',
    ...parts,
  })
  return atOnce(compute({ document: serializeDocument(document), draw, data, problems: [] }, executor))
}

/** Prepared data: rows of two numbers and a number as their target, with every second row kept of a table. */
async function preparedRows(features: Float32Array, train: number): Promise<SignalsData> {
  const folder = mkdtempSync(join(tmpdir(), 'layerloom-signals-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const file = (name: string) => join(folder, name)
  const rows = features.length / 2
  await writeArray(file('features'), features)
  await writeArray(file('targets'), new Float32Array(rows))
  await writeArray(
    file('order'),
    Int32Array.from({ length: rows }, (_, i) => rows - 1 - i),
  )
  await writeArray(
    file('kept'),
    Int32Array.from({ length: rows }, (_, i) => 2 * i),
  )
  return {
    info: dataInfo({
      fingerprint: folder,
      shape: [2],
      rows: { train, validation: rows - train, test: 0 },
      targets: [{ name: 'target0', kind: 'number', classes: [] }],
    }),
    files: { features: file('features'), targets: file('targets'), order: file('order') },
    keptRows: file('kept'),
  }
}

it('takes training rows only, all of them where there are few, and 256 by seed otherwise', async () => {
  // Each row holds its own number; the last ones are trained.
  const numbers = (rows: number) => Float32Array.from({ length: rows * 2 }, (_, i) => Math.floor(i / 2))
  const few = signalsOf({}, await preparedRows(numbers(10), 6))
  expect(few).toMatchObject({ source: 'data', rows: 6, problems: [] })
  expect(few.calls[0]!.outputs).toMatchObject({ min: 4, max: 9, mean: 6.5 })
  const many = signalsOf({}, await preparedRows(numbers(1000), 600))
  expect(many.rows).toBe(256)
  expect(many.calls[0]!.outputs.min).toBeGreaterThanOrEqual(400)
  // As of numbers that are drawn evenly from 400 to 999.
  expect(Math.abs(many.calls[0]!.outputs.mean - 699.5)).toBeLessThan(40)
})

it('names the rows of the table whose values are not finite', async () => {
  const features = Float32Array.of(1, 2, 3, Number.NaN, 5, 6, Number.POSITIVE_INFINITY, 8)
  const { problems, calls } = signalsOf({}, await preparedRows(features, 4))
  expect(problems).toMatchObject([{ code: 'signals_rows', severity: 'warning', rows: [2, 6] }])
  expect(calls[0]!.outputs).toMatchObject({ nonFinite: 2, max: 8 })
})

it('draws rows where data do not fit the Inputs, and says so', async () => {
  const data = await preparedRows(new Float32Array(20), 6)
  const { source, rows, problems, loss } = signalsOf({ input: [3] }, data)
  expect({ source, rows }).toEqual({ source: 'random', rows: 256 })
  expect(problems).toMatchObject([{ node: 'n0', field: 'shape', severity: 'error' }])
  expect(loss).toBeGreaterThan(0)
})

it('shows outputs alone where the target does not fit the loss', async () => {
  const data = await preparedRows(
    Float32Array.from({ length: 20 }, (_, i) => i),
    6,
  )
  const found = signalsOf({ layers: [dense(4)] }, data)
  expect(found).toMatchObject({ source: 'data', loss: null, axes: { gradients: null } })
  expect(found.problems.length).toBeGreaterThan(0)
})

it('draws targets that each loss takes, and codes for an Embedding', () => {
  const targets = (layers: KerasCase['layers'], loss: string, more: Partial<KerasCase> = {}) =>
    signalsOf({ layers, loss, ...more })
  const activated = (units: number, activation: string) => ({ type: 'Dense', props: { units, activation } })
  // An untrained network is about as good as chance.
  expect(targets([activated(10, 'softmax')], 'sparse_categorical_crossentropy').loss).toBeGreaterThan(2)
  expect(targets([activated(10, 'softmax')], 'categorical_crossentropy').loss).toBeGreaterThan(2)
  expect(targets([activated(1, 'sigmoid')], 'binary_crossentropy').loss).toBeGreaterThan(0.5)
  expect(targets([activated(3, 'sigmoid')], 'binary_crossentropy').loss).toBeGreaterThan(0.5)
  expect(targets([activated(1, 'softplus')], 'poisson').loss).not.toBeNaN()
  expect(targets([activated(1, 'tanh')], 'hinge').loss).toBeGreaterThan(0.5)
  const embedding = { type: 'Embedding', props: { input_dim: 5, output_dim: 2 } }
  const { calls, problems } = targets([embedding, { type: 'Flatten' }, dense(1)], 'mean_squared_error')
  expect(problems).toEqual([])
  expect(calls[0]!.outputs).toMatchObject({ min: 0, max: 4 })
  expect(calls[1]!.outputs.nonFinite).toBe(0)
})

it('several Inputs have rows of their own', () => {
  const { calls } = signalsOf({
    inputs: [[0], [1]],
    layers: [{ type: 'Concatenate' }, dense(1)],
    graph: [
      [0, 0, -1],
      [1, 1],
    ],
  })
  const inputs = calls.filter(({ type }) => type === 'Input')
  expect(inputs).toHaveLength(2)
  expect(inputs[0]!.outputs.mean).not.toBe(inputs[1]!.outputs.mean)
})

it('mixed precision computes, and a new draw has other weights and the same rows', () => {
  const parts: Partial<KerasCase> = { dtypePolicy: 'mixed_bfloat16', layers: [dense(8), dense(1)] }
  const [first, second] = [signalsOf(parts), signalsOf(parts, null, 1)]
  expect(first.calls[1]!.gradients!.mean).toBeGreaterThan(0)
  expect(second.calls[0]!.outputs.mean).toBe(first.calls[0]!.outputs.mean)
  expect(second.weights[0]!.norm).not.toBe(first.weights[0]!.norm)
})

it('refuses what is too large with its size, and a network in which nothing is sound', () => {
  const layers = Array.from({ length: 600 }, () => ({ type: 'ReLU' }))
  expect(() => signalsOf({ layers })).toThrow(/602 layers.*at most 500/)
  expect(() => signalsOf({ layers: [dense(5000), dense(5000)] })).toThrow(/parameters/)
  expect(() => signalsOf({ input: [0] })).toThrow(/No layer can be computed/)
})

it('takes fewer rows of a large network', () => {
  const rowsOf = (layers: KerasCase['layers']) => {
    const { sound, flops } = analyze(
      documentOf({ name: 'made', input: [2], layers, loss: 'mean_squared_error' }),
    )
    return boundedRows(sound().model, flops, 256)
  }
  expect(rowsOf([dense(100), dense(1)])).toBe(256)
  // 2 + 120,000 + 120,000 + 1 + 1 values a row.
  expect(rowsOf([{ type: 'RepeatVector', props: { n: 60_000 } }, { type: 'Flatten' }, dense(1)])).toBe(33)
  // 2 · (2 · 30,000 + 30,000 · 3000) operations a row and pass.
  expect(rowsOf([dense(30_000), dense(3000), dense(1)])).toBe(18)
  expect(rowsOf([dense(30_000), dense(30_000), dense(1)])).toBe(1)
  const { model } = analyze(
    documentOf({
      name: 'wide',
      input: [3000, 1000],
      layers: Array(3).fill({ type: 'ReLU' }),
      loss: 'mean_squared_error',
    }),
  ).sound()
  // 5 · 3,000,000 values a row: memory would not hold a batch.
  expect(() => boundedRows(model, 0, 256)).toThrow(/15,000,000 weights and outputs/)
})
