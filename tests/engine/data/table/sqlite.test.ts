/** SQLite, where Node has it; a Node without it says so. */
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { rowsOf } from './helper.ts'
import { problemsOf, sourceFixture, typesOf } from './source.ts'

const t = sourceFixture('sqlite')
const sqlite = process.getBuiltinModule('node:sqlite') as typeof import('node:sqlite') | undefined
let count = 0

/** The name of a new database. */
function written(statements: string): string {
  const name = `data${++count}.sqlite`
  const database = new sqlite!.DatabaseSync(join(t.folder, name))
  database.exec(statements)
  database.close()
  return name
}

if (!sqlite)
  test('this Node has no SQLite', async () => {
    expect(await t.refusal(t.write('', 'a.sqlite'))).toEqual([
      'source',
      expect.stringMatching(
        /is a SQLite database, which this Node \(v.*\) cannot read; .* Save the table as CSV/,
      ),
    ])
  })
else
  describe('tables', () => {
    test('types, missing values and names', async () => {
      const name = written(
        `CREATE TABLE "a b" (x, "y,z" TEXT, raw, id INTEGER);
         INSERT INTO "a b" VALUES (1, 'p"q', x'00', 9007199254740993), (2.5, NULL, NULL, 9007199254740992), (NULL, 'NA', NULL, 3)`,
      )
      const table = await t.open(name)
      expect(typesOf(table)).toEqual({ x: 'number', 'y,z': 'category', id: 'category' })
      expect(await rowsOf(table)).toEqual([
        ['1', 'p"q', '9007199254740993'],
        ['2.5', null, '9007199254740992'],
        [null, 'NA', '3'],
      ])
      expect(problemsOf(table)[0]).toMatch(/^Left out: "raw",/)
    })

    test('the table is chosen by name; views are not read', async () => {
      const name = written(
        `CREATE TABLE a (x, y); INSERT INTO a VALUES (1, 2); CREATE TABLE b (x);
         CREATE VIEW endless AS WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT n FROM r`,
      )
      expect(await t.refusal(name)).toEqual([
        'table',
        `table: …/${name} has several tables. Choose one of "a", "b".`,
      ])
      expect(await t.refusal(name, { table: 'endless' })).toEqual([
        'table',
        `table: …/${name} has no table "endless". Choose one of "a", "b".`,
      ])
      expect((await t.refusal(name, { table: 'b' }))[1]).toMatch(/the table "b" of .* has no rows\.$/)
      expect((await t.open(name, { table: 'a' })).info.rows).toBe(1)
    })

    test('another file, a cut one, and one with changes elsewhere are refused', async () => {
      expect((await t.refusal(t.write('a,b\n1,2\n'.repeat(200), 'text.db')))[1]).toMatch(
        /cannot be read as a SQLite database/,
      )
      const name = written('CREATE TABLE a (x, y); INSERT INTO a VALUES (1, 2)')
      t.write('x', `${name}-wal`)
      expect((await t.refusal(name))[1]).toMatch(/has changes that are still in .*-wal\. Close the program/)
    })
  })
