/** The table in the cache: what is written is read, in windows and as a whole, and damage is found. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { dataRoot } from '../../../../electron/engine/cache/contents.ts'
import { tableFixture } from './helper.ts'

const t = tableFixture()
const content =
  'a,b,c,d,e\n1.5,x,true,2024-01-01,one\n,NA,false,2024-02-29,two\nnan,z,,2024-13-01,three\n-3e2,x,true,,\n'

test('numbers, categories, booleans, dates', async () => {
  const table = await t.read(content)
  expect(table.info.rows).toBe(4)
  expect(table.info.columns.map(({ name, type, missing }) => [name, type, missing])).toEqual([
    ['a', 'number', 2],
    ['b', 'category', 1],
    ['c', 'boolean', 1],
    ['d', 'category', 1],
    ['e', 'category', 1],
  ])
  expect(table.info.columns[1]!.categories).toEqual(['x', 'z'])
  expect([...(await table.numbers(0))]).toEqual([1.5, Number.NaN, Number.NaN, -300])
  expect([...(await table.codes(1))]).toEqual([0, -1, 1, 0])
  expect([...(await table.numbers(2))]).toEqual([1, 0, Number.NaN, 1])
  expect(await table.texts(0, 1, 4)).toEqual([null, null, '-300'])
  expect(await table.texts(1, 0, 2)).toEqual(['x', null])
  expect(await table.texts(4, 2, 9)).toEqual(['three', null])
})

test('a type of the document, with its bad cells', async () => {
  const table = await t.read(content, { types: { d: 'date' } })
  expect([...(await table.numbers(3))]).toEqual([
    Date.UTC(2024, 0, 1),
    Date.UTC(2024, 1, 29),
    Number.NaN,
    Number.NaN,
  ])
  expect(table.info.columns[3]).toMatchObject({ foundType: 'category', missing: 1 })
  expect(table.info.columns[3]!.badCells.first).toMatchObject([{ row: 2, text: '2024-13-01' }])
  expect(await table.texts(3, 0, 4)).toEqual(['2024-01-01', '2024-02-29', '2024-13-01', null])
})

test('a name of a missing value is a class of the target', async () => {
  const table = await t.read('a,b\n1,NA\n2,x\n3,\n')
  expect(table.info.columns[1]).toMatchObject({ missing: 1, categories: ['NA', 'x'] })
  expect([...(await table.codes(1))]).toEqual([0, 1, -1])
})

test('a damaged file is read again', async () => {
  const path = t.write(content)
  await t.open(path)
  const root = dataRoot(t.cache)
  const damage = () => {
    for (const name of readdirSync(root)) {
      const cells = join(root, name, 'cells')
      const bytes = readFileSync(cells)
      bytes[1]! ^= 1
      writeFileSync(cells, bytes)
    }
  }
  damage()
  const table = await t.open(path)
  await expect(table.numbers(0)).rejects.toMatchObject({ problems: [{ code: 'data_damaged' }] })
})
