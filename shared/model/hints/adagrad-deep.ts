/** Adagrad on a deep network, where its steps shrink too early. Duchi et al. 2011; Goodfellow et al. 2016, 8.5.1. */

import { adagrad } from '../../catalog/optimizers/adagrad.ts'
import { adam } from '../../catalog/optimizers/adam.ts'
import type { Document } from '../../document/document.ts'
import { setTraining } from '../../document/edits.ts'
import type { Json } from '../../json.ts'
import { fixes } from '../texts.ts'
import { type HintRule, learnsKernel } from './hint-rule.ts'

/** Layers with a kernel on one path from which a network counts as deep: two hidden ones and the last. */
const MIN_DEPTH = 3

/** Adam with the arguments that both optimizers have. A constant rate is dropped, because rates for Adagrad are larger; a schedule
 *  stays. */
function withAdam(document: Document): Document {
  const { optimizer } = document.training
  const retained = Object.entries(optimizer).filter(
    ([name, value]) =>
      Object.hasOwn(adam.fields, name) && (name !== 'learning_rate' || typeof value !== 'number'),
  )
  return setTraining(document, 'optimizer', { ...Object.fromEntries(retained), type: adam.type } as Json)
}

export const adagradDeep: HintRule = {
  code: 'adagrad-deep',
  title: { en: 'Adagrad on deep networks', ko: '깊은 신경망의 Adagrad' },
  find({ document, model: { calls, layers } }) {
    if (document.training.optimizer.type !== adagrad.type) return []
    // Adagrad suits rare words.
    if (layers.some(({ definition }) => definition.takesIndices)) return []
    const depths: number[] = []
    for (const call of calls)
      depths.push(call.inputs.reduce((max, i) => Math.max(max, depths[i]!), 0) + (learnsKernel(call) ? 1 : 0))
    const depth = depths.reduce((max, each) => Math.max(max, each), 0)
    if (depth < MIN_DEPTH) return []
    return [
      {
        node: null,
        field: 'optimizer',
        message: {
          en: `adagrad divides by all gradients so far, so its steps only shrink: in a network ${depth} Dense layers deep it often stops learning too early. adam forgets old gradients.`,
          ko: `adagrad는 지금까지의 기울기를 모두 모아 나누므로 스텝이 줄기만 합니다. Dense 층이 ${depth}개 이어진 깊은 신경망에서는 학습이 너무 일찍 멈추기 쉽습니다. adam은 오래된 기울기를 잊습니다.`,
        },
        fix: { label: fixes.use(adam.type), apply: withAdam },
      },
    ]
  },
}
