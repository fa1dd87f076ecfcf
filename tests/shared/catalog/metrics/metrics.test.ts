/** Metrics: their names, their results from sums, and combinations that a document may not have. */
import { expect, test } from 'vitest'
import { metricNames, metrics } from '../../../../shared/catalog/metrics/index.ts'
import { type Config, createConfig, getMember } from '../../../../shared/fields/index.ts'
import { packAccumulators, unpackAccumulators } from '../../../../shared/graph/accumulators.ts'
import type { StateSpec } from '../../../../shared/graph/program.ts'
import type { Json } from '../../../../shared/json.ts'
import { analyze } from '../../../../shared/model/analyze.ts'
import { documentOf } from '../../../support/case-document.ts'

const config = (type: string, props: { readonly [field: string]: Json } = {}): Config =>
  createConfig(metrics, type, props)
const result = (
  type: string,
  sums: { readonly [name: string]: readonly number[] },
  rows: number,
  props: { readonly [field: string]: Json } = {},
) => {
  const definition = getMember(metrics, { type })
  return definition.result(sums, rows, config(type, props) as never)
}

test('several metrics of one type are numbered like in Keras', () => {
  const names = (...types: string[]) => metricNames(types.map((type) => config(type)))
  expect(names('auc', 'accuracy', 'auc', 'auc')).toEqual(['auc', 'accuracy', 'auc_1', 'auc_2'])
})

test('results from sums, also with a divisor of 0', () => {
  expect(result('accuracy', { total: [3] }, 4)).toBe(0.75)
  expect(result('root_mean_squared_error', { total: [36] }, 4)).toBe(3)
  expect(result('precision', { right: [0], wrong: [0] }, 4)).toBe(0)
  expect(result('recall', { right: [1], wrong: [3] }, 4)).toBe(0.25)
  expect(result('r2_score', { sum: [0], squared_sum: [4], residual: [1] }, 4)).toBe(0.75)
  expect(result('f1_score', { right: [2], extra: [0], missed: [2] }, 4)).toBeCloseTo(2 / 3, 6)
  // All negatives below and all positives above the middle threshold; then the reverse.
  expect(result('auc', { yes: [0, 0, 5], no: [5, 0, 0] }, 10)).toBe(1)
  expect(result('auc', { yes: [5, 0, 0], no: [0, 0, 5] }, 10)).toBe(0)
  expect(result('auc', { yes: [0, 0, 0], no: [0, 0, 0] }, 0)).toBe(0)
})

test('accumulators are packed into one list and unpacked', () => {
  const spec = (name: string, shape: readonly number[]): StateSpec => ({
    name,
    shape,
    dtype: 'float32',
    role: 'metric',
    initial: () => new Float32Array(),
  })
  const specs = [spec('rows', []), spec('sum/auc/yes', [2, 2]), spec('sum/loss', [])]
  const list = Float32Array.of(1, 2, 3, 4, 5, 6)
  const parts = unpackAccumulators(specs, list)
  expect([...parts.get('sum/auc/yes')!]).toEqual([2, 3, 4, 5])
  expect([...packAccumulators(specs, parts)]).toEqual([...list])
})

const problems = (loss: Json, list: readonly Json[], units = 3, activation = 'softmax') => {
  const layers = [{ type: 'Dense', props: { units, activation } }]
  return analyze(documentOf({ name: 'x', input: [4], layers, loss, metrics: list })).problems
}

test('a metric that does not suit the loss’s target is reported, with accuracy as alternative', () => {
  const [first, ...rest] = problems('sparse_categorical_crossentropy', ['accuracy', 'precision'])
  expect(rest).toEqual([])
  expect(first).toMatchObject({ code: 'metric-target', severity: 'error', field: 'metrics' })
  expect(first!.message.en).toBe(
    'layer2: precision compares with numbers or one-hot rows, but sparse_categorical_crossentropy takes the target as class numbers. Use accuracy, or another loss.',
  )
  expect(problems('categorical_crossentropy', ['accuracy', 'precision'])).toEqual([])
})

test('an unknown class is reported', () => {
  const [first] = problems('categorical_crossentropy', [{ type: 'recall', class_id: 3 }])
  expect(first).toMatchObject({ code: 'metric-class', severity: 'error' })
})

test('losses check the last activation', () => {
  const codes = (loss: Json, units: number, activation: string) =>
    problems(loss, [], units, activation).map((p) => p.code)
  expect(codes('huber', 1, 'softmax')).toEqual(['loss-activation'])
  expect(codes('huber', 1, 'linear')).toEqual([])
  expect(codes('kl_divergence', 3, 'linear')).toEqual(['loss-probabilities'])
  expect(codes('binary_focal_crossentropy', 1, 'linear')).toEqual(['loss-probabilities'])
  expect(codes({ type: 'binary_focal_crossentropy', from_logits: true }, 1, 'linear')).toEqual([])
  expect(codes({ type: 'categorical_crossentropy', from_logits: true }, 3, 'softmax')).toEqual([
    'logits-ignored',
  ])
})
