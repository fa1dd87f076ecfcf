/** A bias right before BatchNormalization has no effect: subtracting the mean also removes the bias. Ioffe and Szegedy 2015, 3.2. */
import { setFieldAt } from '../fixes.ts'
import type { ModelCall } from '../model.ts'
import { activationOf, type HintRule } from './hint-rule.ts'

/** Whether the call normalizes over the axis of the bias with the batch mean; a frozen layer subtracts a fixed mean. */
const cancelsBias = ({ layer, inputShapes: [shape] }: ModelCall): boolean => {
  const { axis } = layer.props
  return (
    layer.definition.normalizes === 'batch' && layer.trainable && (axis === -1 || axis === shape!.length - 1)
  )
}

export const biasBeforeBatchNormalization: HintRule = {
  code: 'bias-before-batch-normalization',
  title: { en: 'No bias before BatchNormalization', ko: 'BatchNormalization 앞에는 편향 없이' },
  find: ({ layers, readersOf }) =>
    layers.flatMap((calls) => {
      const [first] = calls
      const { node, layer } = first
      const { definition, props, trainable, name } = layer
      if (!definition.affine || !trainable || props.use_bias !== true) return []
      // A penalty on the output depends on the bias.
      if (!activationOf(first).identity || props.activity_regularizer) return []
      const readers = calls.map(readersOf)
      if (!readers.every((all) => all.length > 0 && all.every(cancelsBias))) return []
      const count = (props[definition.affine.features] as number).toLocaleString('en-US')
      return [
        {
          node,
          field: 'use_bias',
          message: {
            en: `${name}: BatchNormalization subtracts the mean, which cancels the bias before it. Without use_bias the network learns the same with ${count} fewer parameters.`,
            ko: `${name}: BatchNormalization이 평균을 빼면서 바로 앞의 편향도 없앱니다. use_bias를 끄면 매개변수를 ${count}개 줄이고도 똑같이 학습합니다.`,
          },
          fix: {
            label: { en: 'Turn use_bias off', ko: 'use_bias 끄기' },
            apply: (d) => setFieldAt(d, node, 'use_bias', false),
          },
        },
      ]
    }),
}
