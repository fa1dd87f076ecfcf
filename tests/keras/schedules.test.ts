/** Compares learning-rate schedules with those of the real Keras at many steps. A schedule class that a program writes out is asked like
 *  Keras's own classes. */
import { expect, test } from 'vitest'
import { schedules } from '../../shared/catalog/schedules/index.ts'
import { getMember, type Props, readProps } from '../../shared/fields/index.ts'
import { createGraph, createOps } from '../../shared/graph/graph.ts'
import type { Program } from '../../shared/graph/program.ts'
import type { JsonObject } from '../../shared/json.ts'
import { loadPortable, loadTensorflow } from '../support/executor.ts'
import { goldenAnswers } from '../support/golden.ts'
import { nd } from '../support/interpreter.ts'
import { describeKeras } from '../support/keras.ts'
import { describeConfig, interpreter, type Runner } from '../support/keras-comparison.ts'

const initialRate = { initial_learning_rate: 0.2 }
const cases: readonly (JsonObject & { readonly type: string })[] = [
  { type: 'ExponentialDecay', ...initialRate, decay_steps: 30, decay_rate: 0.3 },
  { type: 'ExponentialDecay', ...initialRate, decay_steps: 30, decay_rate: 0.3, staircase: true },
  { type: 'ExponentialDecay', ...initialRate, decay_steps: 1, decay_rate: 1 },
  { type: 'PiecewiseConstantDecay', boundaries: [7], values: [0.1, 0.01] },
  { type: 'PiecewiseConstantDecay', boundaries: [0, 7, 8, 150], values: [0.1, 0.01, 0.4, 0.2, 0.001] },
  { type: 'PolynomialDecay', ...initialRate, decay_steps: 90 },
  { type: 'PolynomialDecay', ...initialRate, decay_steps: 90, end_learning_rate: 0.01, power: 2.5 },
  { type: 'PolynomialDecay', ...initialRate, decay_steps: 30, power: 0.5, cycle: true },
  { type: 'InverseTimeDecay', ...initialRate, decay_steps: 30, decay_rate: 0.5 },
  { type: 'InverseTimeDecay', ...initialRate, decay_steps: 30, decay_rate: 2, staircase: true },
  { type: 'CosineDecay', ...initialRate, decay_steps: 100 },
  { type: 'CosineDecay', ...initialRate, decay_steps: 100, alpha: 0.25 },
  { type: 'CosineDecay', ...initialRate, decay_steps: 100, alpha: 0.1, warmup_target: 0.5, warmup_steps: 40 },
  { type: 'CosineDecay', ...initialRate, decay_steps: 100, warmup_target: 0.5 },
  { type: 'CosineDecayRestarts', ...initialRate, first_decay_steps: 25 },
  { type: 'CosineDecayRestarts', ...initialRate, first_decay_steps: 25, t_mul: 1, m_mul: 0.8 },
  { type: 'CosineDecayRestarts', ...initialRate, first_decay_steps: 25, t_mul: 1.5, m_mul: 0.5, alpha: 0.1 },
  { type: 'OneCycle', max_learning_rate: 0.3, total_steps: 180 },
  {
    ...{ type: 'OneCycle', max_learning_rate: 0.3, total_steps: 180 },
    ...{ rising: 0.45, div_factor: 10, final_div_factor: 100 },
  },
  { type: 'OneCycle', max_learning_rate: 0.3, total_steps: 100, rising: 0 },
]

/** The steps that are compared. Steps at which a cycle or a stair starts to within float32 are left out, because Keras's own results
 *  differ between machines there. */
const STEPS = [0, 1, 2, 3, 6, 7, 8, 9, 13, 29, 31, 44, 61, 80, 81, 99, 101, 119, 151, 160, 199, 1000]

describeKeras('Learning-rate schedules', () => {
  const named = cases.map((config) => ({ name: JSON.stringify(config), config: withDefaults(config) }))
  const answers = goldenAnswers<readonly number[]>(
    'schedules',
    named.map(({ name, config }) => ({
      name,
      request: { kind: 'schedule', name, schedule: describeConfig(schedules, config), steps: STEPS },
    })),
  )
  test.each(answers.refreshed)('Keras still gives the stored answer: %s', async (name) => {
    expectClose(await answers.fresh(name), answers.saved(name), 1e-6)
  })
  const runners: readonly [string, () => Runner][] = [
    ['float64 interpreter', () => interpreter],
    ['TensorFlow executor', loadTensorflow],
    ['portable executor', loadPortable],
  ]
  for (const [where, runner] of runners)
    test.each(named)(`$name (${where})`, ({ name, config }) => {
      expectClose(ratesOf(config, runner()), answers.saved(name), 1e-5)
    })
})

function withDefaults(config: JsonObject & { readonly type: string }) {
  const { type, ...rest } = config
  const { props, problems } = readProps(getMember(schedules, { type }).fields, rest)
  expect(problems).toEqual([])
  return { type, ...(props as JsonObject) }
}

function ratesOf(config: ReturnType<typeof withDefaults>, run: Runner): number[] {
  const definition = getMember(schedules, config)
  const m = createOps(createGraph())
  const props = config as unknown as Props<typeof definition.fields>
  const result = definition.rate(m, m.argument('step', []), props)
  const program: Program = {
    ops: m.graph.ops,
    batch: 1,
    next: new Map(),
    results: new Map([['rate', result]]),
  }
  return STEPS.map((step) => run(program, { step: nd([], [step]) }).results.get('rate')![0]!)
}

function expectClose(actual: readonly number[], expected: readonly number[], bound: number): void {
  const max = Math.max(...expected)
  for (const [i, value] of actual.entries())
    expect(
      Math.abs(value - expected[i]!),
      `step ${STEPS[i]}: ${value} instead of ${expected[i]}`,
    ).toBeLessThan(bound * max)
}
