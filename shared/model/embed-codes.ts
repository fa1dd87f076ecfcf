/** Inserts an Embedding for a column of codes: an Input of its own, the Embedding and a Flatten, joined with the other columns by a
 *  Concatenate. */
import { concatenate } from '../catalog/layers/concatenate.ts'
import { embedding } from '../catalog/layers/embedding.ts'
import { flatten } from '../catalog/layers/flatten.ts'
import { input as inputLayer } from '../catalog/layers/input.ts'
import { type ColumnInfo, columnsNamed, totalWidth } from '../data/column-info.ts'
import type { DataInfo } from '../data/data-info.ts'
import { COLUMN_STEP, drawingAxis } from '../document/direction.ts'
import { type Document, mainNetwork, type NodeId } from '../document/document.ts'
import { addedNodes, addLayer, connect, nextInput } from '../document/edits.ts'
import type { Json } from '../json.ts'
import { setFieldAt } from './fixes.ts'

/** The longest suggested vector. */
const MAX_LENGTH = 50
/** Half as many numbers as categories: enough to tell them apart, and few to learn. */
const lengthOf = (size: number): number => Math.max(1, Math.min(MAX_LENGTH, Math.ceil(size / 2)))

/** @param input the node of an Input, not inside a group
 *  @param columns names of the table's columns that it takes, in its order
 *  @param codes the one with the codes */
export function embedCodes(
  document: Document,
  data: DataInfo,
  input: NodeId,
  columns: readonly string[],
  codes: ColumnInfo,
): Document {
  const size = codes.code!.size
  const name = codes.source ?? codes.name
  const others = columns.filter((column) => column !== name)
  const vector = { input_dim: size, output_dim: lengthOf(size) }
  if (others.length === 0) {
    const [embedded, node] = add(document, embedding.type, vector, { after: input })
    return add(embedded, flatten.type, {}, { after: node })[0]
  }
  const { axis, step } = drawingAxis(mainNetwork(document))
  const across = axis === 'x' ? 'y' : 'x'
  const { position } = mainNetwork(document).nodes[input]!
  const beside = (steps: number) => ({
    ...position,
    [across]: position[across] - COLUMN_STEP * inputsIn(document),
    [axis]: position[axis] + steps * step,
  })
  const rest = others.flatMap((column) => columnsNamed(data.columns, column))
  const narrowed = setFields(document, input, { columns: others, shape: [totalWidth(rest)] })
  const [joined, join] = joinAfter(narrowed, input)
  const [own, source] = add(joined, inputLayer.type, { shape: [1], columns: [name] }, { position: beside(0) })
  const [embedded, vectors] = add(own, embedding.type, vector, { position: beside(1) })
  const [flattened, flat] = add(embedded, flatten.type, {}, { position: beside(2) })
  const wires: readonly (readonly [NodeId, NodeId])[] = [
    [source, vectors],
    [vectors, flat],
    [flat, join],
  ]
  return wires.reduce((d, [from, to]) => connect(d, { node: from, port: 0 }, nextInput(d, to)), flattened)
}

/** The Concatenate that alone follows the Input, or a new one before all that follows. */
function joinAfter(document: Document, input: NodeId): readonly [Document, NodeId] {
  const { edges, nodes, layers } = mainNetwork(document)
  const followers = [
    ...new Set(Object.values(edges).flatMap(({ from, to }) => (from.node === input ? [to.node] : []))),
  ]
  const [only, ...others] = followers
  const node = only === undefined || others.length > 0 ? undefined : nodes[only]
  if (node?.kind === 'layer' && layers[node.layer]!.type === concatenate.type) return [document, only!]
  return add(document, concatenate.type, {}, { after: input })
}

const inputsIn = (document: Document): number =>
  Object.values(mainNetwork(document).layers).filter(({ type }) => type === inputLayer.type).length

type Fields = { readonly [field: string]: Json }

const setFields = (document: Document, node: NodeId, fields: Fields): Document =>
  Object.entries(fields).reduce((d, [field, value]) => setFieldAt(d, node, field, value), document)

/** @returns the document with the layer, and its node */
function add(
  document: Document,
  type: string,
  fields: Fields,
  { after, position = null }: { readonly after?: NodeId; readonly position?: Parameters<typeof addLayer>[2] },
): readonly [Document, NodeId] {
  const added = addLayer(document, type, position, after === undefined ? {} : { after })
  const [node] = addedNodes(document, added)
  return [setFields(added, node!, fields), node!]
}
