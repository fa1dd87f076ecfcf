/** Arbitrary edits of arbitrary documents, encoded as numbers, for the property tests of the history and of derived data. */
import fc from 'fast-check'
import { layers } from '../../shared/catalog/layers/index.ts'
import { type Document, mainNetwork } from '../../shared/document/document.ts'
import {
  addLayer,
  addNote,
  alignNodes,
  canConnect,
  connect,
  copy,
  disconnect,
  distributeNodes,
  duplicateNodes,
  duplicateVariant,
  groupNodes,
  moveNodes,
  nextInput,
  paste,
  reconnect,
  removeNodes,
  removeNotes,
  removeVariant,
  renameGroup,
  renameLayer,
  renameVariant,
  resetField,
  separateGroup,
  setField,
  setNote,
  setRepeat,
  setTrainable,
  setTraining,
  snapNodes,
  ungroup,
} from '../../shared/document/edits.ts'
import { editNetwork, nodesWithRole, withMain } from '../../shared/document/groups.ts'
import { variantsOf } from '../../shared/document/variants.ts'
import type { Json } from '../../shared/json.ts'
import { ProblemError } from '../../shared/problem.ts'

/** `verb` is the index of the edit; the other fields are its arguments. */
export interface Step {
  readonly verb: number
  readonly type: string
  readonly a: number
  readonly b: number
  readonly value: Json
}

/** The `n`th key, modulo the number of keys; undefined if there is none. */
const pick = (map: object, n: number): string | undefined => {
  const keys = Object.keys(map)
  return keys[n % Math.max(1, keys.length)]
}

/** The id of the nth group of the main network, or 'none'. */
const groupOf = (d: Document, n: number): string =>
  pick(
    Object.fromEntries(Object.entries(mainNetwork(d).nodes).filter(([, node]) => node.kind === 'group')),
    n,
  ) ?? 'none'

const SIDES = ['left', 'center', 'right', 'top', 'middle', 'bottom'] as const
const FIELDS = ['units', 'activation', 'rate', 'kernel_initializer', 'use_bias', 'axis', 'loss']

type Edit = (d: Document, step: Step) => Document

/** The edits within one network. */
const NETWORK_EDITS: readonly Edit[] = [
  (d, { type, a, b }) => addLayer(d, type, { x: a * 10, y: b * 10 }),
  (d, { type, a }) => addLayer(d, type, null, { after: pick(mainNetwork(d).nodes, a) }),
  (d, { type, a, b }) => {
    const into = pick(mainNetwork(d).edges, a)
    return addLayer(d, type, { x: a, y: b }, into === undefined ? {} : { into })
  },
  (d, { a, b }) => {
    const [from, to] = [pick(mainNetwork(d).nodes, a), pick(mainNetwork(d).nodes, b)]
    if (from === undefined || to === undefined) return d
    const target = nextInput(d, to)
    const source = { node: from, port: b % 3 }
    return canConnect(d, source, target) === null ? connect(d, source, target) : d
  },
  (d, { a }) => disconnect(d, [pick(mainNetwork(d).edges, a) ?? 'none']),
  (d, { a, b }) => {
    const edge = pick(mainNetwork(d).edges, a)
    const to = pick(mainNetwork(d).nodes, b)
    if (edge === undefined || to === undefined) return d
    return reconnect(d, edge, mainNetwork(d).edges[edge]!.from, nextInput(d, to, edge))
  },
  (d, { a, b }) => removeNodes(d, [pick(mainNetwork(d).nodes, a) ?? '', pick(mainNetwork(d).nodes, b) ?? '']),
  (d, { a, b }) =>
    duplicateNodes(
      d,
      Object.keys(mainNetwork(d).nodes).slice(a % 4, b % 8),
      Object.keys(mainNetwork(d).notes).slice(a % 2, b % 3),
    ),
  (d, { a, b }) =>
    paste(d, copy(d, Object.keys(mainNetwork(d).nodes).slice(a % 3, 1 + (b % 6))), { x: a, y: b }),
  (d, { a, b }) => moveNodes(d, { [pick(mainNetwork(d).nodes, a) ?? '']: { x: b * 7, y: a * 3 } }),
  (d, { a }) => alignNodes(d, Object.keys(mainNetwork(d).nodes), SIDES[a % SIDES.length]!),
  (d, { a }) => distributeNodes(d, Object.keys(mainNetwork(d).nodes), a % 2 ? 'across' : 'down'),
  (d) => snapNodes(d, Object.keys(mainNetwork(d).nodes), 28),
  (d, { a, b, value }) => setField(d, pick(mainNetwork(d).nodes, a) ?? '', FIELDS[b % FIELDS.length]!, value),
  (d, { a, b }) => resetField(d, pick(mainNetwork(d).nodes, a) ?? '', FIELDS[b % FIELDS.length]!),
  (d, { a, b }) => renameLayer(d, pick(mainNetwork(d).nodes, a) ?? '', b % 3 ? `name_${b}` : ''),
  (d, { a, b }) => setTrainable(d, pick(mainNetwork(d).nodes, a) ?? '', b % 2 === 0),
  (d, { a, b, value }) => addNote(d, { x: a, y: b }, String(value)),
  (d, { a, b }) =>
    setNote(d, pick(mainNetwork(d).notes, a) ?? '', {
      text: `text ${b}`,
      width: a * 9,
      height: b * 9,
      position: { x: b, y: a },
    }),
  (d, { a }) => removeNotes(d, [pick(mainNetwork(d).notes, a) ?? '']),
  (d, { a, b }) => groupNodes(d, Object.keys(mainNetwork(d).nodes).slice(a % 5, 1 + (b % 7))),
  (d, { a }) => ungroup(d, groupOf(d, a)),
  (d, { a, b }) => setRepeat(d, groupOf(d, a), b % 4),
  (d, { a, b }) => renameGroup(d, groupOf(d, a), `Block ${b}`),
  (d, { a }) => separateGroup(d, groupOf(d, a)),
  (d, { a, b }) => {
    const node = mainNetwork(d).nodes[groupOf(d, a)]
    if (node?.kind !== 'group') return d
    return editNetwork(d, node.network, (inner) =>
      b % 2
        ? addLayer(inner, 'Output', null, { after: pick(mainNetwork(inner).nodes, b) })
        : removeNodes(inner, nodesWithRole(mainNetwork(inner), 'output').slice(0, 1)),
    )
  },
]

/** All edits. */
export const EDITS: readonly Edit[] = [
  ...NETWORK_EDITS,
  (d, step) => {
    const node = mainNetwork(d).nodes[groupOf(d, step.a)]
    if (node?.kind !== 'group') return d
    return editNetwork(d, node.network, (inner) =>
      NETWORK_EDITS[(step.a + step.b) % NETWORK_EDITS.length]!(inner, step),
    )
  },
  duplicateVariant,
  (d, { a }) => withMain(d, variantsOf(d)[a % variantsOf(d).length]!),
  (d, { a, b }) => renameVariant(d, pick(d.networks, a)!, `Variant ${b}`),
  (d, { a }) => removeVariant(d, pick(d.networks, a)!),
  (d, { a, value }) => setTraining(d, ['epochs', 'batch_size', 'optimizer', 'seed'][a % 4]!, value),
]

/** Wraps an edit: a refused edit returns the document unchanged. */
export const unlessRefused =
  (edit: (document: Document) => Document) =>
  (document: Document): Document => {
    try {
      return edit(document)
    } catch (error) {
      if (error instanceof ProblemError) return document
      throw error
    }
  }

/** @param extraVerbs number of additional verbs after those of the edits */
export const anySteps = (extraVerbs: number) =>
  fc.array(
    fc.record({
      verb: fc.nat(EDITS.length + extraVerbs - 1),
      type: fc.constantFrom(...layers.members.map((m) => m.type)),
      a: fc.nat(40),
      b: fc.nat(40),
      value: fc.constantFrom<Json>(0, 0.5, 32, 'elu', 'adam', null, true, { type: 'he_normal' }, 'nonsense'),
    }),
    { maxLength: 30 },
  )
