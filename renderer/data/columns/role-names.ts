/** The roles of columns in words. */
import type { Role } from '../../../shared/data/roles.ts'
import type { Text } from '../../../shared/text.ts'

export const ROLE_NAMES: { readonly [R in Role]: Text } = {
  feature: { en: 'feature', ko: '특징' },
  target: { en: 'target', ko: '목표' },
  label: { en: 'label', ko: '레이블' },
  weight: { en: 'weight', ko: '가중치' },
  ignore: { en: 'ignore', ko: '제외' },
}
