/** Networks with groups give the same model as the unrolled network, with problems at the drawn nodes. */
import { expect, test } from 'vitest'
import { type Document, mainNetwork } from '../../../shared/document/document.ts'
import {
  addLayer,
  connect,
  disconnect,
  groupNodes,
  reconnect,
  removeNodes,
  renameLayer,
  setField,
  setRepeat,
  ungroup,
} from '../../../shared/document/edits.ts'
import { editNetwork, nodesWithRole } from '../../../shared/document/groups.ts'
import { analyze } from '../../../shared/model/analyze.ts'
import { shapeOf } from '../../../shared/model/node-facts.ts'
import { chain } from '../../document/build.ts'

const drawn = setField(
  setField(chain('Input', 'Flatten', 'Dense', 'BatchNormalization', 'Dense', 'Output'), 'dense', 'units', 7),
  'input',
  'shape',
  [7],
)
const grouped = setRepeat(groupNodes(drawn, ['dense', 'batch_normalization']), 'block', 3)

/** A comparable summary of a model, without node ids and names. */
function comparableModel(document: Document) {
  const { model, parameters, flops } = analyze(document)
  return {
    calls: model!.calls.map((c) => [c.layer.definition.type, c.inputs, c.outputShape, c.layer.weights]),
    parameters,
    flops,
  }
}

test('a repeated group gives the same model as its unrolled network', () => {
  expect(comparableModel(grouped)).toEqual(comparableModel(ungroup(grouped, 'block')))
  expect(analyze(grouped).model!.calls.map((c) => c.node)).toEqual([
    'input',
    'flatten',
    'block/dense',
    'block/batch_normalization',
    'block#2/dense',
    'block#2/batch_normalization',
    'block#3/dense',
    'block#3/batch_normalization',
    'dense_2',
    'output',
  ])
})

test('a group has the shape, the parameters and the layer count of its content', () => {
  const facts = analyze(grouped).nodes.get('block')!
  expect(facts).toMatchObject({
    output: [null, 7],
    parameters: 3 * (7 * 7 + 7 + 4 * 7),
    group: { repeat: 3, layers: 2 },
  })
  expect(analyze(grouped).nodes.get('block/dense')).toMatchObject({ name: 'dense', output: [null, 7] })
  expect([...analyze(grouped).nodes.keys()]).not.toContain('block#2/dense')
})

test('its Inputs and Outputs have the shape of their tensor', () => {
  const { nodes } = analyze(grouped)
  const [input] = Object.keys(grouped.networks.block!.nodes)
  expect(nodes.get(`block/${input}`)).toMatchObject({ output: [null, 7], problems: [] })
})

test('a problem inside is reported once, at its layer, and marks the group', () => {
  const wrong = editNetwork(grouped, 'block', (d) => setField(d, 'dense', 'units', -1))
  const { problems, nodes } = analyze(wrong)
  expect(problems.filter((p) => p.code === 'bad-field').map((p) => p.node)).toEqual(['block/dense'])
  expect(nodes.get('block')!.problems.map((p) => p.code)).toEqual(['bad-field'])
  expect(nodes.get('block')!.output).toBeNull()
})

test('a fix acts inside the group', () => {
  const wrong = editNetwork(grouped, 'block', (d) => setField(d, 'dense', 'activation', 'elu'))
  const hint = analyze(wrong)
    .hints()
    .find((p) => p.code === 'initializer-activation')!
  expect(hint.node).toBe('block/dense')
  const fixed = hint.fix!.apply(wrong)
  expect(fixed.main).toBe('main')
  expect(fixed.networks.block!.layers.dense!.props.kernel_initializer).toBe('he_normal')
  expect(
    analyze(fixed)
      .hints()
      .map((p) => p.node),
  ).not.toContain('block/dense')
})

test('custom names are prefixed with the block’s name, so that they are unique', () => {
  const named = editNetwork(grouped, 'block', (d) => renameLayer(d, 'dense', 'hidden'))
  const { model, problems } = analyze(named)
  expect(model!.layers.map((l) => l.name)).toEqual([
    'flatten',
    'block_hidden',
    'batch_normalization',
    'block_1_hidden',
    'batch_normalization_1',
    'block_2_hidden',
    'batch_normalization_2',
    // The only Dense outside the block keeps its number.
    'dense_1',
  ])
  expect(problems.filter((p) => p.code === 'bad-name')).toEqual([])
})

test.each([
  ['no Output inside', (d: Document) => removeNodes(d, ['output_2']), 'group-output'],
  [
    'two Outputs and a repetition',
    (d: Document) => addLayer(d, 'Output', { x: 0, y: 0 }, { after: 'dense' }),
    'group-repeat',
  ],
  ['two Inputs and a repetition', (d: Document) => addLayer(d, 'Input', { x: 0, y: 0 }), 'group-repeat'],
])('%s', (_, edit, code) => {
  const { problems, model } = analyze(editNetwork(grouped, 'block', edit))
  expect(model).toBeNull()
  expect(problems.filter((p) => p.node === 'block').map((p) => p.code)).toContain(code)
})

test('a missing input is reported at the group only, not inside', () => {
  const { problems } = analyze(disconnect(grouped, ['flatten->block']))
  expect(problems.map((p) => [p.code, p.node])).toEqual([['no-input', 'block']])
})

test('a cycle inside a group is reported inside, a cycle through the group at the group', () => {
  const inner = editNetwork(grouped, 'block', (d) => {
    const network = mainNetwork(d)
    const edges = {
      ...network.edges,
      back: { from: { node: 'batch_normalization', port: 0 }, to: { node: 'dense', port: 1 } },
    }
    return { ...d, networks: { ...d.networks, block: { ...network, edges } } }
  })
  expect(
    analyze(inner)
      .problems.filter((p) => p.code === 'cycle')
      .map((p) => p.node),
  ).toEqual(['block/dense', 'block/batch_normalization'])
  const network = mainNetwork(grouped)
  const edges = {
    ...network.edges,
    back: { from: { node: 'block', port: 0 }, to: { node: 'flatten', port: 0 } },
  }
  const outer = { ...grouped, networks: { ...grouped.networks, main: { ...network, edges } } }
  expect(
    analyze(outer)
      .problems.filter((p) => p.code === 'cycle')
      .map((p) => p.node),
  ).toEqual(['flatten', 'block'])
})

test('a group with two inputs keeps their order', () => {
  const two = setField(chain('Input', 'Dense', 'Subtract', 'Output'), 'input', 'shape', [7])
  const joined = connect(two, { node: 'input', port: 0 }, { node: 'subtract', port: 1 })
  const sized = setField(joined, 'dense', 'units', 7)
  const regrouped = groupNodes(sized, ['subtract'])
  expect(comparableModel(regrouped)).toEqual(comparableModel(sized))
})

/** Input → flatten → dense, and flatten → batch_normalization, both → concatenate; `forked` has the two in a group. */
const joined = (() => {
  const drawn = chain('Input', 'Flatten', 'Dense', 'Concatenate', 'Dense', 'Output')
  const sized = setField(setField(drawn, 'dense', 'units', 5), 'input', 'shape', [7])
  const branched = addLayer(sized, 'BatchNormalization', { x: 300, y: 168 })
  const connected = connect(branched, { node: 'flatten', port: 0 }, { node: 'batch_normalization', port: 0 })
  return connect(connected, { node: 'batch_normalization', port: 0 }, { node: 'concatenate', port: 1 })
})()
const forked = groupNodes(joined, ['dense', 'batch_normalization'])

test('a group with two outputs gives the same model, and has the shape of each output', () => {
  expect(comparableModel(forked)).toEqual(comparableModel(joined))
  const facts = analyze(forked).nodes.get('block')!
  expect(facts.definition!.outputs).toBe(2)
  expect(facts.group!.outputs).toEqual([
    [null, 5],
    [null, 7],
  ])
  expect([shapeOf(facts, 0), shapeOf(facts, 1), shapeOf(facts, 2)]).toEqual([[null, 5], [null, 7], null])
  expect(analyze(forked).nodes.get('concatenate')!.output).toEqual([null, 12])
})

test('the outputs of a nested group pass through the outer group', () => {
  const nested = groupNodes(forked, ['block'])
  expect(comparableModel(nested)).toEqual(comparableModel(joined))
  const separate = setRepeat(groupNodes(forked, ['block', 'concatenate']), 'block_2', 1)
  expect(comparableModel(separate)).toEqual(comparableModel(joined))
})

test('a group with as many inputs as outputs can be repeated: each output becomes the input with its index', () => {
  const drawn = chain('Input', 'Flatten', 'Dense', 'Subtract', 'Dense', 'Output')
  const sized = setField(setField(drawn, 'dense', 'units', 7), 'input', 'shape', [7])
  const branched = addLayer(sized, 'BatchNormalization', { x: 300, y: 168 })
  const wired = [
    ['flatten', 'batch_normalization', 0],
    ['batch_normalization', 'subtract', 1],
  ] as const
  const parallel = wired.reduce(
    (d, [from, node, port]) => connect(d, { node: from, port: 0 }, { node, port }),
    branched,
  )
  const two = groupNodes(parallel, ['dense', 'batch_normalization'])
  // One source feeds both layers, so there is only one Input, and no repetition.
  expect(analyze(setRepeat(two, 'block', 2)).problems.map((p) => [p.code, p.node])).toEqual([
    ['group-repeat', 'block'],
  ])
  const own = editNetwork(two, 'block', (d) => {
    const input = addLayer(d, 'Input', { x: 300, y: 0 })
    const network = mainNetwork(input)
    const [edge] = Object.entries(network.edges).find(([, e]) => e.to.node === 'batch_normalization')!
    const [, second] = nodesWithRole(network, 'input')
    return reconnect(input, edge, { node: second!, port: 0 }, { node: 'batch_normalization', port: 0 })
  })
  const connected = connect(own, { node: 'flatten', port: 0 }, { node: 'block', port: 1 })
  const repeated = setRepeat(connected, 'block', 3)
  expect(comparableModel(repeated)).toEqual(comparableModel(ungroup(repeated, 'block')))
  const { model } = analyze(repeated)
  const inputOf = (node: string) =>
    model!.calls.find((c) => c.node === node)!.inputs.map((i) => model!.calls[i]!.node)
  expect(inputOf('block#2/dense')).toEqual(['block/dense'])
  expect(inputOf('block#3/batch_normalization')).toEqual(['block#2/batch_normalization'])
})

test('a wire from a removed output is reported at the group, and can be removed', () => {
  const fewer = editNetwork(forked, 'block', (d) =>
    removeNodes(d, [nodesWithRole(mainNetwork(d), 'output')[1]!]),
  )
  const { problems, nodes, model } = analyze(fewer)
  expect(model).toBeNull()
  expect(problems.map((p) => [p.code, p.node])).toEqual([['group-output', 'block']])
  expect(problems[0]!.message.en).toContain('A connection starts at output 2 of Block, which has 1.')
  expect(nodes.get('concatenate')!.inputs).toEqual([[null, 5], null])
  const [wire] = Object.entries(mainNetwork(fewer).edges).find(([, e]) => e.from.port === 1)!
  expect(analyze(disconnect(fewer, [wire])).problems.map((p) => p.code)).not.toContain('group-output')
  const none = editNetwork(fewer, 'block', (d) =>
    removeNodes(d, [nodesWithRole(mainNetwork(d), 'output')[0]!]),
  )
  expect(analyze(none).problems.map((p) => p.code)).toEqual(['group-output'])
})
