import { defineStep } from './step.ts'

/** Leaves out the rows without a value, after the split: no row moves to another part. */
export const dropMissing = defineStep({
  type: 'drop_missing',
  title: { en: 'Leave out rows without a value', ko: '값이 없는 행 빼기' },
  help: {
    en: 'Rows without a value in this column are left out of every part.',
    ko: '이 열에 값이 없는 행을 모든 부분에서 뺍니다.',
  },
  takes: ['number', 'date', 'category'],
  fields: {},
  fillsMissing: true,
  keepsValues: true,
  fit: () => ({}),
  apply: (values) => [{ suffix: '', values }],
  drops: (values) =>
    values.kind === 'category' ? (row) => values.codes[row]! < 0 : (row) => Number.isNaN(values.values[row]!),
})
