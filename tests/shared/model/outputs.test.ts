/** Outputs with inconsistent parts: each is reported as one problem, and its fix leads to a valid network that trains. */
import { expect, test } from 'vitest'
import type { Values } from '../../../electron/engine/executors/values.ts'
import { loadExecutor } from '../../../electron/engine/worker/load-executor.ts'
import { callbacks } from '../../../shared/catalog/callbacks/index.ts'
import { losses } from '../../../shared/catalog/losses/index.ts'
import type { DataInfo, TargetInfo } from '../../../shared/data/data-info.ts'
import type { Document } from '../../../shared/document/document.ts'
import { createConfig } from '../../../shared/fields/index.ts'
import type { Json } from '../../../shared/json.ts'
import { analyze } from '../../../shared/model/analyze.ts'
import { outputsOf, seriesOf } from '../../../shared/model/series.ts'
import { buildPlan } from '../../../shared/training/plan.ts'
import { documentOf } from '../../support/case-document.ts'
import type { CaseLayer } from '../../support/cases/types.ts'
import { dataInfo } from '../../support/data-info.ts'
import { streamOf } from '../../support/random-arrays.ts'

const FEATURES = 4
const ROWS = { train: 60, validation: 20, test: 20 }
const COUNT = ROWS.train + ROWS.validation + ROWS.test

const number = (low: number, high: number): TargetInfo => ({
  name: 'price',
  kind: 'number',
  classes: [],
  range: [low, high],
})
const classes = (...names: string[]): TargetInfo => ({
  name: 'kind',
  kind: 'classes',
  classes: names,
  ...(names.every((name) => Number.isFinite(Number(name)))
    ? {}
    : { text: { count: COUNT, value: names[0]!, line: 2, row: 0 } }),
})
const labels = (...names: string[]): TargetInfo => ({ name: 'tags', kind: 'labels', classes: names })
const dataWith = (target: TargetInfo | null): DataInfo | null =>
  target && dataInfo({ shape: [FEATURES], rows: ROWS, targets: [target] })

interface Drawing {
  readonly units?: number
  readonly activation?: string
  /** Used instead of a Dense with these units and activation. */
  readonly layers?: readonly CaseLayer[]
  /** Indices of the called layers, in order. */
  readonly calls?: readonly number[]
  readonly loss: Json
  readonly metrics?: readonly Json[]
  readonly monitor?: string
}
function drawn({
  units = 1,
  activation = 'linear',
  layers,
  calls,
  loss,
  metrics = [],
  monitor,
}: Drawing): Document {
  const document = documentOf({
    name: 'judged',
    input: [FEATURES],
    layers: layers ?? [{ type: 'Dense', props: { units, activation } }],
    ...(calls ? { calls } : {}),
    loss,
    metrics,
  })
  const monitors = monitor === undefined ? [] : [createConfig(callbacks, 'EarlyStopping', { monitor })]
  return { ...document, training: { ...document.training, callbacks: monitors } }
}

/** The only problem, and the properties of the Output after its fix, which must be valid. */
function applyFix(document: Document, target: TargetInfo | null) {
  const { problems } = analyze(document, dataWith(target))
  expect(problems).toHaveLength(1)
  const [{ code, severity, field, message, fix }] = problems as [(typeof problems)[number]]
  const after = fix!.apply(document)
  const analysis = analyze(after, dataWith(target))
  expect(analysis.problems.map((p) => p.message.en)).toEqual([])
  const [{ call, props }] = outputsOf(analysis.model!) as [ReturnType<typeof outputsOf>[number]]
  return {
    code,
    severity,
    field,
    message: message.en,
    label: fix!.label.en,
    after,
    loss: props.loss.type,
    units: call.inputShapes[0]!.at(-1),
    figures: seriesOf(analysis.model!).slice(1),
  }
}

const executor = await loadExecutor('portable', (why) => {
  throw new Error(why)
})
/** The loss of the first and the last epoch on generated rows that can be learned. */
function trainLosses(document: Document, target: TargetInfo): [first: number, last: number] {
  const stream = streamOf(5)
  const rows = Array.from({ length: COUNT }, () =>
    Array.from({ length: FEATURES }, () => Math.fround(stream.normal())),
  )
  const share = (row: readonly number[]) => 1 / (1 + Math.exp(-2 * row[0]!))
  const [low, high] = target.range ?? [0, 0]
  const y =
    target.kind === 'number'
      ? Float32Array.from(rows, (row) => low + (high - low) * share(row))
      : target.kind === 'labels'
        ? Float32Array.from(rows.flatMap((row) => target.classes.map((_, label) => Number(row[label]! > 0))))
        : Int32Array.from(rows, (row) => Math.floor(share(row) * target.classes.length))
  const { model } = analyze(document, dataWith(target))
  const optimizer = { ...document.training.optimizer, type: 'adam', learning_rate: 0.02 }
  const plan = buildPlan({ model: model!, optimizer, data: dataWith(target)!, seed: 1 })
  const session = executor.open(plan, {
    rows: COUNT,
    steps: 6,
    batchSize: 10,
    lastBatchSize: 0,
    evaluationBatchSize: 10,
  })
  session.load(
    new Map<string, Values>([
      ['x', Float32Array.from(rows.flat())],
      ['y', y],
    ]),
  )
  const order = Int32Array.from({ length: ROWS.train }, (_, i) => i)
  const epoch = () => plan.figures(session.train(order, 0, 6, true).sums)[0]!
  const first = epoch()
  for (let i = 0; i < 30; i++) epoch()
  const last = epoch()
  session.close()
  return [first, last]
}

const softmax = { type: 'Dense', props: { units: 2, activation: 'softmax' } }
const logits = { type: 'binary_crossentropy', from_logits: true }

test.each<[string, Drawing, TargetInfo, code: string, loss: string, units: number, figures: string[]]>([
  [
    'a softmax for labels',
    { units: 3, activation: 'softmax', loss: 'sparse_categorical_crossentropy', metrics: ['accuracy'] },
    labels('a', 'b', 'c'),
    'labels-needed',
    'binary_crossentropy',
    3,
    ['binary_accuracy'],
  ],
  [
    'one yes or no for three labels',
    { activation: 'sigmoid', loss: 'binary_crossentropy', metrics: ['precision'] },
    labels('1', '2', '5'),
    'label-outputs',
    'binary_crossentropy',
    3,
    ['precision'],
  ],
  [
    'a softmax with the loss of labels',
    { units: 2, activation: 'softmax', loss: 'binary_crossentropy', metrics: ['accuracy', 'f1_score'] },
    labels('a', 'b'),
    'labels-softmax',
    'binary_crossentropy',
    2,
    ['f1_score'],
  ],
  [
    'the accuracy of the highest label',
    {
      units: 2,
      activation: 'sigmoid',
      loss: 'binary_crossentropy',
      metrics: ['accuracy'],
      monitor: 'val_accuracy',
    },
    labels('a', 'b'),
    'metric-labels',
    'binary_crossentropy',
    2,
    ['binary_accuracy'],
  ],
  [
    'a softmax wider than the classes',
    { units: 100, activation: 'softmax', loss: 'sparse_categorical_crossentropy', metrics: ['accuracy'] },
    classes('0', '1'),
    'too-many-outputs',
    'sparse_categorical_crossentropy',
    2,
    ['accuracy'],
  ],
  [
    'two softmax outputs for yes or no',
    { layers: [softmax], loss: 'binary_crossentropy', metrics: ['accuracy'] },
    classes('0', '1'),
    'softmax-binary',
    'sparse_categorical_crossentropy',
    2,
    ['accuracy'],
  ],
  [
    'the same with figures of yes and no',
    { layers: [softmax], loss: 'binary_crossentropy', metrics: ['auc'], monitor: 'val_auc' },
    classes('no', 'yes'),
    'softmax-binary',
    'sparse_categorical_crossentropy',
    2,
    ['accuracy'],
  ],
  [
    'a softmax of one number',
    { activation: 'softmax', loss: 'binary_crossentropy' },
    classes('no', 'yes'),
    'softmax-of-one',
    'binary_crossentropy',
    1,
    [],
  ],
  [
    'accuracy of logits',
    { loss: logits, metrics: ['accuracy'] },
    classes('no', 'yes'),
    'metric-logits',
    'binary_crossentropy',
    1,
    ['accuracy'],
  ],
  [
    'accuracy beside a hinge',
    { loss: 'hinge', metrics: ['accuracy'], monitor: 'val_accuracy' },
    classes('no', 'yes'),
    'metric-logits',
    'hinge',
    1,
    ['binary_accuracy'],
  ],
  [
    'precision of logits of classes',
    { units: 3, loss: { type: 'categorical_crossentropy', from_logits: true }, metrics: ['precision'] },
    classes('a', 'b', 'c'),
    'metric-logits',
    'categorical_crossentropy',
    3,
    ['precision'],
  ],
  [
    'f1_score of one number',
    { activation: 'sigmoid', loss: 'binary_crossentropy', metrics: ['f1_score'] },
    classes('no', 'yes'),
    'metric-highest',
    'binary_crossentropy',
    1,
    ['f1_score'],
  ],
  [
    'accuracy of a regression',
    { loss: 'mean_squared_error', metrics: ['accuracy'], monitor: 'val_accuracy' },
    number(-3, 40),
    'metric-numbers',
    'mean_squared_error',
    1,
    ['mean_absolute_error'],
  ],
  [
    'accuracy of class numbers',
    { loss: 'mean_squared_error', metrics: ['accuracy', 'mean_squared_error'] },
    classes('1', '2', '5'),
    'metric-numbers',
    'mean_squared_error',
    1,
    ['mean_squared_error'],
  ],
  [
    'a figure of classes beside a loss of numbers',
    { loss: 'huber', metrics: ['sparse_categorical_accuracy'] },
    number(0, 3),
    'metric-target',
    'huber',
    1,
    ['mean_absolute_error'],
  ],
  [
    'a sigmoid that cannot reach the target',
    { activation: 'sigmoid', loss: 'mean_squared_error' },
    number(85, 113),
    'out-of-reach',
    'mean_squared_error',
    1,
    [],
  ],
  [
    'a relu that cannot reach what is below 0',
    { activation: 'relu', loss: 'mean_squared_error' },
    number(-5, 3),
    'out-of-reach',
    'mean_squared_error',
    1,
    [],
  ],
  [
    'a ReLU layer that ends at 6',
    {
      layers: [
        { type: 'Dense', props: { units: 1 } },
        { type: 'ReLU', props: { max_value: 6 } },
      ],
      loss: 'mean_squared_error',
    },
    number(0, 9),
    'out-of-reach',
    'mean_squared_error',
    1,
    [],
  ],
  [
    'yes or no of a price',
    { activation: 'sigmoid', loss: 'binary_crossentropy', metrics: ['accuracy'] },
    number(85, 113),
    'binary-number',
    'mean_squared_error',
    1,
    ['mean_absolute_error'],
  ],
  [
    'a loss of classes on a number',
    {
      units: 3,
      activation: 'softmax',
      loss: 'sparse_categorical_crossentropy',
      metrics: ['accuracy'],
      monitor: 'val_accuracy',
    },
    number(85, 113),
    'classes-needed',
    'mean_squared_error',
    1,
    ['mean_absolute_error'],
  ],
  [
    'yes or no of three classes',
    { activation: 'sigmoid', loss: 'binary_crossentropy', metrics: ['accuracy'] },
    classes('a', 'b', 'c'),
    'binary-classes',
    'sparse_categorical_crossentropy',
    3,
    ['accuracy'],
  ],
  [
    'several numbers for yes or no',
    { units: 5, loss: 'binary_crossentropy' },
    classes('a', 'b'),
    'one-output',
    'binary_crossentropy',
    1,
    [],
  ],
  [
    'several numbers for one, out of reach',
    { units: 5, activation: 'tanh', loss: 'mean_squared_error' },
    number(0, 9),
    'one-output',
    'mean_squared_error',
    1,
    [],
  ],
  [
    'a softmax of numbers',
    { units: 1, activation: 'softmax', loss: 'mean_squared_error' },
    number(0, 9),
    'loss-activation',
    'mean_squared_error',
    1,
    [],
  ],
  [
    'logits that a softmax hides',
    { units: 2, activation: 'softmax', loss: { type: 'sparse_categorical_crossentropy', from_logits: true } },
    classes('a', 'b'),
    'logits-ignored',
    'sparse_categorical_crossentropy',
    2,
    [],
  ],
  [
    'a sigmoid of a sigmoid',
    { activation: 'sigmoid', loss: { type: 'binary_focal_crossentropy', from_logits: true } },
    classes('a', 'b'),
    'logits-twice',
    'binary_focal_crossentropy',
    1,
    [],
  ],
  [
    'ranks of classes',
    { loss: 'mean_squared_error', metrics: ['mean_absolute_error'] },
    classes('a', 'b', 'c'),
    'text-target',
    'sparse_categorical_crossentropy',
    3,
    ['accuracy'],
  ],
  [
    'ranks of yes and no',
    { loss: 'mean_absolute_error', metrics: [] },
    classes('no', 'yes'),
    'text-target',
    'binary_crossentropy',
    1,
    [],
  ],
  [
    'a last layer that is an activation',
    { layers: [{ type: 'Dense', props: { units: 5 } }, { type: 'Softmax' }], loss: 'mean_squared_error' },
    number(0, 9),
    'one-output',
    'mean_squared_error',
    1,
    [],
  ],
  [
    'a last layer that is no Dense',
    { layers: [softmax, { type: 'Dropout', props: { rate: 0.5 } }], loss: 'sparse_categorical_crossentropy' },
    classes('a', 'b', 'c'),
    'too-few-outputs',
    'sparse_categorical_crossentropy',
    3,
    [],
  ],
  [
    'a last layer that is shared',
    { layers: [{ type: 'Dense', props: { units: 4 } }], calls: [0, 0], loss: 'mean_squared_error' },
    number(0, 9),
    'one-output',
    'mean_squared_error',
    1,
    [],
  ],
])('%s has one fix, which trains', (_, document, target, code, loss, units, figures) => {
  const { after, ...found } = applyFix(drawn(document), target)
  expect(found).toMatchObject({ code, loss, units, figures })
  const [first, last] = trainLosses(after, target)
  expect(last).toBeLessThan(first)
})

test('there is one fix too before the data is known', () => {
  const code = (document: Drawing) => {
    const { code: problemCode, loss, units } = applyFix(drawn(document), null)
    return [problemCode, loss, units]
  }
  expect(code({ layers: [softmax], loss: 'binary_crossentropy' })).toEqual([
    'softmax-binary',
    'sparse_categorical_crossentropy',
    2,
  ])
  expect(code({ loss: 'sparse_categorical_crossentropy' })).toEqual([
    'one-for-classes',
    'mean_squared_error',
    1,
  ])
  expect(code({ loss: 'mean_squared_error', metrics: ['accuracy'] })).toEqual([
    'metric-numbers',
    'mean_squared_error',
    1,
  ])
  expect(code({ units: 3, activation: 'softmax', loss: 'mean_squared_error' })).toEqual([
    'loss-activation',
    'sparse_categorical_crossentropy',
    3,
  ])
})

test('valid combinations have no problems', () => {
  const codes = (document: Drawing, target: TargetInfo | null) =>
    analyze(drawn(document), dataWith(target)).problems.map((p) => p.code)
  expect(
    codes({ activation: 'sigmoid', loss: 'mean_squared_error', metrics: ['accuracy'] }, classes('0', '1')),
  ).toEqual([])
  expect(codes({ loss: 'mean_squared_error' }, classes('1', '2', '5'))).toEqual([])
  expect(
    codes(
      {
        loss: logits,
        metrics: [
          { type: 'binary_accuracy', threshold: 0 },
          { type: 'auc', from_logits: true },
        ],
      },
      classes('no', 'yes'),
    ),
  ).toEqual([])
  expect(
    codes(
      {
        units: 3,
        loss: { type: 'sparse_categorical_crossentropy', from_logits: true },
        metrics: ['accuracy'],
      },
      classes('a', 'b', 'c'),
    ),
  ).toEqual([])
  expect(
    codes({ activation: 'sigmoid', loss: 'binary_crossentropy', metrics: ['accuracy', 'auc'] }, number(0, 1)),
  ).toEqual([])
})

test('the range of a last activation follows from its arguments', () => {
  const codes = (activation: Json, range: readonly [number, number], metrics: readonly Json[] = []) => {
    const layers = [{ type: 'Dense', props: { units: 1, activation } }]
    const document = drawn({ layers, loss: 'mean_squared_error', metrics })
    return analyze(document, dataWith(number(...range))).problems.map((p) => p.code)
  }
  expect(codes({ type: 'relu', negative_slope: 0.1 }, [-5, 3])).toEqual([])
  expect(codes({ type: 'elu', alpha: 6 }, [-5, 3])).toEqual([])
  expect(codes('elu', [-5, 3])).toEqual(['out-of-reach'])
  for (const low of ['relu', 'silu', 'squareplus', 'sparse_plus'])
    expect(codes(low, [-5, 3])).toEqual(['out-of-reach'])
  for (const high of ['log_sigmoid', 'log_softmax']) expect(codes(high, [-5, 3])).toEqual(['out-of-reach'])
  expect(codes('sparse_sigmoid', [0, 1], ['accuracy'])).toEqual([])
  const layers = [{ type: 'Dense', props: { units: 1, activation: 'relu' } }]
  const [found] = analyze(drawn({ layers, loss: 'mean_squared_error' }), dataWith(number(-5, 3))).problems
  expect(found!.message).toEqual({
    en: 'layer2: the target “price” goes from -5 to 3, which the last activation, relu, cannot reach: it gives values from 0 to ∞.',
    ko: 'layer2: 목표 “price”은(는) -5부터 3까지인데 마지막 활성화 함수 relu은(는) 0부터 ∞까지의 값만 냅니다.',
  })
})

test('probabilities are known by their range', () => {
  const loss = 'categorical_hinge'
  const codes = (activation: string) =>
    analyze(
      drawn({ units: 3, activation, loss, metrics: ['auc'] }),
      dataWith(classes('a', 'b', 'c')),
    ).problems.map((p) => p.code)
  expect(codes('sparse_sigmoid')).toEqual([])
  expect(codes('hard_sigmoid')).toEqual([])
  expect(codes('relu')).not.toEqual([])
})

test('a monitored figure that is removed is no longer monitored', () => {
  const { after } = applyFix(
    drawn({ loss: 'mean_squared_error', metrics: ['accuracy'], monitor: 'val_accuracy' }),
    number(0, 9),
  )
  expect(after.training.callbacks).toMatchObject([
    { type: 'EarlyStopping', monitor: 'val_loss', mode: 'auto' },
  ])
})

test('a numeric target with one text value has no fix to classification', () => {
  const many = classes(...Array.from({ length: 90 }, (_, i) => `${i}.5`), 'null')
  const target = { ...many, text: { count: 1, value: 'null', line: 9, row: 7 } }
  const { problems } = analyze(drawn({ loss: 'mean_squared_error' }), dataWith(target))
  expect(problems).toHaveLength(1)
  expect(problems[0]).toMatchObject({ code: 'text-target', severity: 'error', field: 'loss', node: 'n2' })
  expect(problems[0]!.fix).toBeUndefined()
})

/** For every loss, last activation and target, at most one problem is reported, and none remains after its fix. */
test('no fix leads to another problem', () => {
  const ends = [
    'linear',
    'softmax',
    'sigmoid',
    'tanh',
    'exponential',
    'relu',
    'sparse_sigmoid',
    'log_sigmoid',
  ]
  const targets = [
    null,
    number(-3, 50),
    number(0, 1),
    classes('no', 'yes'),
    classes('0', '1'),
    classes('a', 'b', 'c'),
    classes('1', '2', '5'),
  ]
  const lists = [[], ['accuracy', 'mean_absolute_error'], ['auc', 'f1_score']]
  const remaining: string[] = []
  for (const { type, fields } of losses.members)
    for (const from_logits of 'from_logits' in fields ? [false, true] : [null])
      for (const activation of ends)
        for (const units of [1, 2, 3])
          for (const [i, target] of targets.entries()) {
            const metrics = lists[(units + i) % lists.length]!
            const loss: Json = from_logits === null ? type : { type, from_logits }
            const document = drawn({ units, activation, loss, metrics })
            const { problems } = analyze(document, dataWith(target))
            const after = problems.reduce((d, { fix }) => fix!.apply(d), document)
            const remainingProblems = analyze(after, dataWith(target)).problems
            if (problems.length > 1 || remainingProblems.length > 0)
              remaining.push(
                `${JSON.stringify({ loss, activation, units, target, metrics })}: ${problems.map((p) => p.code)} → ${remainingProblems.map((p) => p.code)}`,
              )
          }
  expect(remaining).toEqual([])
})
