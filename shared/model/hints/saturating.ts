/** Many saturating activations in a row: gradients vanish. Glorot and Bengio 2010; Hochreiter 1991. */
import { setFieldAt } from '../fixes.ts'
import type { ModelCall } from '../model.ts'
import { activationOf, findHidden, type HintContext, type HintRule, isNormalization } from './hint-rule.ts'

/** The sum of `saturation` along a path from which gradients vanish. */
const COST_LIMIT = 6

/** Normalized signals stay where the slope is steep, and in a merge layer gradients bypass the merged branches. */
const resetsCost = (call: ModelCall): boolean =>
  isNormalization(call) || call.layer.definition.category === 'merge'

/** The path with the highest cost, from its first saturating call to its last. */
function costliestPath(context: HintContext): readonly ModelCall[] {
  const { calls } = context.model
  const isHidden = findHidden(context.model)
  const sums: { readonly cost: number; readonly from: number | null }[] = []
  const isGate = (call: ModelCall) =>
    context.readersOf(call).some(({ layer }) => layer.definition.category === 'merge')
  const costs = calls.map((call, i) => {
    const cost = isHidden[i] && call.layer.trainable ? (activationOf(call).saturation ?? 0) : 0
    return cost > 0 && isGate(call) ? 0 : cost
  })
  let worst: number | null = null
  for (const [i, call] of calls.entries()) {
    const from = resetsCost(call)
      ? null
      : call.inputs.reduce<number | null>(
          (a, b) => (a === null || sums[b]!.cost > sums[a]!.cost ? b : a),
          null,
        )
    const sum = { cost: (from === null ? 0 : sums[from]!.cost) + costs[i]!, from }
    sums.push(sum)
    if (sum.cost > (worst === null ? 0 : sums[worst]!.cost)) worst = i
  }
  if (worst === null || sums[worst]!.cost < COST_LIMIT) return []
  const path: ModelCall[] = []
  for (let i: number | null = worst; i !== null; i = sums[i]!.from) if (costs[i]! > 0) path.push(calls[i]!)
  return path.reverse()
}

export const saturating: HintRule = {
  code: 'saturating',
  title: { en: 'Saturating activations in deep networks', ko: '깊은 신경망의 포화하는 활성화 함수' },
  find(context) {
    const path = costliestPath(context)
    const [first] = path
    if (!first) return []
    const names = [...new Set(path.map((call) => activationOf(call).type))].join(', ')
    return [
      {
        node: first.node,
        field: 'activation',
        message: {
          en: `${first.layer.name} is the first of ${path.length} hidden layers in a row with ${names}, flat far from 0: the gradient shrinks in each, and the first layers hardly learn. relu does not shrink it.`,
          ko: `${first.layer.name}부터 은닉층 ${path.length}개에서 0에서 멀면 평평해지는 ${names}을(를) 씁니다. 층마다 기울기가 줄어 앞쪽 층이 거의 학습하지 못합니다. relu는 기울기를 줄이지 않습니다.`,
        },
        fix: {
          label: {
            en: `Use relu in these ${path.length} layers`,
            ko: `이 층 ${path.length}개에 relu 쓰기`,
          },
          apply: (document) =>
            path.reduce((d, { node }) => setFieldAt(d, node, 'activation', 'relu'), document),
        },
      },
    ]
  },
}
