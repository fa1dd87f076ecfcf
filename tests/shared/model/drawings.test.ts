/** Problems of drawings that cannot be trained: their node and field, also for networks of the maximal size. */
import { expect, test } from 'vitest'
import type { Document, Layer } from '../../../shared/document/document.ts'
import { emptyDocument, newLayer } from '../../../shared/document/new.ts'
import { analyze } from '../../../shared/model/analyze.ts'
import { summary } from '../../../shared/model/summary.ts'

type Layers = { readonly [id: string]: Partial<Layer> & { readonly type: string } }

/** A network with nodes in the given order, connected by `wires` such as "a>b". */
function draw(layers: Layers, wires: readonly string[]): Document {
  const document = emptyDocument('drawn')
  const position = { x: 0, y: 0 }
  return {
    ...document,
    networks: {
      main: {
        name: 'main',
        notes: {},
        layers: Object.fromEntries(
          Object.entries(layers).map(([id, { type, ...rest }]) => [id, { ...newLayer(type), ...rest }]),
        ),
        nodes: Object.fromEntries(
          Object.keys(layers).map((id) => [id, { kind: 'layer' as const, layer: id, position }]),
        ),
        edges: Object.fromEntries(
          wires.map((wire) => {
            const [from, to] = wire.split('>') as [string, string]
            return [wire, { from: { node: from, port: 0 }, to: { node: to, port: 0 } }]
          }),
        ),
      },
    },
  }
}

const chain = (between: Layers, output: Partial<Layer> = {}) => {
  const layers: Layers = {
    input: { type: 'Input', props: { shape: [4] } },
    ...between,
    output: { type: 'Output', ...output },
  }
  const ids = Object.keys(layers)
  return draw(
    layers,
    ids.slice(1).map((id, i) => `${ids[i]}>${id}`),
  )
}
const softmax = (props: Layer['props'] = {}) => ({
  type: 'Dense',
  props: { units: 3, activation: 'softmax', ...props },
})
const problems = (document: Document) =>
  analyze(document).problems.map(({ code, node, field, severity }) => [severity, code, node, field])

test('nodes of a cycle are distinguished from its successors', () => {
  const layers: Layers = {
    input: { type: 'Input' },
    a: { type: 'Flatten' },
    b: { type: 'Flatten' },
    c: { type: 'Flatten' },
    output: { type: 'Output' },
  }
  const found = problems(draw(layers, ['b>a', 'a>b', 'b>c', 'c>output']))
  expect(found).toEqual([
    ['error', 'cycle', 'a', null],
    ['error', 'cycle', 'b', null],
  ])
})

test('a network of the maximal depth is checked and summarized', () => {
  const deep = Object.fromEntries(
    Array.from({ length: 9990 }, (_, i) => [`d${i}`, i === 9989 ? softmax() : { type: 'Dense' }]),
  )
  const { model } = analyze(chain(deep))
  expect(model!.calls).toHaveLength(9992)
  // A second output makes it a graph instead of a chain.
  const lines = summary({ ...model!, outputs: [...model!.outputs, 5] }).split('\n')
  expect(lines.filter((line) => line.includes('(Dense)'))).toHaveLength(9990)
})

test('too many outputs', () => {
  const many = Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`o${i}`, { type: 'Output' }]))
  const document = draw({ input: { type: 'Input', props: { shape: [4] } }, d: softmax(), ...many }, [
    'input>d',
    ...Object.keys(many).map((id) => `d>${id}`),
  ])
  const { message } = analyze(document).problems.find((p) => p.code === 'too-many-ends')!
  expect(message.en).toBe(
    'The network has 3,000 layers of type Output; this version trains up to 64. Keep 64 or fewer.',
  )
})

test('an initializer of matrices on a vector', () => {
  expect(problems(chain({ d: softmax({ bias_initializer: 'orthogonal' }) }))).toEqual([
    ['error', 'shape', 'd', 'bias_initializer'],
  ])
  expect(problems(chain({ d: softmax({ kernel_initializer: 'orthogonal' }) }))).toEqual([])
  const norm = { type: 'BatchNormalization', props: { moving_mean_initializer: 'orthogonal' } }
  expect(problems(chain({ norm, d: softmax() }))).toEqual([
    ['error', 'shape', 'norm', 'moving_mean_initializer'],
  ])
})

test('a metric for numbers with a target of classes', () => {
  const document = chain({ d: softmax() }, { props: { metrics: ['accuracy', 'mean_absolute_error'] } })
  expect(problems(document)).toEqual([['error', 'metric-target', 'output', 'metrics']])
  const fixed = analyze(document).problems[0]!.fix!.apply(document)
  expect(problems(fixed)).toEqual([])
  const oneHot = { loss: 'categorical_crossentropy', metrics: ['mean_absolute_error'] }
  expect(problems(chain({ d: softmax() }, { props: oneHot }))).toEqual([])
})

test('from_logits after a softmax', () => {
  const props = { loss: { type: 'sparse_categorical_crossentropy', from_logits: true } }
  expect(problems(chain({ d: softmax() }, { props }))).toEqual([
    ['warning', 'logits-ignored', 'output', 'loss'],
  ])
  expect(problems(chain({ d: softmax({ activation: 'linear' }) }, { props }))).toEqual([])
})

test('a monitor of validation figures while no data is chosen', () => {
  const callbacks = [{ type: 'EarlyStopping', monitor: 'val_loss' }]
  const document = chain({ d: softmax() })
  const monitoring = { ...document, training: { ...document.training, callbacks } }
  expect(problems(monitoring)).toEqual([])
  const split = { method: 'train_test_split' as const, validation: 0, test: 0, seed: 1, stratify: true }
  const data = { source: { type: 'fashion_mnist' }, split, fingerprint: null }
  expect(problems({ ...monitoring, data })).toEqual([
    ['error', 'unknown-monitor', null, 'callbacks.0.monitor'],
  ])
})

test('a value nested in lists is abbreviated', () => {
  const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1), nested(depth - 1)])
  const document = chain({ d: softmax({ units: nested(8) as never }) })
  expect(analyze(document).problems[0]!.message.en).toMatch(/received a list of 2\.$/)
})

test('a missing Input and a missing Output are added at the start and the end of the network', () => {
  const dense = { type: 'Dense', props: { units: 3 } }
  let document = draw({ first: dense, last: dense }, ['first>last'])
  for (const code of ['no-input-layer', 'no-output-layer']) {
    const { fix } = analyze(document).problems.find((p) => p.code === code)!
    document = fix!.apply(document)
  }
  const { edges } = document.networks.main!
  expect(Object.values(edges).map(({ from, to }) => `${from.node}>${to.node}`)).toEqual([
    'first>last',
    'input>first',
    'last>output',
  ])
  expect(analyze(document).problems.map((p) => p.code)).not.toContain('no-output-layer')
})

test('two gradient clippings at once are a problem, because Keras accepts one', () => {
  const document = chain({ dense: { type: 'Dense', props: { units: 3 } } })
  const withOptimizer = (more: object): Document => ({
    ...document,
    training: { ...document.training, optimizer: { ...document.training.optimizer, ...more } },
  })
  const codes = (d: Document) => analyze(d).problems.map((p) => p.code)
  expect(codes(withOptimizer({ clipnorm: 1 }))).not.toContain('one-clip')
  expect(codes(withOptimizer({ clipnorm: 1, clipvalue: 0.5 }))).toContain('one-clip')
})

test('of several Dense layers on an image only the first is reported', () => {
  const dense = { type: 'Dense', props: { units: 3 } }
  const layers: Layers = {
    input: { type: 'Input', props: { shape: [4, 4] } },
    ...{ one: dense, two: dense, flatten: { type: 'Flatten' }, three: dense },
    output: { type: 'Output' },
  }
  const ids = Object.keys(layers)
  const { problems } = analyze(
    draw(
      layers,
      ids.slice(1).map((id, i) => `${ids[i]}>${id}`),
    ),
  )
  expect(problems.filter((p) => p.code === 'dense-on-image').map((p) => p.node)).toEqual(['one'])
})
