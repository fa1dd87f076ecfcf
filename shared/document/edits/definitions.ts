/** Shared defaults: created from a layer, applied to others, and edited for all of them at once. A Keras user writes them as
 *  `RegularizedDense = partial(layers.Dense, activation="elu", …)`. */
import { castDraft, produce } from 'immer'
import type { Field, Fields } from '../../fields/index.ts'
import type { Json } from '../../json.ts'
import type { Text } from '../../text.ts'
import type { DefinitionEntry, Document, Layer, NodeId } from '../document.ts'
import { uniqueId } from '../ids.ts'
import { MAX_DEFINITIONS } from '../limits.ts'
import { change, inlineDefaults, refuseEdit, requireLayer } from './change.ts'
import { pythonNameFault, withField } from './fields.ts'

const requireDefinition = (document: Document, id: string): DefinitionEntry =>
  Object.hasOwn(document.definitions, id)
    ? document.definitions[id]!
    : refuseEdit({ en: `There are no shared defaults "${id}".`, ko: `공유 기본값 "${id}"이(가) 없습니다.` })

const withDefinition = (document: Document, id: string, changes: Partial<DefinitionEntry>): Document => ({
  ...document,
  definitions: { ...document.definitions, [id]: { ...requireDefinition(document, id), ...changes } },
})

/** A name that no shared defaults have yet: SharedDense, SharedDense2, … */
function uniqueDefaultsName(document: Document, type: string): string {
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
      en: `A document can have at most ${MAX_DEFINITIONS} shared defaults.`,
      ko: `공유 기본값은 ${MAX_DEFINITIONS}개까지 둘 수 있습니다.`,
    })
  const fields = (definition?.fields ?? {}) as { readonly [name: string]: Field }
  const props = Object.fromEntries(
    Object.entries(inlineDefaults(document, layer).props).filter(([name]) => !fields[name]?.required),
  )
  const id = uniqueId(layer.type.toLowerCase(), document.definitions)
  const entry = { name: uniqueDefaultsName(document, layer.type), type: layer.type, props }
  const created = { ...document, definitions: { ...document.definitions, [id]: entry } }
  return followDefaults(created, [node], id)
}

/** Makes layers follow shared defaults: the defaults replace the layers' own values, which can then be changed one by one. `null` makes
 *  them follow none and keep their current values. */
export function followDefaults(document: Document, nodes: readonly NodeId[], id: string | null): Document {
  const defaults = id === null ? null : requireDefinition(document, id)
  const layers = nodes.map((node) => requireLayer(document, node))
  const other = defaults && layers.find(({ layer }) => layer.type !== defaults.type)
  if (defaults && other)
    return refuseEdit({
      en: `${defaults.name} has defaults for ${defaults.type}, not for ${other.layer.type}.`,
      ko: `${defaults.name}은(는) ${other.layer.type}(이)가 아니라 ${defaults.type}의 기본값입니다.`,
    })
  return change(document, (network) => {
    for (const { id: layerId, layer } of layers) {
      if (layer.definition === id) continue
      const ownProps = Object.entries(inlineDefaults(document, layer).props).filter(
        ([name]) => !(defaults && Object.hasOwn(defaults.props, name)),
      )
      const next: Layer = { ...layer, props: Object.fromEntries(ownProps), definition: id }
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
  const { type, props } = requireDefinition(document, id)
  const next = withField(props, { type, fields, inherited: undefined }, field, value)
  return next === props ? document : withDefinition(document, id, { props: next })
}

/** Removes an argument from shared defaults, which leaves it to Keras's default. */
export function resetSharedField(document: Document, id: string, field: string): Document {
  const { [field]: removed, ...props } = requireDefinition(document, id).props
  return removed === undefined ? document : withDefinition(document, id, { props })
}

/** The reason why shared defaults cannot have this name, or null if they can. The name becomes a Python variable. */
export function canRenameDefaults(document: Document, id: string, name: string): Text | null {
  const fault = pythonNameFault(name)
  if (fault) return fault
  const taken = Object.entries(document.definitions).some(([key, d]) => key !== id && d.name === name)
  return taken
    ? {
        en: `There are already shared defaults named "${name}".`,
        ko: `"${name}"(이)라는 공유 기본값이 이미 있습니다.`,
      }
    : null
}

export function renameDefaults(document: Document, id: string, name: string): Document {
  const reason = canRenameDefaults(document, id, name)
  if (reason) return refuseEdit(reason)
  return withDefinition(document, id, { name })
}

/** Removes shared defaults; the layers that followed them keep their current values. */
export function removeDefaults(document: Document, id: string): Document {
  requireDefinition(document, id)
  return produce(document, (draft) => {
    for (const network of Object.values(draft.networks))
      for (const [key, layer] of Object.entries(network.layers))
        if (layer.definition === id) network.layers[key] = castDraft(inlineDefaults(document, layer))
    delete draft.definitions[id]
  })
}
