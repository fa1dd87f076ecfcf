/** JSON: a list of objects or an object per line; what is no table is refused with the cure. */
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { rowsOf } from './helper.ts'
import { problemsOf, sourceFixture, typesOf } from './source.ts'

const t = sourceFixture('json')
let count = 0
const written = (content: string | Uint8Array, end = 'json'): string =>
  t.write(content, `table${++count}.${end}`)
const openText = (content: string | Uint8Array, end?: string) => t.open(written(content, end))
const refusal = async (content: string | Uint8Array) => (await t.refusal(written(content)))[1]

describe('tables', () => {
  const rows = [
    { x: 1, y: 'a' },
    { x: 2.5, y: null },
    { y: 'b', z: true },
  ]
  const cells = [
    ['1.0', 'a', null],
    ['2.5', null, null],
    [null, 'b', 'true'],
  ]
  test.each([
    ['a list of objects', JSON.stringify(rows), 'json'],
    ['an object per line', rows.map((row) => JSON.stringify(row)).join('\n'), 'ndjson'],
    ['packed lines', gzipSync(rows.map((row) => JSON.stringify(row)).join('\n')), 'jsonl.gz'],
    ['with the mark of UTF-8', `\ufeff${JSON.stringify(rows, null, 2)}`, 'json'],
  ])('%s', async (_, content, end) => {
    const table = await openText(content, end)
    expect(await rowsOf(table)).toEqual(cells.map(([x, ...others]) => [x && String(Number(x)), ...others]))
    expect(typesOf(table)).toEqual({ x: 'number', y: 'category', z: 'boolean' })
  })

  test('fields inside fields are columns by their path; lists are left out by name', async () => {
    const table = await openText(
      '[{"a": {"b": 1, "c": {"d": "x"}}, "tags": [1]}, {"a": {"b": 2}, "tags": []}]',
    )
    expect(await rowsOf(table)).toEqual([
      ['1', 'x'],
      ['2', null],
    ])
    expect(table.info.columns.map(({ name }) => name)).toEqual(['a.b', 'a.c.d'])
    expect(problemsOf(table)[0]).toMatch(/^Left out: "tags",/)
  })

  test('dates, times and identifiers stay as they are written', async () => {
    const cell =
      '{"day": "2024-01-05", "at": "2024-01-05T10:00:00+09:00", "hour": "10:30", "id": "EDA0DA5A-4F10-4FD9-9326-69DE8FC55A4F"}'
    const table = await openText(`[${cell}]`)
    expect(await table.texts(2, 0, 1)).toEqual(['10:30'])
    expect(await table.texts(3, 0, 1)).toEqual(['EDA0DA5A-4F10-4FD9-9326-69DE8FC55A4F'])
    expect(typesOf(table)).toMatchObject({ day: 'date', at: 'date' })
    expect(await table.numbers(1)).toEqual(Float64Array.of(Date.UTC(2024, 0, 5, 1)))
  })

  test('types that change half-way, in a late row too', async () => {
    const lines = Array.from({ length: 30_000 }, (_, i) => JSON.stringify({ x: i, y: i % 3 }))
    const table = await openText([...lines, '{"x": "late", "y": 1}'].join('\n'), 'ndjson')
    expect(table.info.rows).toBe(30_001)
    expect(await table.texts(0, 29_999, 30_001)).toEqual(['29999', 'late'])
    expect(table.info.columns[0]).toMatchObject({ type: 'number', badCells: { count: 1 } })
  })

  test('whole numbers beyond 2^53 stay exact, words for missing values stay texts', async () => {
    const table = await openText('[{"id": 9007199254740993, "w": "NA"}, {"id": 9007199254740992, "w": "x"}]')
    expect(await rowsOf(table)).toEqual([
      ['9007199254740993', 'NA'],
      ['9007199254740992', 'x'],
    ])
  })

  test('a field that is an object in some rows and a number in others is left out', async () => {
    const table = await openText('[{"a": {"x": 1}, "b": 1, "c": 2}, {"a": 5, "b": 2, "c": 3}]')
    expect(typesOf(table)).toEqual({ b: 'number', c: 'number' })
    expect(problemsOf(table)[0]).toMatch(/^Left out: "a",/)
  })
})

describe('what is no table', () => {
  test.each(['5', '"text"', '[1, 2, 3]', '[[1, 2], [3, 4]]', '[{"a": 1}, 5]', '[]'])(
    '%s',
    async (content) => {
      expect(await refusal(content)).toMatch(
        /is not a table: expected a list of objects such as \[\{"a": 1\}, \{"a": 2\}\], or an object per line\.$/,
      )
    },
  )

  test('an object of columns, and an object with the rows in a member', async () => {
    expect(await refusal('{"a": {"0": 1, "1": 2}, "b": {"0": 3, "1": 4}}')).toMatch(
      /is one object whose members \("a", …\) are columns\. Save it row by row: to_json\(orient="records"\) in pandas\.$/,
    )
    expect(await refusal('{"status": "ok", "data": [{"a": 1}, {"a": 2}]}')).toMatch(
      /is one object; its list "data" looks like the rows\. Save that list as a file of its own\.$/,
    )
  })

  test('an empty file, a cut one, another text, and another encoding', async () => {
    expect(await refusal('  \n')).toMatch(/has no rows\.$/)
    expect(await refusal('[{"a": 1}, {"a":')).toMatch(/is no valid JSON: unexpected end of data \(row /)
    expect(await refusal('a,b\n1,2\n')).toMatch(/is no valid JSON: /)
    expect(await refusal(Buffer.from('\ufeff[{"a": 1}]', 'utf16le'))).toMatch(
      /is not UTF-8\. Save it as UTF-8\.$/,
    )
    expect(await refusal(Buffer.from('5b7b2261223a22fffe227d5d', 'hex'))).toMatch(/invalid UTF-8/)
  })

  test('a name twice in an object', async () => {
    expect(await refusal('[{"a": 1, "a": 2}]')).toMatch(/has a name twice \(.*\)\. Keep one of them\.$/)
  })

  test('fields inside fields without end', async () => {
    const deep = `${'{"a":'.repeat(2000)}1${'}'.repeat(2000)}`
    expect(await refusal(`[${deep}]`)).toMatch(/\S/)
  })
})
