/** Parquet: types and values come out as they are in the file; what is no table is refused with the cure. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { writeParquet } from './duck.ts'
import { rowsOf } from './helper.ts'
import { problemsOf, sourceFixture, typesOf } from './source.ts'

const t = sourceFixture('parquet')
let count = 0
/** The name of a new file with these rows. */
async function written(query: string, options?: string): Promise<string> {
  const name = `table${++count}.parquet`
  await writeParquet(join(t.folder, name), query, options)
  return name
}
const openQuery = async (query: string) => t.open(await written(query))
const values = (list: string) => `SELECT * FROM (VALUES ${list})`

describe('types', () => {
  test('numbers, booleans and dates; a null is missing', async () => {
    const table = await openQuery(
      `SELECT * FROM (VALUES (1::TINYINT, 1.50::DECIMAL(10, 2), 0.1::FLOAT, 1e-300, true, DATE '2024-02-29', TIMESTAMP '2024-01-05 10:00:00'),
       (NULL, NULL, NULL, NULL, NULL, NULL, NULL)) AS t(i, d, f, e, b, day, "at")`,
    )
    expect(typesOf(table)).toEqual({
      i: 'number',
      d: 'number',
      f: 'number',
      e: 'number',
      b: 'boolean',
      day: 'date',
      at: 'date',
    })
    expect(await rowsOf(table)).toEqual([
      ['1', '1.5', String(Math.fround(0.1)), '1e-300', 'true', '2024-02-29', '2024-01-05 10:00:00'],
      [null, null, null, null, null, null, null],
    ])
    expect(table.info).toMatchObject({ title: 'table1.parquet', rows: 2, options: [], problems: [] })
    expect(table.info.bytes).toBe(readFileSync(join(t.folder, 'table1.parquet')).length)
    expect(await table.lineOf(1)).toBeNull()
  })

  test('NaN is missing, as in pandas; infinity is a bad cell', async () => {
    const table = await openQuery(`${values("('nan'::DOUBLE), ('inf'::DOUBLE), (1.5)")} AS t(x)`)
    expect(await rowsOf(table)).toEqual([[null], ['inf'], ['1.5']])
    expect(table.info.columns[0]).toMatchObject({ missing: 1, badCells: { count: 1 } })
  })

  test('whole numbers beyond 2^53 stay exact', async () => {
    const table = await openQuery(
      `SELECT 9007199254740993 + i AS id, i::BIGINT AS small FROM range(3) AS t(i)`,
    )
    expect(await rowsOf(table)).toEqual([
      ['9007199254740993', '0'],
      ['9007199254740994', '1'],
      ['9007199254740995', '2'],
    ])
    expect(typesOf(table)).toEqual({ id: 'category', small: 'number' })
    expect(problemsOf(table)).toEqual([expect.stringMatching(/^Column "id" has whole numbers such as /)])
  })

  test('texts stay texts: digits, codes and words for missing values', async () => {
    const table = await openQuery(
      `${values("('1', 'NA', '2024-01-05', ' x '), ('20', 'none', '2024-01-06', ''), ('1', '?', '2024-01-07', NULL)")} AS t(digits, word, day, blank)`,
    )
    expect(typesOf(table)).toEqual({ digits: 'category', word: 'category', day: 'date', blank: 'category' })
    expect(table.info.columns[0]!.foundType).toBe('category')
    expect(await table.texts(1, 0, 3)).toEqual(['NA', 'none', '?'])
    expect(table.info.columns[1]!.categories).toEqual(['?', 'NA', 'none'])
    expect(table.info.columns[3]!.missing).toBe(2)
  })

  test('the index of a pandas table is no column, as in pandas, and this is said', async () => {
    const metadata = (index: string) => `, KV_METADATA {pandas: '{"index_columns": ${index}}'}`
    const query = `SELECT i AS x, i % 2 AS y, 3 - i AS __index_level_0__ FROM range(4) AS t(i)`
    const table = await t.open(await written(query, metadata('["__index_level_0__"]')))
    expect(table.info.columns.map(({ name }) => name)).toEqual(['x', 'y'])
    expect(problemsOf(table)).toEqual([
      'Left out: "__index_level_0__", the index of a pandas table. To use it, save the table after reset_index().',
    ])
    for (const other of ['[{"kind": "range"}]', '{']) {
      const all = await t.open(await written(query, metadata(other)))
      expect(all.info.columns).toHaveLength(3)
      expect(problemsOf(all)).toEqual([])
    }
    const only = await written(`SELECT 1 AS a`, metadata('["a"]'))
    await expect(t.open(only)).rejects.toThrow(/no columns but the index of a pandas table \("a"\)/)
  })

  test('a type that the document sets holds', async () => {
    const name = await written(`SELECT i AS x, i % 2 AS y FROM range(4) AS t(i)`)
    expect(typesOf(await t.open(name, {}, { y: 'category' }))).toEqual({ x: 'number', y: 'category' })
  })

  test('times with a zone become UTC, and this is said; parts of a second stay', async () => {
    const table = await openQuery(
      `SELECT TIMESTAMPTZ '2024-01-05 10:00:00+09' AS z, TIMESTAMP '2024-01-05 10:00:00.25' AS f`,
    )
    expect(await rowsOf(table)).toEqual([['2024-01-05 01:00:00', '2024-01-05 10:00:00.250']])
    expect(problemsOf(table)).toEqual(['Times with a time zone are read as UTC: "z".'])
  })

  test('texts with separators, quotes and line breaks', async () => {
    const table = await openQuery(`${values(`('a,"b"', 1), (E'c\nd', 2)`)} AS t("a,b", y)`)
    expect(table.info.columns.map(({ name }) => name)).toEqual(['a,b', 'y'])
    expect(await table.texts(0, 0, 2)).toEqual(['a,"b"', 'c\nd'])
  })

  test('a single column with missing values keeps its rows', async () => {
    const table = await openQuery(`${values('(1), (NULL), (3)')} AS t(x)`)
    expect(await rowsOf(table)).toEqual([['1'], [null], ['3']])
  })
})

test('both ways into the cache give the same table, in the order of the file', async () => {
  const columns = `i AS id, CASE WHEN i % 7 = 0 THEN NULL ELSE i / 3 END AS x, (i / 7)::FLOAT AS f, (i % 90)::DECIMAL(9, 3) / 8 AS d,
    i % 2 = 0 AS b, DATE '2020-01-01' + (i % 999)::INTEGER AS day, TIMESTAMP '2020-01-01 10:00:00.125' + INTERVAL (i) SECOND AS moment,
    CASE i % 4 WHEN 0 THEN NULL WHEN 1 THEN 'NA' ELSE 'k' || i % 3 END AS kind, 'name ' || i AS name, lpad((i % 50)::VARCHAR, 3, '0') AS code`
  const rows = 'FROM range(70000) AS t(i)'
  const direct = await openQuery(`SELECT ${columns} ${rows}`)
  // Infinity is a bad cell, whose text is kept: the whole table goes the way over a text.
  const byText = await openQuery(`SELECT ${columns}, 'inf'::DOUBLE AS z ${rows}`)
  expect(byText.info.columns.slice(0, -1)).toEqual(direct.info.columns)
  const names = direct.info.columns.map(({ name }) => name)
  for (const [i, name] of names.entries()) {
    const cells = await direct.texts(i, 0, 70_000)
    if (name === 'id') expect(cells).toEqual(Array.from(cells, (_, row) => String(row)))
    expect(await byText.texts(i, 0, 70_000)).toEqual(cells)
  }
  for (const name of ['x', 'f', 'd', 'b', 'day', 'moment'])
    expect(await byText.numbers(names.indexOf(name))).toEqual(await direct.numbers(names.indexOf(name)))
})

describe('nested columns', () => {
  test('fields inside a column are columns by their path', async () => {
    const table = await openQuery(
      `SELECT {'b': i, 'c': {'d': 'x' || i}} AS a, i AS "a.b" FROM range(2) AS t(i)`,
    )
    expect(table.info.columns.map(({ name }) => name)).toEqual(['a.b', 'a.c.d', 'a.b.1'])
    expect(await rowsOf(table)).toEqual([
      ['0', 'x0', '0'],
      ['1', 'x1', '1'],
    ])
  })

  test('lists, maps and bytes are left out by name, with the cure', async () => {
    const table = await openQuery(
      `SELECT [1, 2] AS tags, MAP {'k': 1} AS m, 'ab'::BLOB AS raw, 1 AS x, 2 AS y`,
    )
    expect(typesOf(table)).toEqual({ x: 'number', y: 'number' })
    expect(problemsOf(table)).toEqual([
      'Left out: "tags", "m", "raw", as lists and bytes (INTEGER[]) are no numbers or texts. To use them, write their parts as columns of their own.',
    ])
    expect(await t.refusal(await written('SELECT [1] AS tags'))).toEqual([
      'path',
      expect.stringMatching(/^path: the columns of .*\.parquet \("tags"\) are lists or bytes\./),
    ])
  })
})

describe('what is refused', () => {
  test('a cut file, another file, an empty one, and one without rows', async () => {
    const bytes = readFileSync(join(t.folder, await written('SELECT i FROM range(1000) AS t(i)')))
    for (const content of [bytes.subarray(0, bytes.length / 2), 'a,b\n1,2\n', ''])
      expect(await t.refusal(t.write(content, `bad${++count}.parquet`))).toEqual([
        'path',
        `path: …/bad${count}.parquet is not a Parquet file, or its end is missing. Copy or download it again.`,
      ])
    expect(await t.refusal(await written('SELECT 1 AS x WHERE false'))).toEqual([
      'path',
      expect.stringMatching(/has no rows\.$/),
    ])
  })

  test('damaged bytes', async () => {
    const name = await written(`SELECT i, 'x' || i AS t FROM range(1000) AS t(i)`)
    const bytes = readFileSync(join(t.folder, name)).fill(0xff, 20, 300)
    writeFileSync(join(t.folder, 'damaged.parquet'), bytes)
    expect(await t.refusal('damaged.parquet')).toEqual([
      'path',
      expect.stringMatching(
        /^path: …\/damaged\.parquet cannot be read as Parquet \(.+\)\. Copy, download or save it again\.$/,
      ),
    ])
  })

  test('an encrypted file', async () => {
    const name = await written('SELECT 1 AS x', `, ENCRYPTION_CONFIG {footer_key: 'key'}`)
    expect((await t.refusal(name))[1]).toMatch(/is encrypted\. Save it without encryption\.$/)
  })

  test('a name with signs of patterns is one file', async () => {
    await writeParquet(join(t.folder, 'a[1]*.parquet'), 'SELECT 1 AS x, 2 AS y')
    await writeParquet(join(t.folder, 'a1.parquet'), 'SELECT 5 AS x, 6 AS y')
    expect(await rowsOf(await t.open('a[1]*.parquet'))).toEqual([['1', '2']])
  })
})
