/** Arguments by group: first those of the layer, then those of each weight (kernel_…, bias_…). Pure. */
import type { Shape } from '../../../shared/graph/shape.ts'
import { layerFacts, type WeightFact } from '../../../shared/model/layer-facts.ts'
import type { NodeFacts } from '../../../shared/model/node-facts.ts'
import { type Text, untranslated } from '../../../shared/text.ts'

export interface ArgumentGroup {
  /** Name of the weight; empty for the arguments of the layer. */
  readonly key: string
  readonly title: Text
  readonly names: readonly string[]
}

const TITLES: { readonly [key: string]: Text } = {
  kernel: { en: 'Kernel', ko: '커널' },
  bias: { en: 'Bias', ko: '편향' },
  activity: { en: 'Activity', ko: '출력 규제' },
  beta: { en: 'Beta (offset)', ko: '베타 (이동)' },
  gamma: { en: 'Gamma (scale)', ko: '감마 (배율)' },
  moving_mean: { en: 'Moving mean', ko: '이동 평균' },
  moving_variance: { en: 'Moving variance', ko: '이동 분산' },
}

export function groupArguments(names: readonly string[]): readonly ArgumentGroup[] {
  const own: string[] = []
  const weights = new Map<string, string[]>()
  for (const name of names) {
    const key = name.match(/^(.+)_(?:initializer|regularizer|constraint)$/)?.[1]
    if (key === undefined) own.push(name)
    else weights.set(key, [...(weights.get(key) ?? []), name])
  }
  return [
    { key: '', title: { en: 'Layer', ko: '층' }, names: own },
    ...[...weights].map(([key, of]) => ({ key, title: TITLES[key] ?? untranslated(key), names: of })),
  ]
}

/** The weights of a layer, even if the network is invalid elsewhere; none until the shapes of its inputs are known. */
export function weightsOf({ definition, props, inputs, problems }: NodeFacts): readonly WeightFact[] {
  const isKnown = definition !== null && inputs.length > 0 && inputs.every((shape) => shape !== null)
  if (!isKnown || problems.some((p) => p.code === 'bad-field')) return []
  return layerFacts(definition, props, inputs as readonly Shape[]).weights
}

/** The shape of a weight of the layer, as text: `784 × 300`. */
export const weightShapeText = (facts: NodeFacts, weight: string): string =>
  weightsOf(facts)
    .find((w) => w.name === weight)
    ?.shape.join(' × ') ?? ''
