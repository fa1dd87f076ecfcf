/** Short words for preparation steps: a chip has room for two or three. */
import { fill } from '../../../shared/data/steps/fill.ts'
import { steps as stepFamily } from '../../../shared/data/steps/index.ts'
import { oneHot } from '../../../shared/data/steps/one-hot.ts'
import { powers } from '../../../shared/data/steps/powers.ts'
import { type Config, findMember } from '../../../shared/fields/index.ts'
import { type Text, untranslated } from '../../../shared/text.ts'
import type { ColumnView } from './column-view.ts'

const lowerCase = (text: Text): Text => ({ en: text.en[0]!.toLowerCase() + text.en.slice(1), ko: text.ko })

export function stepTitle({ type }: Config): Text {
  return findMember(stepFamily, type)?.title ?? untranslated(type)
}

/** How a missing value is filled: `median`, `median + indicator`. */
const FILLS: { readonly [strategy: string]: Text } = {
  median: { en: 'median', ko: '중앙값' },
  mean: { en: 'mean', ko: '평균' },
  most_frequent: { en: 'most frequent', ko: '최빈값' },
}

function fillText({ strategy, value, indicator }: Config): Text {
  const filled = FILLS[String(strategy)] ?? { en: `fill ${value}`, ko: `${value}(으)로 채움` }
  return indicator === true ? { en: `${filled.en} + indicator`, ko: `${filled.ko} + 표시` } : filled
}

/** A step as a chip. One-hot names how many numbers it gives. */
export function stepText(step: Config, { profile }: Pick<ColumnView, 'profile'>): Text {
  if (step.type === fill.type) return fillText(step)
  if (step.type === powers.type) {
    const { degree } = step
    return { en: `powers 1–${degree}`, ko: `거듭제곱 1–${degree}` }
  }
  const title = lowerCase(stepTitle(step))
  if (step.type !== oneHot.type) return title
  const size = profile.distinct + (step.missing === 'category' && profile.missing > 0 ? 1 : 0)
  return { en: `${title.en} ${size}`, ko: `${title.ko} ${size}` }
}
