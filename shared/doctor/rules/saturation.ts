/** Hidden units at a bound of their activation, where its slope is almost 0. Glorot and Bengio 2010, section 3. */
import { findNextActivation } from '../../model/hints/hint-rule.ts'
import type { ModelCall } from '../../model/model.ts'
import { ancestors } from '../depth.ts'
import { type FindingRule, type Found, withFix } from '../finding.ts'
import { formatShare, whenText } from '../format.ts'
import { repairScale } from '../repairs.ts'
import { earliest, type Moment, type Subject } from '../subject.ts'

/** Share of outputs within 1 % of a bound. Healthy networks with tanh reach a few percent. */
const LIMIT = 0.4

export const saturation: FindingRule = {
  code: 'saturation',
  title: { en: 'Saturated units', ko: '포화한 유닛' },
  yieldsTo: ['inputs-not-scaled', 'dead-units'],
  find: (subject) => earliest(subject, (moment) => findIn(subject, moment)),
}

function findIn(subject: Subject, moment: Moment): readonly Found[] {
  const { calls } = subject.model
  const saturated = calls.filter(
    (call, i) => subject.hidden[i] && (moment.of(call)?.outputs.saturated ?? 0) >= LIMIT,
  )
  const [first] = saturated
  if (!first) return []
  const share = moment.of(first)!.outputs.saturated!
  const { name } = first.layer
  const when = whenText(moment.epoch)
  return [
    {
      node: first.node,
      field: null,
      title: { en: `${name} is saturated`, ko: `${name}이(가) 포화됨` },
      message: {
        en: `${formatShare(share)} of its outputs are at a bound of the activation${when.en}, where it is flat: hardly any gradient passes, and the layers before it barely learn.`,
        ko: `출력의 ${formatShare(share)}가 활성화 함수의 끝에 닿아 있습니다${when.ko}. 그곳은 평평해서 기울기가 거의 통과하지 못하고, 앞쪽 층이 거의 학습하지 못합니다.`,
      },
      figures: [
        { label: { en: 'saturated outputs', ko: '포화한 출력' }, value: formatShare(share), isBad: true },
        {
          label: { en: 'layers like this', ko: '이런 층의 수' },
          value: `${saturated.length} / ${calls.filter((call) => moment.of(call)?.outputs.saturated != null).length}`,
        },
      ],
      ...withFix(repairScale(subject, kernelsBefore(subject, saturated), false)),
    },
  ]
}

/** The layers with a kernel whose outputs the saturated activations take. */
function kernelsBefore(subject: Subject, saturated: readonly ModelCall[]): readonly ModelCall[] {
  const { calls } = subject.model
  const nodes = new Set(saturated.map(({ node }) => node))
  const before = ancestors(subject, Math.max(...saturated.map((call) => calls.indexOf(call))))
  return calls.filter((call, i) => {
    if (!before.has(i) || !call.layer.definition.affine) return false
    const next = findNextActivation(call, subject)
    return next !== null && nodes.has(next.call.node)
  })
}
