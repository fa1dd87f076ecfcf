/** All rules that find hints: one line each. */
import type { Document } from '../../document/document.ts'
import type { Problem } from '../fix.ts'
import type { Model } from '../model.ts'
import { adagradDeep } from './adagrad-deep.ts'
import { biasBeforeBatchNormalization } from './bias-before-batch-normalization.ts'
import { dropoutAfterSelu } from './dropout-after-selu.ts'
import { fitsActivation } from './fits-activation.ts'
import { type HintRule, hintContext } from './hint-rule.ts'
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
  const context = hintContext(document, model)
  const hints = hintRules.flatMap(({ code, find }) =>
    find(context).map((hint): Problem => ({ ...hint, code, severity: 'hint' })),
  )
  if (hints.length < 2) return hints
  const order = new Map(model.calls.map(({ node }, i) => [node, i]))
  const placeOf = ({ node }: Problem) => (node === null ? -1 : order.get(node)!)
  return hints.sort((a, b) => placeOf(a) - placeOf(b))
}
