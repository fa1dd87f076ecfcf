/** The parts of the data that are evaluated. */
import type { EvaluatedPart } from '../../../shared/ipc/contract/index.ts'
import type { Text } from '../../../shared/text.ts'

export const PART_NAMES: { readonly [P in EvaluatedPart]: Text } = {
  train: { en: 'train', ko: '학습' },
  validation: { en: 'validation', ko: '검증' },
  test: { en: 'test', ko: '테스트' },
}
