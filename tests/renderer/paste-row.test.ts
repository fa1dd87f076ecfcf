/** A row that was copied from a table fills the fields. */
import { expect, test } from 'vitest'
import { parsePastedRow } from '../../renderer/state/paste-row.ts'
import { untranslated } from '../../shared/text.ts'

const column = (name: string, type: 'number' | 'category', unit: string | null = null) => ({
  ...{ name, type, unit, categories: [], missing: untranslated('x'), unseen: null },
})
const inputs = {
  ...{ decimal: '.', thousands: '', fileColumns: ['id', 'age', 'city', 'price'] },
  columns: [column('age', 'number'), column('city', 'category')],
}
const cells = (text: string, own = inputs) => {
  const row = parsePastedRow(text, own)
  return 'cells' in row ? row.cells : row.problem.en
}

test.each([
  ['tabs', '30\tSeoul', { age: '30', city: 'Seoul' }],
  ['commas with quotes', '30,"Oslo, ""N"""', { age: '30', city: 'Oslo, "N"' }],
  ['all columns of the file', '7,30,Seoul,1000', { age: '30', city: 'Seoul' }],
  ['a header in another order', 'city,note,age\nSeoul,x,30\n', { age: '30', city: 'Seoul' }],
  ['a header without one column', 'city\tid\nSeoul\t3', { city: 'Seoul' }],
  ['a missing value', ',Seoul', { age: '', city: 'Seoul' }],
])('%s', (_, text, expected) => {
  expect(cells(text)).toEqual(expected)
})

test('numbers as the file writes them become plain ones', () => {
  const german = {
    ...{ decimal: ',', thousands: '.', fileColumns: [] },
    columns: [column('price', 'number', '€'), column('code', 'category')],
  }
  expect(cells('1.234,5 €;1.234,5', german)).toEqual({ price: '1234.5', code: '1.234,5' })
  expect(cells('abc;x', german)).toEqual({ price: 'abc', code: 'x' })
})

test('another number of values says how many are needed', () => {
  expect(cells('1,2,3')).toBe(
    'The row has 3 values, but the network takes 2 columns. Copy the header with it.',
  )
  expect(cells(' \n')).toBe('The text is empty.')
})
