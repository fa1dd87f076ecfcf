/** Shared defaults: created from a layer, applied to others, and edited for all of them at once. A Keras user writes them as
 *  `RegularizedDense = partial(layers.Dense, activation="elu", …)`. */
import { castDraft, produce } from 'immer'
import type { Field, Fields } from '../../fields/index.ts'
import type { Json } from '../../json.ts'
import type { Text } from '../../text.ts'
import type { DefinitionEntry, Document, Layer, NodeId } from '../document.ts'
import { freshId } from '../ids.ts'
import { MAX_DEFINITIONS } from '../limits.ts'
import { change, refuseEdit, requireLayer, writtenOut } from './change.ts'
import { pythonNameFault, withField } from './fields.ts'

const definitionOf = (document: Document, id: string): DefinitionEntry =>
  Object.hasOwn(document.definitions, id)
    ? document.definitions[id]!
    : refuseEdit({ en: `There are no shared defaults "${id}".`, ko: `공유 기본값 "${id}"이(가) 없습니다.` })

const changed = (document: Document, id: string, to: Partial<DefinitionEntry>): Document => ({
  ...document,
  definitions: { ...document.definitions, [id]: { ...definitionOf(document, id), ...to } },
})

/** A name that no shared defaults have yet: SharedDense, SharedDense2, … */
function freshName(document: Document, type: string): string {
  const taken = new Set(Object.values(document.definitions).map(({ name }) => name))
  for (let n = 1; ; n++) {
    const name = `Shared${type}${n === 1 ? '' : n}`
    if (!taken.has(name)) return name
  }
}

/** Creates shared defaults from the arguments of a layer, except those that every layer of the type must set itself (units). The layer
 *  follows the new defaults. */
export function shareDefaults(document: Document, node: NodeId): Document {
  const { layer, definition } = requireLayer(document, node)
  if (Object.keys(document.definitions).length >= MAX_DEFINITIONS)
    return refuseEdit({
      en: `A document holds at most ${MAX_DEFINITIONS} shared defaults.`,
      ko: `공유 기본값은 ${MAX_DEFINITIONS}개까지 둘 수 있습니다.`,
    })
  const fields = (definition?.fields ?? {}) as { readonly [name: string]: Field }
  const props = Object.fromEntries(
    Object.entries(writtenOut(document, layer).props).filter(([name]) => !fields[name]?.required),
  )
  const id = freshId(layer.type.toLowerCase(), document.definitions)
  const entry = { name: freshName(document, layer.type), type: layer.type, props }
  const made = { ...document, definitions: { ...document.definitions, [id]: entry } }
  return followDefaults(made, [node], id)
}

/** Makes layers follow shared defaults: the defaults replace the layers' own values, which can then be changed one by one. `null` makes
 *  them follow none and keep their current values. */
export function followDefaults(document: Document, nodes: readonly NodeId[], id: string | null): Document {
  const to = id === null ? null : definitionOf(document, id)
  const layers = nodes.map((node) => requireLayer(document, node))
  const other = to && layers.find(({ layer }) => layer.type !== to.type)
  if (to && other)
    return refuseEdit({
      en: `${to.name} holds defaults for ${to.type}, not for ${other.layer.type}.`,
      ko: `${to.name}은(는) ${other.layer.type}(이)가 아니라 ${to.type}의 기본값입니다.`,
    })
  return change(document, (network) => {
    for (const { id: layerId, layer } of layers) {
      if (layer.definition === id) continue
      const kept = Object.entries(writtenOut(document, layer).props).filter(
        ([name]) => !(to && Object.hasOwn(to.props, name)),
      )
      const next: Layer = { ...layer, props: Object.fromEntries(kept), definition: id }
      network.layers[layerId] = castDraft(next)
    }
  })
}

/** Sets an argument for all layers that follow the defaults and have no value of their own. */
export function setSharedField(
  document: Document,
  id: string,
  fields: Fields,
  field: string,
  value: Json,
): Document {
  const { type, props } = definitionOf(document, id)
  const next = withField(props, { type, fields, inherited: undefined }, field, value)
  return next === props ? document : changed(document, id, { props: next })
}

/** Removes an argument from shared defaults, which leaves it to Keras's default. */
export function resetSharedField(document: Document, id: string, field: string): Document {
  const { [field]: gone, ...props } = definitionOf(document, id).props
  return gone === undefined ? document : changed(document, id, { props })
}

/** The reason why shared defaults cannot have this name, or null if they can. The name becomes a Python variable. */
export function canRenameDefaults(document: Document, id: string, name: string): Text | null {
  const fault = pythonNameFault(name)
  if (fault) return fault
  const taken = Object.entries(document.definitions).some(([key, d]) => key !== id && d.name === name)
  return taken
    ? {
        en: `Other shared defaults are called "${name}".`,
        ko: `"${name}"(이)라는 공유 기본값이 이미 있습니다.`,
      }
    : null
}

export function renameDefaults(document: Document, id: string, name: string): Document {
  const reason = canRenameDefaults(document, id, name)
  if (reason) return refuseEdit(reason)
  return changed(document, id, { name })
}

/** Removes shared defaults; the layers that followed them keep their current values. */
export function removeDefaults(document: Document, id: string): Document {
  definitionOf(document, id)
  return produce(document, (draft) => {
    for (const network of Object.values(draft.networks))
      for (const [key, layer] of Object.entries(network.layers))
        if (layer.definition === id) network.layers[key] = castDraft(writtenOut(document, layer))
    delete draft.definitions[id]
  })
}
