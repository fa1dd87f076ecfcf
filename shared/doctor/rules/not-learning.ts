/** A layer whose weights a step does not change, although it changes those of others. */
import { untranslated } from '../../text.ts'
import type { FindingRule, Found } from '../finding.ts'
import { formatNumber, whenText } from '../format.ts'
import { earliest, type Moment, relativeStep, trainedKernels } from '../subject.ts'

/** Half the distance of two float32 numbers near 1: adding less changes nothing (IEEE 754). */
const NO_CHANGE = 2 ** -24

export const notLearning: FindingRule = {
  code: 'not-learning',
  title: { en: 'A layer that does not learn', ko: '학습하지 않는 층' },
  yieldsTo: [
    'vanishing',
    'exploding',
    'dead-units',
    'saturation',
    'symmetric',
    'rate-too-low',
    'rate-too-high',
  ],
  find: (subject) => earliest(subject, findIn),
}

function findIn(moment: Moment): readonly Found[] {
  const kernels = trainedKernels(moment)
  const still = kernels.filter((kernel) => relativeStep(kernel) < NO_CHANGE)
  const [first] = still
  const fastest = Math.max(...kernels.map(relativeStep))
  const areAllStill = still.length === kernels.length
  // Tiny steps everywhere are a matter of the rate.
  if (!first || (areAllStill && fastest > 0)) return []
  const when = whenText(moment.epoch)
  const { node, layer, weight, gradientNorm } = first
  const others = areAllStill
    ? untranslated('')
    : { en: ' while other layers learn', ko: ', 다른 층이 학습하는 동안' }
  return [
    {
      node,
      field: null,
      title: { en: `${layer} does not learn`, ko: `${layer}이(가) 학습하지 않음` },
      message: {
        en: `A step changes its ${weight} by less than float32 can hold${when.en}: hardly any gradient of the loss arrives, so it stays as it was drawn${others.en}.`,
        ko: `한 스텝이 ${weight}을(를) float32로 나타낼 수 있는 것보다 적게 바꿉니다${when.ko}. 손실의 기울기가 거의 오지 않아${others.ko} 처음 그대로 남습니다.`,
      },
      figures: [
        {
          label: { en: `one step moves its ${weight} by`, ko: `한 스텝에 바뀌는 ${weight}의 비율` },
          value: formatNumber(relativeStep(first)),
          isBad: true,
        },
        {
          label: { en: 'norm of its gradient', ko: '기울기의 노름' },
          value: formatNumber(gradientNorm ?? 0),
          isBad: true,
        },
        {
          label: { en: 'the fastest layer moves by', ko: '가장 빠른 층이 바뀌는 비율' },
          value: formatNumber(fastest),
        },
      ],
    },
  ]
}
