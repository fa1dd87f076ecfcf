/** Frozen layers whose weights nobody has trained: they stay as they were drawn. Yosinski et al. 2014 freeze layers that were trained before. */
import { setTrainable } from '../../document/edits.ts'
import { editAtPath } from '../../document/groups.ts'
import { type FindingRule, withFix } from '../finding.ts'

export const frozen: FindingRule = {
  code: 'frozen',
  title: { en: 'Frozen layers that should move', ko: '학습해야 할 고정된 층' },
  find({ layers, model }) {
    const still = layers.filter(
      ([{ layer }]) => !layer.trainable && (layer.definition.affine || layer.definition.takesIndices),
    )
    const [first] = still
    if (!first) return []
    const { name, weights } = first[0].layer
    const count = weights.reduce((sum, { shape }) => sum + shape.reduce((n, d) => n * d, 1), 0)
    const weighted = model.layers.filter((layer) => layer.weights.length > 0).length
    const all = still.length
    return [
      {
        node: first[0].node,
        field: null,
        title: { en: `${name} is frozen`, ko: `${name}이(가) 고정됨` },
        message: {
          en: `${name} is not trained, and its weights are random numbers that no training has seen: everything after it has to make do with them.`,
          ko: `${name}은(는) 학습하지 않고, 그 가중치는 학습한 적 없는 무작위 수입니다. 뒤쪽 층이 모두 이것으로 버텨야 합니다.`,
        },
        figures: [
          {
            label: { en: 'random weights', ko: '무작위 가중치' },
            value: count.toLocaleString('en-US'),
            isBad: true,
          },
          {
            label: { en: 'frozen layers with weights', ko: '가중치가 있는 층 중 고정된 층' },
            value: `${all} / ${weighted}`,
          },
        ],
        ...withFix({
          label: {
            en: `Train ${all} ${all === 1 ? 'layer' : 'layers'}`,
            ko: `층 ${all}개 학습하기`,
          },
          apply: (d) =>
            still.reduce(
              (each, [{ node }]) => editAtPath(each, node, (network, id) => setTrainable(network, id, true)),
              d,
            ),
        }),
      },
    ]
  },
}
