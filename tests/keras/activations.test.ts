/** What "Show activations" shows of a row – the output of every layer – equals what the layers of Keras put out with the same weights. */
import { beforeAll, expect, test } from 'vitest'
import { portable } from '../../electron/engine/executors/portable/index.ts'
import { tensorflow } from '../../electron/engine/executors/tensorflow/index.ts'
import { probeOutputs } from '../../electron/engine/worker/evaluation/probe-outputs.ts'
import { layers } from '../../shared/catalog/layers/index.ts'
import type { JsonObject } from '../../shared/json.ts'
import { callsOf } from '../support/case-document.ts'
import type { CaseLayer, KerasCase } from '../support/cases/types.ts'
import { askKeras, describeKeras } from '../support/keras.ts'
import { caseDataOf, kerasRequest } from '../support/keras-comparison.ts'
import { maxAbs, maxDifference } from '../support/random-arrays.ts'

const BOUND = 1e-5

const layer = (type: string, props: JsonObject = {}): CaseLayer => ({ type, props })
const dense = (units: number, activation = 'linear') => layer('Dense', { units, activation })

const common = { loss: 'mean_squared_error', classes: 0 } as const

/** Layers of one input. Those that are random in training pass everything on in a prediction. */
const CHAIN: KerasCase = {
  ...common,
  name: 'activations of a chain',
  input: [3, 5],
  layers: [
    layer('Rescaling', { scale: 0.5, offset: 0.25 }),
    layer('Normalization', { axis: 1, mean: [0, 1, 0.5], variance: [1, 2, 3] }),
    dense(4),
    layer('BatchNormalization'),
    layer('PReLU'),
    layer('Dropout', { rate: 0.5 }),
    layer('Permute', { dims: [2, 1] }),
    layer('LayerNormalization'),
    layer('LeakyReLU', { negative_slope: 0.4 }),
    layer('AlphaDropout', { rate: 0.3 }),
    layer('Reshape', { target_shape: [2, 6] }),
    dense(5, 'tanh'),
    layer('ELU', { alpha: 0.7 }),
    layer('GaussianDropout', { rate: 0.3 }),
    layer('BatchNormalization', { axis: 1 }),
    layer('GaussianNoise', { stddev: 0.5 }),
    layer('Softmax', { axis: 1 }),
    layer('Flatten'),
    dense(6),
    layer('ActivityRegularization', { l1: 0.1 }),
    layer('Activation', { activation: 'gelu' }),
    layer('ReLU', { threshold: 0.05 }),
    layer('RepeatVector', { n: 2 }),
    layer('Flatten'),
    dense(1),
  ],
}

const MERGES = ['Add', 'Subtract', 'Multiply', 'Average', 'Maximum', 'Minimum', 'Dot', 'Concatenate']
/** Two layers on the input, every merge of both, and all of them joined. */
const MERGED: KerasCase = {
  ...common,
  name: 'activations of merges',
  input: [5],
  layers: [
    dense(4, 'tanh'),
    dense(4),
    ...MERGES.map((type) => layer(type, type === 'Dot' ? { axes: -1 } : {})),
    layer('Concatenate'),
    dense(1),
  ],
  graph: [
    [0, 0],
    [1, 0],
    ...MERGES.map((_, i) => [2 + i, 1, 2]),
    [2 + MERGES.length, ...MERGES.map((_, i) => 3 + i)],
    [3 + MERGES.length, 3 + MERGES.length],
  ],
}

const EMBEDDED: KerasCase = {
  ...common,
  name: 'activations of an embedding',
  input: [4],
  layers: [layer('Embedding', { input_dim: 256, output_dim: 3 }), layer('Flatten'), dense(1)],
  preparation: { dtype: 'uint8', offset: [0], scale: [1] },
}

const CASES = [CHAIN, MERGED, EMBEDDED]

/** The picture of each call's output for one row: all its values in their order, as no case has more than two axes. */
function ourActivations(c: KerasCase, row: number, executor: Parameters<typeof probeOutputs>[2]) {
  const { model, data, batches, weights } = caseDataOf(c)
  const settings = { model, data, optimizer: { type: 'sgd', learning_rate: 0.01 }, seed: 1 }
  const states = new Map(
    [...weights].map(([name, { data: values }]) => [`state:${name}`, Float32Array.from(values)]),
  )
  const raw = batches[0]!.raw.data
  const width = c.input.reduce((a, b) => a * b, 1)
  const stored = raw.slice(row * width, (row + 1) * width)
  const features = data.dtype === 'uint8' ? Uint8Array.from(stored) : Float32Array.from(stored)
  const outputs = probeOutputs({ settings, states }, features, executor)
  return callsOf(c).map((_, call) => outputs.find(({ node }) => node === `n${call + 1}`)!.picture)
}

describeKeras('Activations of a row', () => {
  let expected: readonly (readonly (readonly number[])[])[][] = []
  beforeAll(async () => {
    const requests = CASES.map((c) => {
      const { name, input_shape, layers: described, calls, weights, x } = kerasRequest(c)
      const [first] = x as readonly unknown[]
      return { kind: 'activations', name, input_shape, layers: described, calls, weights, x: first }
    })
    expected = (await askKeras(requests)) as typeof expected
  })

  test('every layer is in a case', () => {
    const tested = new Set(CASES.flatMap((c) => c.layers.map(({ type }) => type)))
    const inner = layers.members.filter(({ role }) => role === undefined).map(({ type }) => type)
    expect([...tested].sort()).toEqual([...inner].sort())
  })

  test.each(CASES)('$name', async (c) => {
    const executors = [tensorflow(false), await portable((why) => expect.unreachable(why))]
    const rows = expected[CASES.indexOf(c)]!
    expect(rows.length).toBeGreaterThan(1)
    for (const executor of executors)
      for (const [row, calls] of rows.entries())
        for (const [call, { values, isReduced }] of ourActivations(c, row, executor).entries()) {
          const where = `${c.layers[callsOf(c)[call]![0]!]!.type}, call ${call + 1}, row ${row}`
          expect(isReduced, where).toBe(false)
          expect(maxDifference(values, calls[call]!), where).toBeLessThanOrEqual(
            BOUND * Math.max(1, maxAbs(calls[call]!)),
          )
        }
  })
})
