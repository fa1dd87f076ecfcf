/** Properties of a layer: its arguments, its name, and whether it is trainable. */
import { castDraft } from 'immer'
import { type Field, type Fields, toJson } from '../../fields/index.ts'
import { isObject, type Json, type JsonObject } from '../../json.ts'
import type { Text } from '../../text.ts'
import { type Document, mainNetwork, type NodeId } from '../document.ts'
import { MAX_STRING } from '../limits.ts'
import { FORBIDDEN_KEYS } from '../parse-json.ts'
import type { JsonMap } from '../types.ts'
import { change, inheritedProps, refuseEdit, requireLayer } from './change.ts'

interface FieldOwner {
  readonly type: string
  readonly fields: Fields | undefined
  /** Values of the shared defaults, which apply before the field's default. */
  readonly inherited: JsonMap | undefined
  readonly node?: NodeId
}

/** Sets one of the values. A value that its field can read is stored in its shortest form, or removed if it equals the inherited or
 *  default value; any other plain value is stored as it is. Returns the same object if nothing changes.
 *  @throws ProblemError for a name that the type does not have */
export function withField(props: JsonMap, owner: FieldOwner, field: string, value: Json): JsonMap {
  const { type, inherited, node } = owner
  const known = owner.fields as { readonly [name: string]: Field } | undefined
  const at = { ...(node === undefined ? {} : { node }), field }
  if (!known || !Object.hasOwn(known, field))
    return refuseEdit(
      { en: `${type} has no argument "${field}".`, ko: `${type}에 "${field}" 인자가 없습니다.` },
      at,
    )
  if (!isPlain(value))
    return refuseEdit(
      {
        en: `The value of ${field} cannot be saved in a file.`,
        ko: `${field}의 값은 파일에 저장할 수 없습니다.`,
      },
      at,
    )
  const spec = known[field]!
  const read = spec.read(value)
  const next = read.ok ? toJson(spec, read.value) : value
  const shared = inherited?.[field]
  const isDefault =
    isEqual(next, shared ?? toJson(spec, spec.default)) && !(spec.required && shared === undefined)
  if (isDefault ? !Object.hasOwn(props, field) : isEqual(next, props[field])) return props
  const { [field]: _, ...rest } = props
  return isDefault ? rest : { ...props, [field]: next }
}

/** Sets an argument; a value that its field cannot read becomes a problem on the node. */
export function setField(document: Document, node: NodeId, field: string, value: Json): Document {
  const { id, layer, definition } = requireLayer(document, node)
  const inherited = inheritedProps(document, layer)
  const owner = { type: layer.type, fields: definition?.fields, inherited, node }
  const props = withField(layer.props, owner, field, value)
  if (props === layer.props) return document
  return change(document, (network) => {
    network.layers[id]!.props = castDraft(props)
  })
}

/** Resets an argument to its default (that of the shared defaults, if the layer follows some). */
export function resetField(document: Document, node: NodeId, field: string): Document {
  const { id, layer, definition } = requireLayer(document, node)
  const spec = (definition?.fields as { readonly [name: string]: Field } | undefined)?.[field]
  if (spec?.required && layer.definition === null)
    return setField(document, node, field, toJson(spec, spec.default))
  return change(document, (network) => {
    delete (network.layers[id]!.props as { [name: string]: Json })[field]
  })
}

const isEqual = (a: Json | undefined, b: Json | undefined) => JSON.stringify(a) === JSON.stringify(b)

/** Whether a file can store and return the value unchanged. */
function isPlain(value: Json, depth = 0): boolean {
  if (value === null || typeof value === 'boolean') return true
  if (typeof value === 'string') return value.length <= MAX_STRING
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object' || depth > 8) return false
  const entries = Object.entries(value as JsonObject)
  return (
    (Array.isArray(value) || isObject(value)) &&
    entries.length <= 10_000 &&
    entries.every(([k, v]) => k.length <= MAX_STRING && !FORBIDDEN_KEYS.includes(k) && isPlain(v, depth + 1))
  )
}

const KEYWORDS =
  'False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield'.split(
    ' ',
  )

/** The reason why a text is no name for a Python variable (without a leading _), or null if it is one. */
export function pythonNameFault(name: string): Text | null {
  if (!/^[A-Za-z][A-Za-z0-9_]{0,99}$/.test(name))
    return {
      en: 'A name must start with a letter A–Z and contain only letters, digits and _ (100 at most).',
      ko: '이름은 영문자로 시작하고 영문자, 숫자, _만 쓸 수 있습니다(100자까지).',
    }
  if (KEYWORDS.includes(name))
    return { en: `"${name}" is a reserved word in Python.`, ko: `"${name}"은(는) Python 예약어입니다.` }
  return null
}

/** The reason why a layer cannot have this name, or null if it can. An empty name means a name derived from the type. The name becomes
 *  a Keras layer name (which cannot start with _) and a Python variable. */
export function canRename(document: Document, node: NodeId, name: string): Text | null {
  if (name === '') return null
  const fault = pythonNameFault(name)
  if (fault) return fault
  const { id } = requireLayer(document, node)
  const taken = Object.entries(mainNetwork(document).layers).some(([key, l]) => key !== id && l.name === name)
  return taken
    ? { en: `Another layer is already named "${name}".`, ko: `다른 층이 이미 "${name}" 이름을 씁니다.` }
    : null
}

/** Renames a layer.
 *  @throws ProblemError with the reason of canRename */
export function renameLayer(document: Document, node: NodeId, name: string): Document {
  const { id } = requireLayer(document, node)
  const reason = canRename(document, node, name)
  if (reason) refuseEdit(reason, { node, field: 'name' })
  return change(document, (network) => {
    network.layers[id]!.name = name
  })
}

export function setTrainable(document: Document, node: NodeId, trainable: boolean): Document {
  const { id } = requireLayer(document, node)
  return change(document, (network) => {
    network.layers[id]!.trainable = trainable
  })
}
