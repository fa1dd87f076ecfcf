/** A loss that goes up and down from epoch to epoch: steps jump across a valley instead of going down in it. LeCun et al. 1998, “Efficient
 *  BackProp”, section 4.4. */
import { type FindingRule, withFix } from '../finding.ts'
import { formatNumber, formatShare } from '../format.ts'
import { rateOf, repairRate } from '../repairs.ts'
import { valuesOf } from '../trivial.ts'

/** Epochs that are looked at, the last ones. */
const WINDOW = 20
const MIN_EPOCHS = 6
/** Share of these epochs in which the training loss rises. */
const RISES = 0.3
/** Mean size of a rise, as a share of the median loss. Measured: at most 4 % in healthy trainings whose loss is not near 0 yet. */
const SIZE = 0.15

export const oscillation: FindingRule = {
  code: 'oscillation',
  title: { en: 'Loss that oscillates', ko: '오르내리는 손실' },
  yieldsTo: ['rate-too-high', 'exploding', 'inputs-not-scaled', 'targets-not-scaled'],
  find({ curves, document }) {
    const losses = curves ? valuesOf(curves, 'train', 0).slice(-WINDOW) : []
    if (losses.length < MIN_EPOCHS || !losses.every(Number.isFinite)) return []
    const changes = losses.slice(1).map((loss, i) => loss - losses[i]!)
    const rises = changes.filter((change) => change > 0)
    const median = [...losses].sort((a, b) => a - b)[Math.floor(losses.length / 2)]!
    const size = rises.reduce((sum, rise) => sum + rise, 0) / rises.length / median
    if (rises.length < RISES * changes.length || !(size >= SIZE)) return []
    const rate = rateOf(document)
    return [
      {
        node: null,
        field: 'optimizer.learning_rate',
        title: { en: 'The loss oscillates', ko: '손실이 오르내림' },
        message: {
          en: `In ${rises.length} of the last ${changes.length} epochs the training loss rose, by ${formatShare(size)} on average: steps of this size jump across the valley instead of going down in it.`,
          ko: `최근 ${changes.length}에포크 중 ${rises.length}에포크에서 학습 손실이 평균 ${formatShare(size)} 올랐습니다. 스텝이 커서 골짜기를 내려가지 않고 건너뜁니다.`,
        },
        figures: [
          {
            label: { en: 'epochs with a larger loss', ko: '손실이 커진 에포크' },
            value: `${rises.length} / ${changes.length}`,
            isBad: true,
          },
          { label: { en: 'mean rise', ko: '평균 증가' }, value: formatShare(size), isBad: true },
          ...(rate === null
            ? []
            : [{ label: { en: 'learning_rate', ko: 'learning_rate' }, value: formatNumber(rate) }]),
        ],
        ...withFix(repairRate(document, 0.1)),
      },
    ]
  },
}
