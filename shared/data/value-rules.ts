/** What the steps of a column do with values that they have not learned, in words: a missing value, and a category of no training row. */
import { getMember } from '../fields/index.ts'
import { isObject, type Json } from '../json.ts'
import type { Text } from '../text.ts'
import type { ColumnFits } from './fitted-steps.ts'
import { steps as stepFamily } from './steps/index.ts'
import { multiLabel } from './steps/multi-label.ts'

/** The categories that the steps have learned, in their order; empty where they keep none. */
export function knownCategories({ fits }: ColumnFits): readonly string[] {
  for (const [fitted] of fits) {
    if (!isObject(fitted)) continue
    const { categories, shares } = fitted
    if (isTexts(categories)) return categories
    if (Array.isArray(shares)) return shares.flatMap((pair) => (Array.isArray(pair) ? String(pair[0]) : []))
  }
  return []
}

const isTexts = (value: Json | undefined): value is string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string')

const NO_PREDICTION: Text = {
  en: 'no prediction: no step fills a missing value of this column',
  ko: '예측하지 않습니다. 이 열의 빈 값을 채우는 단계가 없습니다',
}
const ALL_ZEROS: Text = { en: 'all zeros', ko: '모두 0' }

/** @param isDate numbers are milliseconds since 1970 */
export function missingRule({ steps, fits }: ColumnFits, isDate: boolean): Text {
  for (const [i, config] of steps.entries()) {
    if (config.type === multiLabel.type && config.missing !== 'missing')
      return { en: 'no label', ko: '레이블 없음' }
    if (!getMember(stepFamily, config).fillsMissing) continue
    return MISSING_RULES[config.type]?.(fits[i]?.[0], isDate) ?? ALL_ZEROS
  }
  return NO_PREDICTION
}

/** By step; others make all zeros of a missing value. */
const MISSING_RULES: { readonly [step: string]: (fitted: Json | undefined, isDate: boolean) => Text } = {
  fill(fitted, isDate) {
    const value = isObject(fitted) ? fitted.fill : null
    const text =
      typeof value === 'number'
        ? isDate
          ? new Date(value).toISOString().slice(0, 10)
          : shortNumber(value)
        : String(value)
    return { en: `filled with ${text}`, ko: `${text}(으)로 채웁니다` }
  },
  drop_missing: () => ({
    en: 'no prediction: this column leaves out rows without a value',
    ko: '예측하지 않습니다. 이 열은 값이 없는 행을 뺍니다',
  }),
  one_hot: (fitted) =>
    isObject(fitted) && fitted.missing === true
      ? { en: 'a category of its own', ko: '별도의 범주' }
      : ALL_ZEROS,
  codes: () => ({ en: 'code 0, as for an unseen category', ko: '처음 보는 범주와 같은 코드 0' }),
  frequency: () => ({ en: 'frequency 0', ko: '빈도 0' }),
}

const shortNumber = (value: number): string => String(Number(value.toPrecision(6)))

/** What an unseen category becomes; null if the column has no categories. */
export function unseenRule({ steps }: ColumnFits): Text | null {
  for (const config of steps) {
    const rule = UNSEEN_RULES[config.type]
    if (rule) return rule(config.unseen)
  }
  return null
}

const REFUSED: Text = { en: 'refused', ko: '거부합니다' }

const UNSEEN_RULES: { readonly [step: string]: (unseen: unknown) => Text } = {
  one_hot: (unseen) =>
    unseen === 'refuse'
      ? REFUSED
      : unseen === 'own'
        ? { en: 'the number for unseen categories', ko: '처음 보는 범주의 자리' }
        : ALL_ZEROS,
  multi_label: (unseen) =>
    unseen === 'refuse'
      ? REFUSED
      : { en: 'labels of no training row are left out', ko: '학습 행에 없던 레이블은 뺍니다' },
  ordinal: () => ({ en: '−1', ko: '−1' }),
  codes: () => ({ en: 'code 0', ko: '코드 0' }),
  hashed: () => ({ en: 'the slot of its hash', ko: '해시가 고르는 자리' }),
  frequency: () => ({ en: 'frequency 0', ko: '빈도 0' }),
}
