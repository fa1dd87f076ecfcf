/** JSON with a list of objects, or with an object per line. */
import { defineSource } from './source.ts'
import { columnLists, pathField } from './table-fields.ts'

export const json = defineSource({
  type: 'json',
  isTable: true,
  title: { en: 'JSON table', ko: 'JSON 표' },
  help: {
    en: 'A list of objects, or an object per line: each is a row; fields inside a field are columns such as a.b.',
    ko: '객체의 목록이나 한 줄에 하나씩 있는 객체. 객체 하나가 한 행이고, 필드 안의 필드는 a.b와 같은 열이 됩니다.',
  },
  extensions: ['.json', '.ndjson', '.jsonl', '.json.gz', '.ndjson.gz', '.jsonl.gz'],
  fields: { ...pathField, ...columnLists },
})
