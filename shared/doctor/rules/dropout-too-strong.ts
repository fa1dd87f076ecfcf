/** Dropout that leaves too little. Srivastava et al. 2014, section 7.3 and appendix A: 0.5 is close to the best for hidden layers, and
 *  errors grow fast when less than 0.4 is kept. */
import { setFieldAt } from '../../model/fixes.ts'
import { type FindingRule, withFix } from '../finding.ts'
import { formatShare } from '../format.ts'

/** Rate of one layer (Srivastava et al. 2014, figure 9: the error grows when less than 0.4 is kept). */
const LIMIT = 0.7
const USUAL = 0.5

export const dropoutTooStrong: FindingRule = {
  code: 'dropout-too-strong',
  title: { en: 'Dropout that is too strong', ko: '너무 강한 드롭아웃' },
  find({ model }) {
    const strong = model.calls.filter(
      ({ layer }) => layer.definition.isDropout && (layer.props.rate as number) >= LIMIT,
    )
    const [first] = strong
    if (!first) return []
    const rate = first.layer.props.rate as number
    const { name } = first.layer
    return [
      {
        node: first.node,
        field: 'rate',
        title: { en: `${name} drops too much`, ko: `${name}이(가) 너무 많이 버림` },
        message: {
          en: `In each step ${name} leaves only ${formatShare(1 - rate)} of the numbers: the layers after it learn from noise, and the network cannot even fit its training rows.`,
          ko: `스텝마다 ${name}이(가) 수의 ${formatShare(1 - rate)}만 남깁니다. 뒤쪽 층은 잡음에서 배우게 되어 학습 행조차 맞히지 못합니다.`,
        },
        figures: [
          { label: { en: 'rate', ko: 'rate' }, value: String(rate), isBad: true },
          { label: { en: 'usual for hidden layers', ko: '은닉층에 흔한 값' }, value: String(USUAL) },
        ],
        ...withFix({
          label: { en: `Set rate to ${USUAL}`, ko: `rate를 ${USUAL}(으)로` },
          apply: (d) => strong.reduce((each, { node }) => setFieldAt(each, node, 'rate', USUAL), d),
        }),
      },
    ]
  },
}
