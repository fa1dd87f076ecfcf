/** Slots for the arguments of one layer or of several layers. A change of a slot is an edit of the document. */
import { type Document, mainNetwork, type NodeId } from '../../../shared/document/document.ts'
import { labels, resetField, setField } from '../../../shared/document/edits.ts'
import { isEqualList } from '../../../shared/document/equality.ts'
import { type Field, toJson } from '../../../shared/fields/index.ts'
import type { Json } from '../../../shared/json.ts'
import type { Analysis } from '../../../shared/model/analyze.ts'
import type { Problem } from '../../../shared/model/fix.ts'
import type { NodeFacts } from '../../../shared/model/node-facts.ts'
import { useApp } from '../../state/store.ts'
import type { ChangeMode, Slot } from '../fields/slot.ts'
import { weightsOf } from './argument-groups.ts'

type Fields = { readonly [name: string]: Field }

const fieldsOf = (facts: NodeFacts): Fields => (facts.definition?.fields ?? {}) as Fields

const editAll = (ids: readonly NodeId[], edit: (document: Document, id: NodeId) => Document) => {
  return (document: Document) => ids.reduce(edit, document)
}

function changeField(ids: readonly NodeId[], name: string, next: Json, mode: ChangeMode): null {
  const app = useApp.getState()
  const recipe = editAll(ids, (d, id) => setField(d, id, name, next))
  if (mode === 'preview') app.preview(recipe)
  else app.edit(labels.setField(name), recipe, mode === 'step' ? `step ${ids.join(' ')} ${name}` : undefined)
  return null
}

/** An argument of one layer: its value, whether the layer sets it, whether it differs from the inherited value, and the shared defaults
 *  that provide it. */
function argumentState(
  document: Document,
  id: NodeId,
  facts: NodeFacts,
  name: string,
  field: Field,
): { readonly value: Json; readonly own: boolean; readonly differs: boolean; readonly from?: string } {
  const network = mainNetwork(document)
  const node = network.nodes[id]
  const props = (node?.kind === 'layer' && network.layers[node.layer]?.props) || {}
  const own = Object.hasOwn(props, name)
  const value = own ? props[name]! : toJson(field, facts.props[name])
  const { shared } = facts
  const isShared = shared?.given.includes(name) ?? false
  const inherited = toJson(field, isShared ? shared!.props[name] : field.default)
  const differs = own && JSON.stringify(value) !== JSON.stringify(inherited)
  return { value, own, differs, ...(isShared && !own ? { from: shared!.name } : {}) }
}

const reset = (ids: readonly NodeId[], name: string) => () =>
  useApp.getState().edit(
    labels.resetField(name),
    editAll(ids, (d, id) => resetField(d, id, name)),
  )

interface SlotCache {
  readonly id: NodeId
  readonly slots: ReadonlyMap<string, Slot>
}
let cache: SlotCache = { id: '', slots: new Map() }

/** The arguments of a layer. An unchanged slot is returned as the same object, so that its row does not render again. @param problems
 *  problems of the layer and hints about it */
export function layerSlots(
  document: Document,
  id: NodeId,
  facts: NodeFacts,
  problems: readonly Problem[],
): readonly Slot[] {
  const previous = cache.id === id ? cache.slots : undefined
  const current = createSlots(document, id, facts, problems).map((slot) => {
    const previousSlot = previous?.get(slot.name)
    return previousSlot && isEqualSlot(previousSlot, slot) ? previousSlot : slot
  })
  cache = { id, slots: new Map(current.map((slot) => [slot.name, slot])) }
  return current
}

/** Compares slots of the same layer. Their functions depend only on the name and on whether the slot can be reset. */
const isEqualSlot = (a: Slot, b: Slot): boolean =>
  a.field === b.field && isEqualList(a.problems, b.problems) && serialize(a) === serialize(b)

const serialize = ({ field: _, problems: __, set: ___, reset, ...rest }: Slot): string =>
  JSON.stringify([rest, reset !== undefined])

const isAbout = (name: string, { field }: Problem): boolean => field?.split('.')[0] === name

function createSlots(
  document: Document,
  id: NodeId,
  facts: NodeFacts,
  problems: readonly Problem[],
): readonly Slot[] {
  const weights = weightsOf(facts)
  return Object.entries(fieldsOf(facts)).map(([name, field]) => {
    const { value, own, differs, from } = argumentState(document, id, facts, name, field)
    const weightShape = name.endsWith('_initializer')
      ? weights.find((w) => `${w.name}_initializer` === name)?.shape
      : undefined
    return {
      name,
      path: name,
      field,
      value,
      own,
      ...(from === undefined ? {} : { from }),
      problems: problems.filter((p) => isAbout(name, p)),
      ...(weightShape ? { weight: weightShape } : {}),
      set: (next, mode) => changeField([id], name, next, mode),
      ...(differs ? { reset: reset([id], name) } : {}),
    }
  })
}

/** Two layers share an argument if its field has the same kind and accepts the same values. */
function isSharedArgument(a: Field, b: Field | undefined): boolean {
  if (b === undefined || a.kind !== b.kind || a.optional !== b.optional) return false
  if (a.kind === 'choice') return JSON.stringify(a.choices) === JSON.stringify((b as typeof a).choices)
  return 'family' in a ? a.family() === (b as typeof a).family() : true
}

/** Arguments that all of these layers have. If their values differ, the slot is mixed. */
export function commonSlots(
  document: Document,
  ids: readonly NodeId[],
  { nodes }: Analysis,
): readonly Slot[] {
  const all = ids.flatMap((id) => {
    const facts = nodes.get(id)
    return facts ? [{ id, facts }] : []
  })
  const [first, ...others] = all
  if (!first || all.length < ids.length) return []
  return Object.entries(fieldsOf(first.facts))
    .filter(([name, field]) => others.every(({ facts }) => isSharedArgument(field, fieldsOf(facts)[name])))
    .map(([name, field]) => {
      const states = all.map(({ id, facts }) => argumentState(document, id, facts, name, field))
      const values = new Set(states.map(({ value }) => JSON.stringify(value)))
      return {
        name,
        path: name,
        field,
        value: states[0]!.value,
        own: states.some(({ own }) => own),
        mixed: values.size > 1,
        problems: [],
        set: (next, mode) => changeField(ids, name, next, mode),
        ...(states.some(({ differs }) => differs) ? { reset: reset(ids, name) } : {}),
      }
    })
}
