/** Units that start alike get the same gradient and stay alike, so that a layer works like a single unit. Goodfellow et al. 2016, 8.4. */

import type { Config } from '../../fields/index.ts'
import { type FindingRule, withFix } from '../finding.ts'
import { repairScale } from '../repairs.ts'

export const symmetric: FindingRule = {
  code: 'symmetric',
  title: { en: 'Symmetric weights', ko: '똑같은 가중치' },
  find(subject) {
    const { model, hidden, moments } = subject
    const [start] = moments
    if (start?.epoch !== 0) return []
    // In the last layer the targets tell the units apart.
    const alike = model.calls.filter((call, i) => hidden[i] && start.kernelOf(call)?.isSymmetric)
    const [first] = alike
    if (!first) return []
    const { name, props } = first.layer
    const { weight, shape } = start.kernelOf(first)!
    const initializer = (props[`${weight}_initializer`] as Config | undefined)?.type ?? ''
    return [
      {
        node: first.node,
        field: Object.hasOwn(props, `${weight}_initializer`) ? `${weight}_initializer` : null,
        title: { en: `All units of ${name} are alike`, ko: `${name}의 유닛이 모두 똑같음` },
        message: {
          en: `Its ${weight} starts with the same numbers for every unit (${initializer}): all units get the same gradient and stay alike, so the layer learns no more than one unit could.`,
          ko: `${weight}이(가) 모든 유닛에서 같은 수(${initializer})로 시작합니다. 모든 유닛이 같은 기울기를 받아 계속 똑같으므로, 유닛 하나보다 더 배우지 못합니다.`,
        },
        figures: [
          {
            label: { en: 'units that start alike', ko: '똑같이 시작하는 유닛' },
            value: `${shape.at(-1)} / ${shape.at(-1)}`,
            isBad: true,
          },
          {
            label: { en: 'layers like this', ko: '이런 층의 수' },
            value: String(new Set(alike.map(({ layer }) => layer.id)).size),
          },
        ],
        ...withFix(repairScale(subject, alike, false)),
      },
    ]
  },
}
