/** The settings of a document as a flat list of names and short values, by which runs are compared, sorted and filtered:
 *  `optimizer: adam`, `learning_rate: 0.001`, `Dense.units: 300, 100, 10`. Settings at their defaults are left out. */
import { callbacks } from '../catalog/callbacks/index.ts'
import { layers } from '../catalog/layers/index.ts'
import { optimizers } from '../catalog/optimizers/index.ts'
import type { DataReference } from '../data/data-reference.ts'
import { dataSources } from '../data/sources/index.ts'
import { type Definition, type Family, type Field, type Fields, findMember, toJson } from '../fields/index.ts'
import { isObject, type Json } from '../json.ts'
import type { Document, Layer, NetworkId, Training } from './document.ts'
import { inlineDefaults } from './edits/change.ts'
import { splitFields, trainingFields } from './settings.ts'

export type Setting = string | number | boolean | null
export type Settings = { readonly [name: string]: Setting }

/** Characters of a value; a longer one is cut. */
const MAX_VALUE = 200
/** Layers that are listed; a network may repeat a group many times. */
const MAX_LAYERS = 10_000

/** The settings of the main network, of the training and of the data. */
export function settingsOf(document: Document): Settings {
  const all = layersOf(document, document.main, new Map())
  return {
    layers: joined(all.map(({ type }) => type)),
    ...layerSettings(document, all),
    ...trainingSettings(document.training),
    ...(document.data && dataSettings(document.data)),
  }
}

/** The value of a setting, also where it has its default; undefined where a run has no such setting, or its document is unknown. */
export function settingOf(settings: Settings, name: string): Setting | undefined {
  if (Object.hasOwn(settings, name)) return settings[name]
  if (!Object.hasOwn(settings, 'layers')) return undefined
  const [owner = '', member] = name.split('.')
  const field =
    member === undefined
      ? (fieldOf(trainingFields, name) ?? fieldOf(fieldsOf(optimizers, String(settings.optimizer)), name))
      : owner === 'split'
        ? fieldOf(splitFields, member)
        : owner === 'data'
          ? fieldOf(fieldsOf(dataSources, String(settings.data)), member)
          : (memberField(layers, owner, member, settings.layers) ??
            memberField(callbacks, owner, member, settings.callbacks))
  return field && shortValue(toJson(field, field.default))
}

/** The names of the settings in which these runs differ, in the order of their first appearance. */
export function differingSettings(all: readonly Settings[]): readonly string[] {
  const names = new Set(all.flatMap((settings) => Object.keys(settings)))
  return [...names].filter((name) => {
    const first = all[0] && settingOf(all[0], name)
    return all.some((settings) => settingOf(settings, name) !== first)
  })
}

/** The layers of a network in the order of drawing, with those of its groups, at most MAX_LAYERS. Each network is listed once, however often
 *  groups repeat it. */
function layersOf(
  document: Document,
  id: NetworkId,
  known: Map<NetworkId, readonly Layer[]>,
): readonly Layer[] {
  const listed = known.get(id)
  if (listed) return listed
  const network = document.networks[id]!
  const found: Layer[] = []
  for (const node of Object.values(network.nodes)) {
    const inside =
      node.kind === 'layer' ? [network.layers[node.layer]!] : layersOf(document, node.network, known)
    if (inside.length === 0) continue
    const times = node.kind === 'layer' ? 1 : node.repeat
    for (let i = 0; i < times && found.length < MAX_LAYERS; i++) found.push(...inside)
  }
  found.length = Math.min(found.length, MAX_LAYERS)
  known.set(id, found)
  return found
}

/** `Dense.units: 300, 100, 10`: the values of an argument in all layers of a type, one where they are equal. */
function layerSettings(document: Document, all: readonly Layer[]): Settings {
  const byType = new Map<string, Layer[]>()
  for (const layer of all) {
    const ofType = byType.get(layer.type)
    if (ofType) ofType.push(layer)
    else byType.set(layer.type, [layer])
  }
  const found: Record<string, Setting> = {}
  for (const [type, ofType] of byType) {
    const props = ofType.map((layer) => inlineDefaults(document, layer).props)
    for (const [name, field] of Object.entries(fieldsOf(layers, type))) {
      const values = props.map((each) => valueIn(field, each[name], Object.hasOwn(each, name)))
      const isDefault = values.every((value) => value === defaultOf(field))
      if (field.required || !isDefault) found[`${type}.${name}`] = joined(values)
    }
    if (ofType.some(({ trainable }) => !trainable))
      found[`${type}.trainable`] = joined(ofType.map(({ trainable }) => trainable))
  }
  return found
}

function trainingSettings({ optimizer, callbacks: chosen, ...rest }: Training): Settings {
  const { epochs: _epochs, seed: _seed, ...training } = rest
  return {
    optimizer: optimizer.type,
    ...ownSettings(fieldsOf(optimizers, optimizer.type), optimizer),
    ...ownSettings(trainingFields, training),
    ...(chosen.length > 0 && { callbacks: joined(chosen.map(({ type }) => type)) }),
    ...Object.fromEntries(
      chosen.flatMap((callback) =>
        Object.entries(ownSettings(fieldsOf(callbacks, callback.type), callback)).map(([name, value]) => [
          `${callback.type}.${name}`,
          value,
        ]),
      ),
    ),
  }
}

function dataSettings({ source, columns = [], split }: DataReference): Settings {
  const prefixed = (prefix: string, settings: Settings) =>
    Object.fromEntries(Object.entries(settings).map(([name, value]) => [`${prefix}.${name}`, value]))
  return {
    data: source.type,
    ...prefixed('data', ownSettings(fieldsOf(dataSources, source.type), source)),
    ...(columns.length > 0 && { columns: shortValue(columns as unknown as Json) }),
    ...prefixed('split', ownSettings(splitFields, split)),
  }
}

/** The values of fields that differ from their defaults or have none. */
function ownSettings(fields: Fields, values: { readonly [name: string]: unknown }): Settings {
  const own: Record<string, Setting> = {}
  for (const [name, field] of Object.entries(fields)) {
    if (!Object.hasOwn(values, name)) continue
    const value = shortValue(toJson(field as Field, values[name]))
    if (field.required || value !== defaultOf(field as Field)) own[name] = value
  }
  return own
}

const fieldsOf = (family: Family<Definition>, type: string): { readonly [name: string]: Field } =>
  (findMember(family, type)?.fields ?? {}) as { readonly [name: string]: Field }

const fieldOf = (fields: { readonly [name: string]: unknown }, name: string): Field | undefined =>
  Object.hasOwn(fields, name) ? (fields[name] as Field) : undefined

/** The field of a layer or callback that is among those of a run. */
const memberField = (
  family: Family<Definition>,
  type: string,
  name: string,
  used: Setting | undefined,
): Field | undefined =>
  typeof used === 'string' && used.split(/[, ]+/).includes(type)
    ? fieldOf(fieldsOf(family, type), name)
    : undefined

const defaultOf = (field: Field): Setting => shortValue(toJson(field, field.default))

/** A raw value of a file in its shortest form; one that the field cannot read stays as it is. */
function valueIn(field: Field, raw: unknown, present: boolean): Setting {
  if (!present) return defaultOf(field)
  const read = field.read(raw)
  return shortValue(read.ok ? toJson(field, read.value) : (raw as Json))
}

/** `Dense ×3, Dropout`: values in their order, equal neighbours counted; a single value keeps its type. */
function joined(values: readonly Setting[]): Setting {
  if (values.length > 0 && values.every((value) => value === values[0])) {
    const [first] = values
    if (values.length === 1 || typeof first !== 'string' || !/^[A-Z]/.test(first)) return first!
  }
  const groups: { readonly text: string; count: number }[] = []
  for (const value of values) {
    const text = pythonText(value)
    const last = groups.at(-1)
    if (last?.text === text) last.count++
    else groups.push({ text, count: 1 })
  }
  return cut(groups.map(({ text, count }) => (count > 1 ? `${text} ×${count}` : text)).join(', '))
}

/** A value as Python writes it, except that texts have no quotes. */
const pythonText = (value: Setting): string =>
  value === null ? 'None' : value === true ? 'True' : value === false ? 'False' : String(value)

/** A long text ends in a digest of the whole, so that two which begin alike stay different. */
const cut = (text: string): string =>
  text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE - 8)}…${digest(text)}` : text

/** FNV-1a in 32 bits, as 7 characters. */
function digest(text: string): string {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return (hash >>> 0).toString(36).padStart(7, '0').slice(-7)
}

/** `ExponentialDecay(decay_steps=100)`: a value as short text; numbers and booleans stay what they are. */
function shortValue(value: Json): Setting {
  if (value === null || typeof value !== 'object') return typeof value === 'string' ? cut(value) : value
  return cut(textOf(value))
}

function textOf(value: Json): string {
  if (Array.isArray(value)) return value.map(textOf).join(', ')
  if (!isObject(value)) return String(value)
  const { type, ...rest } = value as { readonly [name: string]: Json }
  const list = Object.entries(rest).map(([name, each]) => `${name}=${textOf(each)}`)
  return typeof type === 'string'
    ? `${type}${list.length > 0 ? `(${list.join(', ')})` : ''}`
    : list.join(', ')
}
