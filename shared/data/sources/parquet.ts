/** Parquet files. */
import { defineSource } from './source.ts'
import { columnLists, pathField } from './table-fields.ts'

export const parquet = defineSource({
  type: 'parquet',
  isTable: true,
  title: { en: 'Parquet table', ko: 'Parquet 표' },
  help: {
    en: 'A table whose columns have types; fields inside a column are columns such as a.b.',
    ko: '열마다 자료형이 있는 표. 열 안의 필드는 a.b와 같은 열이 됩니다.',
  },
  extensions: ['.parquet', '.pq'],
  fields: { ...pathField, ...columnLists },
})
