/** BatchNormalization with few rows in a batch: its statistics are mostly noise, and differ from those of the prediction. Ioffe and Szegedy
 *  2015 use 32 rows; Wu and He 2018, “Group normalization”, measure that errors grow from 8 rows downwards. */
import { setTraining } from '../../document/edits.ts'
import { type FindingRule, withFix } from '../finding.ts'

/** Rows in a batch below which the statistics are too noisy (Wu and He 2018, figure 1). */
const LIMIT = 8
const USUAL = 32

export const tinyBatches: FindingRule = {
  code: 'tiny-batches',
  title: { en: 'BatchNormalization with tiny batches', ko: '아주 작은 배치의 BatchNormalization' },
  find({ model, document }) {
    const { batch_size } = document.training
    const normalizing = model.calls.filter(
      // With positions a batch has more values than rows.
      ({ layer, inputShapes: [shape] }) =>
        layer.definition.normalizes === 'batch' && layer.trainable && shape!.length === 2,
    )
    const [first] = normalizing
    if (!first || batch_size >= LIMIT) return []
    const { name } = first.layer
    return [
      {
        node: first.node,
        field: null,
        title: {
          en: `${name} sees ${batch_size} rows at a time`,
          ko: `${name}이(가) 한 번에 ${batch_size}행만 봄`,
        },
        message: {
          en: `BatchNormalization estimates mean and variance from the ${batch_size} rows of a batch: they are mostly noise, and predictions, which use averages, see other numbers than the training did.`,
          ko: `BatchNormalization이 배치의 ${batch_size}행만으로 평균과 분산을 추정합니다. 대부분 잡음이고, 이동 평균을 쓰는 예측은 학습 때와 다른 수를 봅니다.`,
        },
        figures: [
          { label: { en: 'batch_size', ko: 'batch_size' }, value: String(batch_size), isBad: true },
          { label: { en: 'layers that normalize', ko: '정규화하는 층' }, value: String(normalizing.length) },
        ],
        ...withFix({
          label: { en: `Set batch_size to ${USUAL}`, ko: `batch_size를 ${USUAL}(으)로` },
          apply: (d) => setTraining(d, 'batch_size', USUAL),
        }),
      },
    ]
  },
}
