/** Marks of rows in a document: edits, and what a file may say. */
import { expect, test } from 'vitest'
import type { RowMark } from '../../shared/data/marks.ts'
import { markRow, removeMarks, setData, setDataSource, unmarkRow } from '../../shared/document/edits.ts'
import { parseDocument, serializeDocument } from '../../shared/document/file.ts'
import { emptyDocument } from '../../shared/document/new.ts'
import { createDataReference } from '../../shared/document/settings.ts'
import { ProblemError } from '../../shared/problem.ts'

const data = { ...createDataReference({ type: 'csv', path: 'a.csv' }), fingerprint: 'f'.repeat(64) }
const table = { ...emptyDocument('table'), data }
const fingerprint = '0123456789abcdef'
const excluded: RowMark = { row: 3, fingerprint, excluded: true }
const label: RowMark = { row: 3, fingerprint, target: 'kind', label: 'cat' }
const other: RowMark = { row: 1, fingerprint, target: 'kind', label: 'dog' }

test('marks are kept by row, one of each kind; without any, the document is as before', () => {
  const marked = [excluded, label, other].reduce(markRow, table)
  expect(marked.data!.marks).toEqual([other, excluded, label])
  expect(marked.data!.fingerprint).toBeNull()
  const changed = markRow(marked, { ...label, label: 'bird' })
  expect(changed.data!.marks).toEqual([other, excluded, { ...label, label: 'bird' }])
  expect(markRow(marked, label)).toBe(marked)
  expect(unmarkRow(marked, excluded).data!.marks).toEqual([other, label])
  const none = removeMarks(marked, [1, 3])
  expect(none).toEqual({ ...table, data: { ...data, fingerprint: null } })
  expect(removeMarks(none, [1])).toBe(none)
})

test('another file has no marks; other settings of the same file keep them', () => {
  const marked = markRow(table, excluded)
  expect(setData(marked, 'split.seed', 7).data!.marks).toEqual([excluded])
  expect(setDataSource(marked, { ...marked.data!.source, task: 'number' }).data!.marks).toEqual([excluded])
  expect(setDataSource(marked, { type: 'csv', path: 'b.csv' }).data!.marks).toBeUndefined()
})

test('a file has one mark a line, and returns the same document', () => {
  const several: RowMark = { row: 5, fingerprint, target: 'tags', label: ['drama', 'war'] }
  const marked = [excluded, other, several].reduce(markRow, table)
  const text = serializeDocument(marked)
  expect(text).toContain(`"target": "tags", "label": ["drama", "war"] }`)
  expect(text).toContain(`{ "row": 3, "fingerprint": "${fingerprint}", "excluded": true }`)
  expect(parseDocument(text)).toEqual(marked)
})

test.each([
  [{ row: -1 }, 'data.marks.0.row: expected at least 0, received -1'],
  [{ row: 1.5 }, 'data.marks.0.row: expected a whole number, received 1.5'],
  [{ fingerprint: 'abc' }, 'data.marks.0.fingerprint: expected 16 hexadecimal digits, received "abc"'],
  [{ excluded: false }, 'data.marks.0.excluded: expected true, received false'],
  [{ label: 'cat' }, 'data.marks.0: expected either "excluded": true or a "target" with its right "label"'],
  [{ target: 'tags', label: [1] }, 'data.marks.0.label'],
  [{ colour: 1 }, 'data.marks.0: unknown key "colour"'],
])('a mark with %j is refused', (change, message) => {
  const file = JSON.parse(serializeDocument(markRow(table, excluded)))
  file.data.marks = [{ ...file.data.marks[0], ...change }]
  expect(refusal(JSON.stringify(file))).toContain(message)
})

test('two marks of the same kind are refused', () => {
  const file = JSON.parse(serializeDocument(markRow(table, excluded)))
  file.data.marks.push(file.data.marks[0])
  expect(refusal(JSON.stringify(file))).toContain('data.marks.1.row: row 3 is marked twice')
})

function refusal(text: string): string {
  try {
    parseDocument(text)
  } catch (error) {
    if (error instanceof ProblemError) return error.message
    throw error
  }
  throw new Error('the file was accepted')
}
