/** Arguments in groups: first the layer's own, then those of each weight (kernel_…, bias_…). Pure. */
import type { NodeId } from '../../../shared/document/document.ts'
import type { Model } from '../../../shared/model/model.ts'
import { same, type Text } from '../../../shared/text.ts'

export interface Group {
  /** Name of the weight; empty for the layer's own. */
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

export function grouped(fields: { readonly [name: string]: unknown }): readonly Group[] {
  const own: string[] = []
  const weights = new Map<string, string[]>()
  for (const name of Object.keys(fields)) {
    const key = name.match(/^(.+)_(?:initializer|regularizer|constraint)$/)?.[1]
    if (key === undefined) own.push(name)
    else weights.set(key, [...(weights.get(key) ?? []), name])
  }
  return [
    { key: '', title: { en: 'Layer', ko: '층' }, names: own },
    ...[...weights].map(([key, names]) => ({ key, title: TITLES[key] ?? same(key), names })),
  ]
}

/** `784 × 300`: sizes of a weight, once the network is sound. */
export function sizesOf(model: Model | null, node: NodeId, weight: string): string {
  const layer = model?.calls.find((call) => call.node === node)?.layer
  return layer?.weights.find((w) => w.name === weight)?.shape.join(' × ') ?? ''
}
