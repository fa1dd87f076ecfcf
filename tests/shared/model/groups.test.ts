/** Networks with groups: the same model as written out, told where it is drawn. */
import { expect, test } from 'vitest'
import { type Document, mainNetwork } from '../../../shared/document/document.ts'
import {
  addLayer,
  connect,
  disconnect,
  groupNodes,
  removeNodes,
  renameLayer,
  setField,
  setRepeat,
  ungroup,
} from '../../../shared/document/edits.ts'
import { within } from '../../../shared/document/groups.ts'
import { analyze } from '../../../shared/model/analyze.ts'
import { chain } from '../../document/build.ts'

const drawn = setField(
  setField(chain('Input', 'Flatten', 'Dense', 'BatchNormalization', 'Dense', 'Output'), 'dense', 'units', 7),
  'input',
  'shape',
  [7],
)
const grouped = setRepeat(groupNodes(drawn, ['dense', 'batch_normalization']), 'block', 3)

/** What a model is, without the ids of what it was drawn with. */
function gist(document: Document) {
  const { model, parameters, flops } = analyze(document)
  return {
    calls: model!.calls.map((c) => [c.layer.name, c.inputs, c.outputShape, c.layer.weights]),
    parameters,
    flops,
  }
}

test('a repeated group is the model that it is written out to', () => {
  expect(gist(grouped)).toEqual(gist(ungroup(grouped, 'block')))
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

test('a group shows the shape, the parameters and the layers of what it holds', () => {
  const facts = analyze(grouped).nodes.get('block')!
  expect(facts).toMatchObject({
    output: [null, 7],
    parameters: 3 * (7 * 7 + 7 + 4 * 7),
    group: { repeat: 3, layers: 2 },
  })
  expect(analyze(grouped).nodes.get('block/dense')).toMatchObject({ name: 'dense', output: [null, 7] })
  expect([...analyze(grouped).nodes.keys()]).not.toContain('block#2/dense')
})

test('its Inputs and Outputs show what passes', () => {
  const { nodes } = analyze(grouped)
  const [input] = Object.keys(grouped.networks.block!.nodes)
  expect(nodes.get(`block/${input}`)).toMatchObject({ output: [null, 7], problems: [] })
})

test('a problem inside is told once, at its layer, and marks the group', () => {
  const wrong = within(grouped, 'block', (d) => setField(d, 'dense', 'units', -1))
  const { problems, nodes } = analyze(wrong)
  expect(problems.filter((p) => p.code === 'bad-field').map((p) => p.node)).toEqual(['block/dense'])
  expect(nodes.get('block')!.problems.map((p) => p.code)).toEqual(['bad-field'])
  expect(nodes.get('block')!.output).toBeNull()
})

test('a repair acts inside the group', () => {
  const wrong = within(grouped, 'block', (d) => setField(d, 'dense', 'activation', 'elu'))
  const hint = analyze(wrong).hints.find((p) => p.code === 'initializer-activation')!
  expect(hint.node).toBe('block/dense')
  const mended = hint.fix!.apply(wrong)
  expect(mended.main).toBe('main')
  expect(mended.networks.block!.layers.dense!.props.kernel_initializer).toBe('he_normal')
  expect(analyze(mended).hints.map((p) => p.node)).not.toContain('block/dense')
})

test('names of one’s own get the block’s in front, so that none comes twice', () => {
  const named = within(grouped, 'block', (d) => renameLayer(d, 'dense', 'hidden'))
  const { model, problems } = analyze(named)
  expect(model!.layers.map((l) => l.name)).toEqual([
    'flatten',
    'block_hidden',
    'batch_normalization',
    'block_1_hidden',
    'batch_normalization_1',
    'block_2_hidden',
    'batch_normalization_2',
    'dense',
  ])
  expect(problems.filter((p) => p.code === 'bad-name')).toEqual([])
})

test.each([
  ['no Output inside', (d: Document) => removeNodes(d, ['output_2']), 'group-output'],
  [
    'two Outputs inside',
    (d: Document) => addLayer(d, 'Output', { x: 0, y: 0 }, { after: 'dense' }),
    'group-output',
  ],
  ['two Inputs and a repetition', (d: Document) => addLayer(d, 'Input', { x: 0, y: 0 }), 'group-repeat'],
])('%s', (_, edit, code) => {
  const { problems, model } = analyze(within(grouped, 'block', edit))
  expect(model).toBeNull()
  expect(problems.filter((p) => p.node === 'block').map((p) => p.code)).toContain(code)
})

test('a group without its input says so itself, and nothing inside is blamed', () => {
  const { problems } = analyze(disconnect(grouped, ['flatten->block']))
  expect(problems.map((p) => [p.code, p.node])).toEqual([['no-input', 'block']])
})

test('a circle inside a group is told inside, one around it at the group', () => {
  const inner = within(grouped, 'block', (d) => {
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

test('a group of two inputs keeps them apart', () => {
  const two = setField(chain('Input', 'Dense', 'Subtract', 'Output'), 'input', 'shape', [7])
  const joined = connect(two, { node: 'input', port: 0 }, { node: 'subtract', port: 1 })
  const sized = setField(joined, 'dense', 'units', 7)
  const whole = groupNodes(sized, ['subtract'])
  expect(gist(whole)).toEqual(gist(sized))
})
