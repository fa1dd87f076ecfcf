/** The first layer with a value that is not finite: in the signals, or as the engine's diagnosis of a run found it. */
import { type FindingRule, withFix } from '../finding.ts'
import { repairRate } from '../repairs.ts'
import { earliest } from '../subject.ts'

/** Code of the engine's problem. */
const DIAGNOSED = 'not_finite'

export const nonFinite: FindingRule = {
  code: 'non-finite',
  title: { en: 'Values that are not finite', ko: '유한하지 않은 값' },
  find(subject) {
    const { document, problems, model } = subject
    const diagnosed = problems.find(({ code }) => code === DIAGNOSED)
    if (diagnosed) {
      const name = model.calls.find(({ node }) => node === diagnosed.node)?.layer.name
      return [
        {
          node: diagnosed.node,
          field: diagnosed.node === null ? 'optimizer.learning_rate' : null,
          title: name
            ? { en: `NaN begins at ${name}`, ko: `${name}에서 NaN이 시작됨` }
            : { en: 'The loss became NaN', ko: '손실이 NaN이 됨' },
          message: diagnosed.message,
          figures: [],
          ...withFix(repairRate(document, 0.1)),
        },
      ]
    }
    return earliest(subject, (moment) => {
      const call = model.calls.find((each) => (moment.of(each)?.outputs.nonFinite ?? 0) > 0)
      if (!call) return []
      const { nonFinite, dead } = moment.of(call)!.outputs
      const { name } = call.layer
      return [
        {
          node: call.node,
          field: null,
          title: { en: `NaN begins at ${name}`, ko: `${name}에서 NaN이 시작됨` },
          message: {
            en: `${name} is the first layer that puts out values that are not finite: every figure after it is lost, and so is the loss.`,
            ko: `${name}은(는) 유한하지 않은 값을 내는 첫 층입니다. 그 뒤의 모든 값과 손실을 쓸 수 없게 됩니다.`,
          },
          figures: [
            {
              label: { en: 'values that are not finite', ko: '유한하지 않은 값' },
              value: nonFinite.toLocaleString('en-US'),
              isBad: true,
            },
            { label: { en: 'units', ko: '유닛' }, value: String(dead.of) },
          ],
        },
      ]
    })
  },
}
