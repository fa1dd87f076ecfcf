/** A table of an SQLite database. */
import { optionalString } from '../../fields/index.ts'
import { defineSource } from './source.ts'
import { columnLists, pathField } from './table-fields.ts'

export const sqlite = defineSource({
  type: 'sqlite',
  isTable: true,
  title: { en: 'SQLite table', ko: 'SQLite 표' },
  help: {
    en: 'A table of an SQLite database, which is only read.',
    ko: 'SQLite 데이터베이스의 테이블. 읽기만 합니다.',
  },
  extensions: ['.sqlite', '.sqlite3', '.db'],
  fields: {
    ...pathField,
    table: optionalString({
      help: {
        en: 'Name of the table; None: the only one.',
        ko: '테이블 이름. None이면 하나뿐인 것입니다.',
      },
    }),
    ...columnLists,
  },
})
