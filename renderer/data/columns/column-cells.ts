/** The cells of a row in the grid of columns, in their order. */
import type { Text } from '../../../shared/text.ts'

export const COLUMN_CELLS: readonly { readonly id: string; readonly title: Text }[] = [
  { id: 'type', title: { en: 'Type', ko: '종류' } },
  { id: 'name', title: { en: 'Column', ko: '열' } },
  { id: 'role', title: { en: 'Role', ko: '역할' } },
  { id: 'missing', title: { en: 'Missing', ko: '빈 값' } },
  { id: 'distinct', title: { en: 'Distinct', ko: '가짓수' } },
  { id: 'values', title: { en: 'Values', ko: '값' } },
  { id: 'preparation', title: { en: 'Preparation', ko: '전처리' } },
  { id: 'warning', title: { en: 'Warnings', ko: '경고' } },
]
