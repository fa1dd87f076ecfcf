/** Text → document. A value that can be shown as a problem on its node (a wrong `units`) is accepted; a file that cannot be drawn
 *  (truncated, an edge to a missing node) is refused with the place of the fault. */
import { freeze } from 'immer'
import { type ColumnSettings, columnFields } from '../data/columns.ts'
import type { DataReference } from '../data/data-reference.ts'
import { markKey, type RowMark } from '../data/marks.ts'
import { type Fields, type Props, readProps } from '../fields/index.ts'
import { describeValue, isObject, type Json, type JsonObject } from '../json.ts'
import type { Document, Edge, Layer, Network, Node, Port } from './document.ts'
import { type Fault, refuse, refuseText } from './faults.ts'
import { fileLimits, MAX_DEFINITIONS, MAX_EDGES, MAX_NETWORKS, MAX_NODES, MAX_NOTES } from './limits.ts'
import { migrate, VERSION } from './migrations.ts'
import { parseJson } from './parse-json.ts'
import { referenceFaults } from './references.ts'
import { type ClipboardData, check, type FileData, fileSchema, type NetworkData } from './schema.ts'
import { sourceField, splitFields, trainingFields } from './settings.ts'

/** Parses the text of a `.loom` file. The document is frozen, like those that edits return.
 *  @throws ProblemError (`file_json`, `file_foreign`, `file_newer`, `file_too_big`, `file_structure`) with at most 20 problems, each
 *  naming its place */
export function parseDocument(text: string): Document {
  const file = migrateFile(parseJson(text, fileLimits))
  refuse(sizeFaults(file), 'file_too_big')
  const checked = check(fileSchema, file)
  refuse(checked.faults)
  const data = checked.value!
  refuse(referenceFaults(data))
  const faults: Fault[] = []
  const document: Document = {
    name: data.name,
    main: data.main,
    networks: mapValues(data.networks, toNetwork),
    definitions: mapValues(data.definitions ?? {}, (d) => ({ ...d, props: toProps(d.props) })),
    data: toData(data.data ?? null, faults),
    training: readSection(trainingFields, data.training ?? {}, 'training', faults),
  }
  refuse(faults)
  // Otherwise Immer would freeze it at the first edit, while a person waits for the shapes.
  return freeze(document, true)
}

export const mapValues = <A, B>(
  map: { readonly [id: string]: A },
  f: (value: A) => B,
): { readonly [id: string]: B } =>
  Object.fromEntries(Object.entries(map).map(([id, value]) => [id, f(value)]))

/** Raw values: parse-json.ts has parsed and bounded them, and fields check them when the model is compiled. */
const toProps = (raw: { readonly [name: string]: unknown } | undefined) => (raw ?? {}) as JsonObject

type Parts = Pick<ClipboardData, 'layers' | 'nodes' | 'edges'>
const toPort = (port: Parts['edges'][string]['from']): Port =>
  typeof port === 'string' ? { node: port, port: 0 } : port
const toLayer = (l: Parts['layers'][string]): Layer => ({
  type: l.type,
  name: l.name ?? '',
  props: toProps(l.props),
  trainable: l.trainable ?? true,
  dtype: l.dtype ?? null,
  definition: l.definition ?? null,
})
const toEdge = (e: Parts['edges'][string]): Edge => ({ from: toPort(e.from), to: toPort(e.to) })

/** Layers, nodes and edges with the defaults that the file omits. */
export const toParts = (parts: Parts): Pick<Network, 'layers' | 'nodes' | 'edges'> => ({
  layers: mapValues(parts.layers, toLayer),
  nodes: parts.nodes satisfies { readonly [id: string]: Node },
  edges: mapValues(parts.edges, toEdge),
})
export const toNetwork = (n: NetworkData): Network => ({ name: n.name, ...toParts(n), notes: n.notes ?? {} })

function toData(data: NonNullable<FileData['data']> | null, faults: Fault[]): DataReference | null {
  if (!data) return null
  const { source } = readSection({ source: sourceField }, { source: data.source }, 'data', faults)
  const split = readSection(splitFields, data.split ?? {}, 'data.split', faults)
  return {
    source,
    ...(data.columns && { columns: toColumns(data.columns, faults) }),
    ...(data.marks && { marks: toMarks(data.marks, faults) }),
    split,
    fingerprint: data.fingerprint ?? null,
  }
}

function toColumns(
  columns: NonNullable<NonNullable<FileData['data']>['columns']>,
  faults: Fault[],
): ColumnSettings[] {
  const names = new Set<string>()
  return columns.map((column, i) => {
    const settings = readSection(columnFields, column, `data.columns.${i}`, faults)
    if (names.has(settings.name))
      faults.push({
        place: `data.columns.${i}.name`,
        text: {
          en: `the column “${settings.name}” is listed twice`,
          ko: `“${settings.name}” 열이 두 번 있습니다`,
        },
      })
    names.add(settings.name)
    return settings
  })
}

type MarkData = NonNullable<NonNullable<FileData['data']>['marks']>[number]

function toMark({ row, fingerprint, excluded, target, label }: MarkData): RowMark | null {
  if (excluded) return target === undefined && label === undefined ? { row, fingerprint, excluded } : null
  return target !== undefined && label !== undefined ? { row, fingerprint, target, label } : null
}

function toMarks(marks: readonly MarkData[], faults: Fault[]): RowMark[] {
  const keys = new Set<string>()
  return marks.flatMap((raw, i): RowMark[] => {
    const place = `data.marks.${i}`
    const mark = toMark(raw)
    if (mark === null) {
      faults.push({
        place,
        text: {
          en: 'expected either "excluded": true or a "target" with its right "label"',
          ko: '"excluded": true이거나, "target"과 그 바른 "label"이어야 합니다',
        },
      })
      return []
    }
    if (keys.has(markKey(mark)))
      faults.push({
        place: `${place}.row`,
        text: { en: `row ${raw.row} is marked twice`, ko: `${raw.row}행이 두 번 표시되어 있습니다` },
      })
    keys.add(markKey(mark))
    return [mark]
  })
}

/** Reads the values of a section with its fields and adds a fault for each invalid one. */
function readSection<F extends Fields>(
  fields: F,
  raw: { readonly [name: string]: unknown },
  place: string,
  faults: Fault[],
): Props<F> {
  const { props, problems } = readProps(fields, raw)
  for (const p of problems)
    faults.push({
      place: [place, p.field, p.at].filter(Boolean).join('.'),
      text: {
        en: `expected ${p.expected.en}, received ${p.received}`,
        ko: `${p.expected.ko}(이)어야 하는데 ${p.received}을(를) 받았습니다`,
      },
    })
  return props
}

/** The file migrated to the current version. Refuses files of other programs and of newer versions with a clear message. */
function migrateFile(json: Json): JsonObject {
  if (!isObject(json) || json.format !== 'layerloom')
    return refuseText(
      'file_foreign',
      `This is not a Layerloom file: expected "format": "layerloom", received ${describeValue(isObject(json) ? json.format : json)}.`,
      `Layerloom 파일이 아닙니다. "format": "layerloom" 대신 ${describeValue(isObject(json) ? json.format : json)}이(가) 있습니다.`,
    )
  const { version } = json
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1)
    return refuseText(
      'file_structure',
      `version: expected a whole number from 1, received ${describeValue(version)}.`,
      `version: 1 이상의 정수여야 하는데 ${describeValue(version)}을(를) 받았습니다.`,
    )
  if (version > VERSION)
    return refuseText(
      'file_newer',
      `This file was made by a newer Layerloom (format ${version}; this one reads up to ${VERSION}). Update Layerloom to open it.`,
      `더 새로운 Layerloom에서 만든 파일입니다(형식 ${version}, 이 프로그램은 ${VERSION}까지). Layerloom을 업데이트하면 열 수 있습니다.`,
    )
  return migrate(json as JsonObject, version)
}

/** Checks the number of entries before anything is built from them. */
function sizeFaults(file: JsonObject): Fault[] {
  const faults: Fault[] = []
  const checkSize = (place: string, value: unknown, limit: number) => {
    const size = isObject(value) ? Object.keys(value).length : 0
    if (size > limit) faults.push(tooMany(place, size, limit))
  }
  checkSize('networks', file.networks, MAX_NETWORKS)
  checkSize('definitions', file.definitions, MAX_DEFINITIONS)
  if (faults.length > 0 || !isObject(file.networks)) return faults
  for (const [id, network] of Object.entries(file.networks)) {
    if (!isObject(network)) continue
    checkSize(`networks.${id}.layers`, network.layers, MAX_NODES)
    checkSize(`networks.${id}.nodes`, network.nodes, MAX_NODES)
    checkSize(`networks.${id}.edges`, network.edges, MAX_EDGES)
    checkSize(`networks.${id}.notes`, network.notes, MAX_NOTES)
  }
  return faults
}
const tooMany = (place: string, size: number, limit: number): Fault => ({
  place,
  text: {
    en: `${size.toLocaleString('en-US')} entries; at most ${limit.toLocaleString('en-US')} are allowed`,
    ko: `항목이 ${size.toLocaleString('en-US')}개입니다. ${limit.toLocaleString('en-US')}개까지 됩니다`,
  },
})
