/** All advice: one line each. */
import type { Document } from '../../document/document.ts'
import type { Problem } from '../../problem.ts'
import type { Model, ModelCall } from '../model.ts'
import { adagradDeep } from './adagrad-deep.ts'
import type { Advice } from './advice.ts'
import { biasBeforeBatchNormalization } from './bias-before-batch-normalization.ts'
import { dropoutAfterSelu } from './dropout-after-selu.ts'
import { fitsActivation } from './fits-activation.ts'
import { normalizedSelu } from './normalized-selu.ts'
import { saturating } from './saturating.ts'

export const advice: readonly Advice[] = [
  fitsActivation,
  biasBeforeBatchNormalization,
  adagradDeep,
  saturating,
  dropoutAfterSelu,
  normalizedSelu,
]

/** Hints about a network that is sound, in the order of the network; those about its training come first. */
export function advise(document: Document, model: Model): readonly Problem[] {
  const readers = new Map<ModelCall, ModelCall[]>(model.calls.map((call) => [call, []]))
  for (const call of model.calls) for (const i of call.inputs) readers.get(model.calls[i]!)!.push(call)
  const advised = { document, model, readersOf: (call: ModelCall) => readers.get(call)! }
  const place = new Map(model.calls.map(({ node }, i) => [node, i]))
  const placeOf = ({ node }: Problem) => (node === null ? -1 : place.get(node)!)
  return advice
    .flatMap(({ code, find }) => find(advised).map((hint): Problem => ({ ...hint, code, severity: 'hint' })))
    .sort((a, b) => placeOf(a) - placeOf(b))
}
