/** The parts of a split in words. */
import type { Parts } from '../../shared/data/parts.ts'
import type { Text } from '../../shared/text.ts'

export const PART_NAMES: { readonly [P in keyof Parts<unknown>]: Text } = {
  train: { en: 'train', ko: '학습' },
  validation: { en: 'validation', ko: '검증' },
  test: { en: 'test', ko: '테스트' },
}
