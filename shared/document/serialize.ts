/** Document → text: two spaces, one line per layer, node and edge, a fixed order of keys, defaults omitted, so that two versions of a
 *  file can be compared line by line. */

import { layers } from '../catalog/layers/index.ts'
import { columnFields } from '../data/columns.ts'
import type { DataReference } from '../data/data-reference.ts'
import { isExcluded, type RowMark } from '../data/marks.ts'
import { type Field, type Fields, findMember, nonDefaultProps, readProps, toJson } from '../fields/index.ts'
import type { Json, JsonObject } from '../json.ts'
import type { Document, Edge, Layer, Network, Node, Port } from './document.ts'
import { VERSION } from './migrations.ts'
import { printJson } from './print-json.ts'
import { sourceField, splitFields, trainingFields } from './settings.ts'

/** The text of a `.loom` file. */
export function serializeDocument(document: Document): string {
  const { data, definitions } = document
  const file: JsonObject = {
    format: 'layerloom',
    version: VERSION,
    name: document.name,
    main: document.main,
    networks: mapValues(document.networks, networkToJson),
    ...(Object.keys(definitions).length > 0 && {
      definitions: mapValues(definitions, (d) => ({
        name: d.name,
        type: d.type,
        ...propsToJson(d.type, d.props),
      })),
    }),
    ...(data && { data: dataToJson(data) }),
    training: settingsToJson(trainingFields, { ...document.training }),
  }
  return `${printJson(file, alwaysMultiline)}\n`
}

/** Sections, networks and their four maps always span several lines; an entry of a map is one line if it fits. */
const alwaysMultiline = (path: readonly string[]): boolean =>
  path.length <= 1 || (path[0] === 'networks' && path.length <= 3)

const mapValues = <A>(map: { readonly [id: string]: A }, f: (value: A) => JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(map).map(([id, value]) => [id, f(value)]))

export const networkToJson = (n: Network): JsonObject => ({
  name: n.name,
  ...partsToJson(n),
  ...(Object.keys(n.notes).length > 0 && {
    notes: notesToJson(n.notes),
  }),
})

export const notesToJson = (notes: Network['notes']): JsonObject =>
  mapValues(notes, ({ text, position: { x, y }, width, height }) => ({
    text,
    position: { x, y },
    width,
    height,
  }))

/** Layers, nodes and edges without default values. */
export const partsToJson = (n: Pick<Network, 'layers' | 'nodes' | 'edges'>): JsonObject => ({
  layers: mapValues(n.layers, layerToJson),
  nodes: mapValues(n.nodes, nodeToJson),
  edges: mapValues(n.edges, edgeToJson),
})

const layerToJson = (l: Layer): JsonObject => ({
  type: l.type,
  ...(l.name !== '' && { name: l.name }),
  ...propsToJson(l.type, l.props),
  ...(!l.trainable && { trainable: false }),
  ...(l.dtype !== null && { dtype: l.dtype }),
  ...(l.definition !== null && { definition: l.definition }),
})
const nodeToJson = (n: Node): JsonObject => {
  const position = { x: n.position.x, y: n.position.y }
  return n.kind === 'layer'
    ? { kind: n.kind, layer: n.layer, position }
    : { kind: n.kind, network: n.network, repeat: n.repeat, position }
}
const portToJson = (p: Port): Json => (p.port === 0 ? p.node : { node: p.node, port: p.port })
const edgeToJson = (e: Edge): JsonObject => ({ from: portToJson(e.from), to: portToJson(e.to) })

/** Raw values unchanged, in the order of the layer's fields, followed by unknown names. */
function propsToJson(type: string, props: JsonObject): JsonObject {
  const order = Object.keys(findMember(layers, type)?.fields ?? {})
  const known = order.filter((name) => Object.hasOwn(props, name))
  const names = [...known, ...Object.keys(props).filter((name) => !order.includes(name))]
  return names.length === 0 ? {} : { props: Object.fromEntries(names.map((name) => [name, props[name]!])) }
}

/** Every setting except None, also at its default, because a run must not change when a default does. A configured object is its name
 *  if its arguments have their defaults. */
function settingsToJson(fields: Fields, values: { readonly [name: string]: unknown }): JsonObject {
  const { props } = readProps(fields, values)
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) => {
      const value = (props as { readonly [name: string]: unknown })[name]
      return value === null ? [] : [[name, toJson(field as Field, value)]]
    }),
  )
}
const markToJson = (mark: RowMark): JsonObject =>
  isExcluded(mark)
    ? { row: mark.row, fingerprint: mark.fingerprint, excluded: true }
    : {
        row: mark.row,
        fingerprint: mark.fingerprint,
        target: mark.target,
        label: typeof mark.label === 'string' ? mark.label : [...mark.label],
      }
const dataToJson = (data: DataReference): JsonObject => ({
  ...settingsToJson({ source: sourceField }, { source: data.source }),
  ...(data.columns &&
    data.columns.length > 0 && {
      columns: data.columns.map((column) => nonDefaultProps(columnFields, column)),
    }),
  ...(data.marks && data.marks.length > 0 && { marks: data.marks.map(markToJson) }),
  split: settingsToJson(splitFields, { ...data.split }),
  ...(data.fingerprint !== null && { fingerprint: data.fingerprint }),
})
