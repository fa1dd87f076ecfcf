/** Problems that the engine finds with the data, and the edits that solve them. */
import { expect, test } from 'vitest'
import { markRow, setData } from '../../../shared/document/edits.ts'
import { emptyDocument } from '../../../shared/document/new.ts'
import { createDataReference } from '../../../shared/document/settings.ts'
import { withDataFix } from '../../../shared/model/data-fixes.ts'
import { problem } from '../../../shared/problem.ts'
import { untranslated } from '../../../shared/text.ts'

const table = { ...emptyDocument('table'), data: createDataReference({ type: 'csv', path: 'a.csv' }) }
const fingerprint = '0123456789abcdef'

test('marks of rows that have changed are removed, and the others stay', () => {
  const marks = [3, 5, 7].map((row) => ({ row, fingerprint, excluded: true as const }))
  const document = marks.reduce(markRow, table)
  const found = withDataFix(problem('data_marks', untranslated('…'), { field: 'marks', rows: [3, 7] }))
  expect(found.fix!.apply(document).data!.marks).toEqual([marks[1]])
})

test('a split by a column that the table does not have becomes one at random', () => {
  const document = setData(setData(table, 'split.method', 'time'), 'split.column', 'day')
  const found = withDataFix(problem('data_split_column', untranslated('…'), { field: 'column' }))
  expect(found.fix!.apply(document).data!.split).toEqual(table.data.split)
})

test('other problems have none', () => {
  expect(withDataFix(problem('data_missing', untranslated('…'))).fix).toBeUndefined()
})
