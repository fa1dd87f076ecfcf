/** BatchNormalization next to SELU, which is self-normalizing. Klambauer et al. 2017. */
import { removeNodes } from '../../document/edits.ts'
import { editAtPath } from '../../document/groups.ts'
import type { ModelCall } from '../model.ts'
import { activationOf, type HintRule } from './hint-rule.ts'

export const normalizedSelu: HintRule = {
  code: 'normalized-selu',
  title: { en: 'No BatchNormalization with selu', ko: 'selu에는 BatchNormalization 없이' },
  find({ model, readersOf }) {
    const isSelu = (call: ModelCall | undefined) =>
      call !== undefined && activationOf(call).selfNormalizing === true
    return model.calls.flatMap((call) => {
      const { node, layer } = call
      if (layer.definition.normalizes !== 'batch' || !layer.trainable) return []
      const previous = model.calls[call.inputs[0]!]!
      const [next, ...others] = readersOf(call)
      // A BatchNormalization on the network's input is useful: selu needs inputs of mean 0 and variance 1.
      const isBetween =
        previous.layer.definition.affine !== undefined &&
        next?.layer.definition.category === 'activation' &&
        others.length === 0
      if (!isSelu(previous) && !(isBetween && isSelu(next))) return []
      return [
        {
          node,
          field: null,
          message: {
            en: `${layer.name}: selu normalizes by itself, so BatchNormalization next to it takes time and rarely helps. Remove it, or use another activation.`,
            ko: `${layer.name}: selu는 스스로 정규화하므로 곁의 BatchNormalization은 시간만 들고 도움이 되는 일은 드뭅니다. 제거하거나 다른 활성화 함수를 쓰세요.`,
          },
          fix: {
            label: { en: `Delete ${layer.name}`, ko: `${layer.name} 지우기` },
            apply: (d) => editAtPath(d, node, (network, id) => removeNodes(network, [id])),
          },
        },
      ]
    })
  },
}
