/** All rules that find hints: one line each. */
import type { Document } from '../../document/document.ts'
import type { Problem } from '../fix.ts'
import type { Model, ModelCall, ModelLayer } from '../model.ts'
import { adagradDeep } from './adagrad-deep.ts'
import { biasBeforeBatchNormalization } from './bias-before-batch-normalization.ts'
import { dropoutAfterSelu } from './dropout-after-selu.ts'
import { fitsActivation } from './fits-activation.ts'
import type { HintContext, HintRule } from './hint-rule.ts'
import { normalizedSelu } from './normalized-selu.ts'
import { saturating } from './saturating.ts'

export const hintRules: readonly HintRule[] = [
  fitsActivation,
  biasBeforeBatchNormalization,
  adagradDeep,
  saturating,
  dropoutAfterSelu,
  normalizedSelu,
]

/** Hints about a network without errors, in the order of the network; hints about the training come first. */
export function findHints(document: Document, model: Model): readonly Problem[] {
  const layers = new Map<ModelLayer, [ModelCall, ...ModelCall[]]>()
  for (const call of model.calls) {
    const existing = layers.get(call.layer)
    if (existing) existing.push(call)
    else layers.set(call.layer, [call])
  }
  const readers = new Map<ModelCall, ModelCall[]>()
  for (const call of model.calls)
    for (const i of call.inputs) {
      const source = model.calls[i]!
      const existing = readers.get(source)
      if (existing) existing.push(call)
      else readers.set(source, [call])
    }
  const context: HintContext = {
    document,
    model,
    layers: [...layers.values()],
    readersOf: (call) => readers.get(call) ?? [],
  }
  const hints = hintRules.flatMap(({ code, find }) =>
    find(context).map((hint): Problem => ({ ...hint, code, severity: 'hint' })),
  )
  if (hints.length < 2) return hints
  const order = new Map(model.calls.map(({ node }, i) => [node, i]))
  const placeOf = ({ node }: Problem) => (node === null ? -1 : order.get(node)!)
  return hints.sort((a, b) => placeOf(a) - placeOf(b))
}
