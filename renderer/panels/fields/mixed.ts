/** Shown in an input when several layers are edited at once and their values differ. */
import type { Text } from '../../../shared/text.ts'

export const MIXED: Text = { en: 'mixed', ko: '서로 다름' }
