/** What stands in an input when several layers are edited at once and do not agree. */
import type { Text } from '../../../shared/text.ts'

export const MIXED: Text = { en: 'mixed', ko: '서로 다름' }
