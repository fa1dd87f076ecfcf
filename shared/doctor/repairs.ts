/** Repairs of findings: each is one undo step. */
import type { Document, NodeId } from '../document/document.ts'
import { addedNodes, addLayer, setField, setTraining } from '../document/edits.ts'
import { editAtPath } from '../document/groups.ts'
import type { Config } from '../fields/index.ts'
import type { Json } from '../json.ts'
import type { Fix } from '../model/fix.ts'
import { setFieldAt } from '../model/fixes.ts'
import { findNextActivation } from '../model/hints/hint-rule.ts'
import type { ModelCall } from '../model/model.ts'
import type { Subject } from './subject.ts'

interface Change {
  readonly node: NodeId
  readonly field: string
  readonly value: string
}

const INITIALIZERS = { he: 'he_normal', glorot: 'glorot_normal', lecun: 'lecun_normal' } as const

/** Initial weights that suit the activation of each layer, and `relu` in place of activations that saturate where `withRelu` is set.
 *  @returns undefined: they are so already */
export function repairScale(
  subject: Subject,
  calls: readonly ModelCall[],
  withRelu: boolean,
): Fix | undefined {
  const changed = new Set<string>()
  const changes: Change[] = []
  for (const call of calls) {
    const own = scaleChanges(subject, call, withRelu)
    if (own.length > 0) changed.add(call.layer.id)
    changes.push(...own)
  }
  return repairOf(changes, changed.size)
}

function scaleChanges(subject: Subject, call: ModelCall, withRelu: boolean): readonly Change[] {
  const next = findNextActivation(call, subject)
  const changes: Change[] = []
  const toRelu = withRelu && next?.activation.saturation !== undefined && hasField(next.call, 'activation')
  if (toRelu) changes.push({ node: next.call.node, field: 'activation', value: 'relu' })
  const initializer = INITIALIZERS[toRelu ? 'he' : (next?.activation.suitableInitializer ?? 'glorot')]
  const current = call.layer.props.kernel_initializer as Config | undefined
  // Uniform numbers of the same variance are as good.
  if (current && !current.type.startsWith(initializer.split('_')[0]!))
    changes.push({ node: call.node, field: 'kernel_initializer', value: initializer })
  return changes
}

const hasField = ({ layer }: ModelCall, field: string): boolean =>
  Object.hasOwn(layer.definition.fields, field)

/** Sets fields of several layers. */
export function repairOf(changes: readonly Change[], layers: number): Fix | undefined {
  if (changes.length === 0) return undefined
  const values = [...new Set(changes.map(({ value }) => value))]
  const en = `Use ${values.join(' and ')} in ${layers} ${layers === 1 ? 'layer' : 'layers'}`
  return {
    label: { en, ko: `층 ${layers}개에 ${values.join(', ')} 쓰기` },
    apply: (document) =>
      changes.reduce((d, { node, field, value }) => setFieldAt(d, node, field, value), document),
  }
}

/** The constant rate of the optimizer; null: a schedule. */
export function rateOf({ training }: Document): number | null {
  const rate = training.optimizer.learning_rate
  return typeof rate === 'number' ? rate : null
}

/** A rate that is so many times as large, rounded to a power of ten. */
export function repairRate(document: Document, factor: number): Fix | undefined {
  const rate = rateOf(document)
  if (rate === null || !(factor > 0) || !Number.isFinite(factor)) return undefined
  const power = 10 ** Math.round(Math.log10(rate * factor))
  const value = Number(Math.min(Math.max(power, 1e-6), 1).toPrecision(1))
  if (value === rate) return undefined
  return {
    label: { en: `Use a learning_rate of ${value}`, ko: `learning_rate를 ${value}(으)로` },
    apply: (d) => setTraining(d, 'optimizer.learning_rate', value),
  }
}

/** Adds a layer after a node, into its connections. */
export const addAfter = (
  document: Document,
  path: NodeId,
  type: string,
  props: { readonly [field: string]: Json },
): Document =>
  editAtPath(document, path, (d, node) => {
    const added = addLayer(d, type, null, { after: node })
    const [id] = addedNodes(d, added)
    return Object.entries(props).reduce((each, [field, value]) => setField(each, id!, field, value), added)
  })
