/** A new file is read as the run has read its own. */
import { expect, test } from 'vitest'
import { sourceAsRead } from '../../../electron/engine/evaluations/source-as-read.ts'
import type { Json } from '../../../shared/json.ts'

const reading = (options: { readonly [field: string]: Json }) => ({
  options,
  columns: [],
  isRenamed: false,
  hasCommentMarkInCells: false,
})
const text = reading({
  ...{ sep: ';', header: 1, skiprows: 3, quotechar: '"', comment: '' },
  ...{ decimal: ',', thousands: '.', encoding: 'cp1252', na_values: ['-'] },
})

test('what was found for the run holds, unless the document sets it or the file has its own', () => {
  const source = { type: 'csv', path: 'a.csv', sep: '\t', decimal: null, encoding: null, na_values: null }
  expect(sourceAsRead(source, text)).toEqual({
    ...source,
    ...{ decimal: ',', thousands: '.', header: 1, comment: '', quotechar: '"' },
  })
})

test('other kinds of tables, and runs whose reading is unknown, are read as found', () => {
  const csv = { type: 'csv', path: 'a.csv', header: null }
  const json = { type: 'json', path: 'a.json' }
  expect(sourceAsRead(json, text)).toBe(json)
  expect(sourceAsRead(csv, null)).toBe(csv)
  expect(sourceAsRead(csv, reading({ header: 2, sheet_name: 'Sales' }))).toBe(csv)
})
