/** Predictions with dropout on: the layers that drop numbers do, all others are as in inference. */
import { expect, test } from 'vitest'
import type { Program } from '../../../shared/graph/program.ts'
import { analyze } from '../../../shared/model/analyze.ts'
import { buildPlan } from '../../../shared/training/plan.ts'
import { documentOf } from '../../support/case-document.ts'
import { dataInfo } from '../../support/data-info.ts'
import { type Args, nd, runProgram } from '../../support/interpreter.ts'

const NAMES = ['a', 'b', 'c', 'd']
const data = dataInfo({
  shape: [4],
  columns: NAMES.map((name) => ({ name, type: 'number' as const })),
  targets: [{ name: 'y', kind: 'number', classes: [] }],
})
const PASSES = 4096
const KERNEL = [1, 2, 4, 8]
const ROW = [1, 1, 1, 1]

function planOf(layers: readonly { readonly type: string; readonly props: object }[]) {
  const drawn = documentOf({
    name: 'passes',
    input: [4],
    layers: [...layers, { type: 'Dense', props: { units: 1, activation: 'linear' } }] as never,
    loss: 'mean_squared_error',
  })
  const { model } = analyze(drawn, data)
  return buildPlan({
    model: model!,
    optimizer: { type: 'sgd', learning_rate: 0.1, momentum: 0, nesterov: false },
    data,
    seed: 1,
    classWeight: null,
  })
}

/** The answers to a row, which is repeated in the batch, with the kernel 1, 2, 4, 8. */
function answers(plan: ReturnType<typeof planOf>, program: Program): number[] {
  const args: Record<string, Args[string]> = {
    'data:x': nd([program.batch, 4], (i) => ROW[i % 4]!),
  }
  for (const { name, shape, initial } of plan.state)
    args[`state:${name}`] = name.endsWith('/kernel') ? nd([4, 1], KERNEL) : nd(shape, initial())
  const [output] = runProgram(program, args).results.values()
  return [...output!.data]
}

test('the passes have the mean and the variance of random masks', () => {
  const rate = 0.25
  const plan = planOf([{ type: 'Dropout', props: { rate } }])
  const values = answers(plan, plan.predictWithDropout(PASSES))
  // Each is a sum of some of the weights, scaled by 1 / (1 − rate).
  for (const value of values) expect(value * (1 - rate)).toBeCloseTo(Math.round(value * (1 - rate)), 6)
  expect(new Set(values.map((value) => Math.round(value * (1 - rate)))).size).toBe(16)
  const mean = values.reduce((a, b) => a + b) / PASSES
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / PASSES
  const expectedVariance = (KERNEL.reduce((sum, w) => sum + w * w, 0) * rate) / (1 - rate)
  const standardError = Math.sqrt(expectedVariance / PASSES)
  expect(Math.abs(mean - 15)).toBeLessThan(4 * standardError)
  expect(variance / expectedVariance).toBeGreaterThan(0.9)
  expect(variance / expectedVariance).toBeLessThan(1.1)
})

test('without a rate every pass is the prediction', () => {
  const plan = planOf([{ type: 'Dropout', props: { rate: 0 } }])
  expect(new Set(answers(plan, plan.predictWithDropout(8)))).toEqual(new Set(answers(plan, plan.predict(1))))
})

test.each([
  ['BatchNormalization', {}],
  ['GaussianNoise', { stddev: 1 }],
])('%s is as in inference', (type, props) => {
  const plan = planOf([{ type, props }])
  expect(answers(plan, plan.predictWithDropout(8))).toEqual(answers(plan, plan.predict(8)))
})

test.each([
  ['AlphaDropout', { rate: 0.5 }],
  ['GaussianDropout', { rate: 0.5 }],
])('%s drops as well', (type, props) => {
  const plan = planOf([{ type, props }])
  expect(new Set(answers(plan, plan.predictWithDropout(8))).size).toBeGreaterThan(4)
})
