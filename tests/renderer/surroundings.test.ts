/** The nodes around an open group make space for it, at every depth; wires end at the frame, and the view stays on the group. */
import { expect, it } from 'vitest'
import { outsidePaths } from '../../renderer/canvas/drawing/outside-wires.ts'
import type { Box } from '../../renderer/geometry/box.ts'
import { crosses } from '../../renderer/geometry/spatial-grid.ts'
import { surroundingsOf, viewShift } from '../../renderer/groups/surroundings.ts'
import { useApp } from '../../renderer/state/store.ts'
import { type Document, mainNetwork } from '../../shared/document/document.ts'
import { connect, groupNodes, moveNodes, setRepeat } from '../../shared/document/edits.ts'
import { editNetwork } from '../../shared/document/groups.ts'
import { chain } from '../document/build.ts'

const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

const outer = groupNodes(chain('Input', 'Dense', 'Dropout', 'Dense', 'Dropout', 'Output'), [
  'dense',
  'dropout',
  'dense_2',
])
const nested = editNetwork(outer, 'block', (d) => groupNodes(d, ['dense', 'dropout']))
/** The same group, with all nodes in a row to the right. */
const horizontal: Document = editNetwork(
  moveNodes(
    outer,
    Object.fromEntries(Object.keys(mainNetwork(outer).nodes).map((id, i) => [id, { x: 308 * i, y: 0 }])),
  ),
  'block',
  (d) =>
    moveNodes(
      d,
      Object.fromEntries(
        ['input_2', 'dense', 'dropout', 'dense_2', 'output_2'].map((id, i) => [id, { x: 308 * i, y: 20 }]),
      ),
    ),
)

it.each([
  ['downwards', outer, ['block']],
  ['to the right', horizontal, ['block']],
  ['two deep', nested, ['block', 'block']],
])('no boxes overlap: %s', (_, document, groups) => {
  const { frames, nodes } = surroundingsOf(document, groups)
  expect(frames).toHaveLength(groups.length)
  const inner = document.networks[groups.length === 2 ? 'block_2' : 'block']!
  const own = Object.values(inner.nodes).map(({ position }) => ({ ...position, width: 212, height: 52 }))
  const [innermost] = frames
  for (const box of own) expect(overlap(box, innermost!.box)).toBe(true)
  const all = [innermost!.box, ...nodes.map(({ box }) => box)]
  for (const [i, a] of all.entries())
    for (const b of all.slice(i + 1)) expect(overlap(a, b), JSON.stringify([a, b])).toBe(false)
  // A frame contains the frame and the nodes of its network.
  for (const [depth, { box }] of frames.entries())
    for (const held of nodes.filter(({ groups: of }) => of.length === groups.length - depth))
      expect(overlap(held.box, box)).toBe(true)
})

it('wires end at the positions of the Inputs and start at those of the Outputs', () => {
  const { frames, wires } = surroundingsOf(outer, ['block'])
  const { box } = frames[0]!
  const inner = outer.networks.block!
  expect(wires.map(({ key }) => key).sort()).toEqual([
    'block->dropout_2',
    'dropout_2->output',
    'input->block',
  ])
  const into = wires.find(({ key }) => key === 'input->block')!
  expect(into.to).toEqual({ x: inner.nodes.input_2!.position.x + 106, y: box.y })
  const from = wires.find(({ key }) => key === 'block->dropout_2')!
  expect(from.from).toEqual({ x: inner.nodes.output_2!.position.x + 106, y: box.y + box.height })
})

it('wires past the group avoid its frame and the cards, at every depth', () => {
  const drawn = chain('Input', 'Dense', 'Dropout', 'Dense', 'Add', 'Output')
  const grouped = groupNodes(drawn, ['dense', 'dropout', 'dense_2'])
  const bypassed = connect(grouped, { node: 'input', port: 0 }, { node: 'add', port: 1 })
  for (const groups of [['block'], ['block', 'block']]) {
    const surroundings = surroundingsOf(
      editNetwork(bypassed, 'block', (d) => groupNodes(d, ['dense', 'dropout'])),
      groups,
    )
    const paths = outsidePaths(surroundings)
    expect([...paths.keys()].toSorted()).toEqual(surroundings.wires.map(({ key }) => key).toSorted())
    const [outermost] = surroundings.frames.slice(-1)
    const cards = [
      outermost!.box,
      ...surroundings.nodes.filter(({ groups }) => groups.length === 0).map(({ box }) => box),
    ]
    const wire = surroundings.wires.find(
      ({ source, target }) => source.y < outermost!.box.y && target.y > outermost!.box.y,
    )!
    const path = paths.get(wire.key)!
    // The path has straight segments only, none of which crosses a card.
    expect(path).not.toContain('C')
    const points = [...path.split('M')[1]!.matchAll(/(-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) => ({
      x: Number(x),
      y: Number(y),
    }))
    for (const [i, b] of points.entries())
      if (i > 0) for (const box of cards) expect(crosses(points[i - 1]!, b, box, 0)).toBe(false)
  }
})

it('of a very large network only the nearest nodes are drawn', () => {
  const many: Document = {
    ...outer,
    networks: {
      ...outer.networks,
      main: {
        ...mainNetwork(outer),
        nodes: {
          ...mainNetwork(outer).nodes,
          ...Object.fromEntries(
            Array.from({ length: 3000 }, (_, i) => [
              `far${i}`,
              { kind: 'layer', layer: 'dropout_2', position: { x: 5000 + 300 * i, y: 0 } },
            ]),
          ),
        },
      },
    },
  }
  const drawn = surroundingsOf(many, ['block']).nodes.map(({ id }) => id)
  expect(drawn.length).toBeLessThanOrEqual(400)
  expect(drawn).toEqual(expect.arrayContaining(['input', 'dropout_2', 'output', 'far0']))
})

it('the view moves only when a group is opened or closed in place', () => {
  const state = () => useApp.getState()
  useApp.setState({ surroundings: true })
  state().open(setRepeat(outer, 'block', 2), { path: null, name: 'test', folder: null })
  const opened = viewShift(state(), [], ['block'])!
  const { x, y } = mainNetwork(outer).nodes.block!.position
  const { box } = surroundingsOf(outer, ['block']).frames[0]!
  expect({ x: x + 106 + opened.offset.x, y: y + opened.offset.y }).toEqual({
    x: box.x + box.width / 2,
    y: box.y,
  })
  expect(opened.box).toEqual(box)
  const closed = viewShift(state(), ['block'], [])!
  expect(closed.offset).toEqual({ x: -opened.offset.x, y: -opened.offset.y })
  expect(viewShift(state(), [], ['block', 'other'])).toBeNull()
  expect(viewShift(state(), ['other'], ['block'])).toBeNull()
  useApp.setState({ surroundings: false })
  expect(viewShift(state(), [], ['block'])).toBeNull()
})
