/** Adds a Dense and an Output for a target that no Output learns, beside the last layer of the first Output. */
import { dense } from '../catalog/layers/dense.ts'
import { output as outputLayer } from '../catalog/layers/output.ts'
import type { TargetInfo } from '../data/data-info.ts'
import { COLUMN_STEP, drawingAxis } from '../document/direction.ts'
import { type Document, mainNetwork, type NodeId, type Position } from '../document/document.ts'
import { addedNodes, addLayer, connect, nextInput } from '../document/edits.ts'
import { headOf } from '../document/head.ts'
import type { Json } from '../json.ts'
import type { Fix } from './fix.ts'
import { setFieldAt } from './fixes.ts'
import { firstInputOf, type Model } from './model.ts'
import { outputsOf } from './series.ts'
import { fixes } from './texts.ts'

/** @returns undefined where the layers before the Output are inside a group */
export function addHead(model: Model, target: TargetInfo): Fix | undefined {
  const outputs = outputsOf(model)
  const [first] = outputs
  if (!first) return undefined
  const last = firstInputOf(model, first.call)
  const from = last.layer.definition.affine ? firstInputOf(model, last).node : last.node
  if (from.includes('/')) return undefined
  const head = headOf(target)
  return {
    label: fixes.addOutput(target.name),
    apply(document) {
      const place = besides(document, from, outputs.length)
      const [layer, node] = add(document, dense.type, place(1), head.dense)
      const [both, end] = add(layer, outputLayer.type, place(2), { ...head.output, target: target.name })
      const fed = connect(both, { node: from, port: 0 }, nextInput(both, node))
      return connect(fed, { node, port: 0 }, nextInput(fed, end))
    },
  }
}

/** Places in a column of their own, some steps after a node. */
function besides(document: Document, node: NodeId, columns: number): (steps: number) => Position {
  const { axis, step } = drawingAxis(mainNetwork(document))
  const across = axis === 'x' ? 'y' : 'x'
  const { position } = mainNetwork(document).nodes[node]!
  return (steps) => ({
    ...position,
    [across]: position[across] + COLUMN_STEP * columns,
    [axis]: position[axis] + steps * step,
  })
}

function add(
  document: Document,
  type: string,
  position: Position,
  fields: { readonly [field: string]: Json },
): readonly [Document, NodeId] {
  const added = addLayer(document, type, position)
  const [node] = addedNodes(document, added)
  const set = Object.entries(fields).reduce((d, [field, value]) => setFieldAt(d, node!, field, value), added)
  return [set, node!]
}
