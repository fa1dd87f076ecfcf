/** Numbers to predict that are far from what the network puts out at the start: for many epochs it only learns their size, with gradients
 *  that are as large. LeCun et al. 1998, “Efficient BackProp”, section 4.5. */
import { indexOfTarget } from '../../data/data-info.ts'
import { outputsOf } from '../../model/series.ts'
import { type FindingRule, withFix } from '../finding.ts'
import { formatNumber } from '../format.ts'
import { addAfter } from '../repairs.ts'

/** Size of the targets, against that of the first predictions. Measured: at most 5 in healthy networks. */
const LIMIT = 10

export const targetsNotScaled: FindingRule = {
  code: 'targets-not-scaled',
  title: { en: 'Targets that are not scaled', ko: '조정하지 않은 목표' },
  find({ model, data, moments: [start] }) {
    if (!data || start?.epoch !== 0 || start.signals.source !== 'data') return []
    const names = data.targets.map(({ name }) => name)
    return outputsOf(model).flatMap(({ call, props }) => {
      const target = data.targets[indexOfTarget(names, props.target)]
      const last = model.calls[call.inputs[0]!]!
      const outputs = start.of(last)?.outputs
      if (target?.kind !== 'number' || !target.scaling || !outputs) return []
      const { offset, scale } = target.scaling
      // Around 0, first predictions are of about this size even if they hardly differ from row to row.
      const size = Math.max(outputs.deviation, 1)
      const distance = Math.abs(offset - outputs.mean)
      if (!(scale > LIMIT * size || distance > LIMIT * size)) return []
      const rescaling = { scale: rounded(scale), offset: rounded(offset) }
      return [
        {
          node: last.node,
          field: null,
          title: { en: `${target.name} is not scaled`, ko: `${target.name}이(가) 조정되지 않음` },
          message: {
            en: `${target.name} lies around ${formatNumber(offset)} ± ${formatNumber(scale)}, the first predictions around ${formatNumber(outputs.mean)} ± ${formatNumber(outputs.deviation)}: the network spends its steps on the size of the numbers instead of on what tells rows apart.`,
            ko: `${target.name}은(는) ${formatNumber(offset)} ± ${formatNumber(scale)} 근처인데 첫 예측은 ${formatNumber(outputs.mean)} ± ${formatNumber(outputs.deviation)} 근처입니다. 행의 차이를 배우는 대신 수의 크기를 맞추는 데 스텝을 씁니다.`,
          },
          figures: [
            {
              label: { en: 'mean of the target', ko: '목표의 평균' },
              value: formatNumber(offset),
              isBad: distance > LIMIT * size,
            },
            {
              label: { en: 'its standard deviation', ko: '목표의 표준편차' },
              value: formatNumber(scale),
              isBad: scale > LIMIT * size,
            },
            {
              label: { en: 'mean of the predictions', ko: '예측의 평균' },
              value: formatNumber(outputs.mean),
            },
          ],
          ...withFix({
            label: {
              en: `Add Rescaling after ${last.layer.name}`,
              ko: `${last.layer.name} 뒤에 Rescaling 추가`,
            },
            apply: (d) => addAfter(d, last.node, 'Rescaling', rescaling),
          }),
        },
      ]
    })
  },
}

/** Two digits: the numbers only have to be of the right size. */
const rounded = (value: number): number => Number(value.toPrecision(2))
