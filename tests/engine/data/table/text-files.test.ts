/** Several tables of text as one: columns by their names, cells as they are written, one way of reading. */
import { describe, expect, test } from 'vitest'
import type { Json } from '../../../../shared/json.ts'
import { optionsOf, rowsOf } from './helper.ts'
import { sourceFixture, typesOf } from './source.ts'

const t = sourceFixture('csv')
let count = 0
const write = (content: string) => t.write(content, `part${++count}.csv`)
function source(first: string, others: readonly string[], props: { readonly [field: string]: Json } = {}) {
  const path = write(first)
  return [path, { more_paths: others.map(write), ...props }] as const
}

describe('rows', () => {
  test('follow each other, column by column as their names say', async () => {
    const table = await t.open(...source('x,y\n1,a\n2,b\n', ['y,x\nc,3\n', 'x,y\n4,d\n']))
    expect(await rowsOf(table)).toEqual([
      ['1', 'a'],
      ['2', 'b'],
      ['3', 'c'],
      ['4', 'd'],
    ])
    expect(table.info).toMatchObject({ title: 'part1.csv', bytes: 12 + 8 + 8 })
    expect(optionsOf(table)).toMatchObject({ sep: ',', more_paths: ['part2.csv', 'part3.csv'] })
  })

  test('are judged together: a column of numbers with one text, codes, missing values', async () => {
    const table = await t.open(
      ...source('x,code,y\n1.50,007,NA\n2,008,1\n', ['x,code,y\n-,123,2\n"a\nb",456,"3"\n']),
    )
    expect(typesOf(table)).toMatchObject({ code: 'category', y: 'number' })
    expect(await table.texts(0, 0, 4)).toEqual(['1.50', '2', '-', 'a\nb'])
    expect(await table.texts(1, 0, 4)).toEqual(['007', '008', '123', '456'])
    expect(await table.texts(2, 0, 4)).toEqual([null, '1', '2', '3'])
  })

  test('decimal commas, packed files and options of the document hold for all', async () => {
    const table = await t.open(...source('x;y\n1,5;1\n2,5;2\n', ['x;y\n3;3\n']))
    expect([...(await table.numbers(0))]).toEqual([1.5, 2.5, 3])
    const set = await t.open(...source('# a\nx|y\n1|2\n', ['# b\nx|y\n3|4\n'], { sep: '|', skiprows: 1 }))
    expect(await rowsOf(set)).toEqual([
      ['1', '2'],
      ['3', '4'],
    ])
  })
})

describe('what is refused', () => {
  test('other columns, by name and file', async () => {
    const [path, props] = source('x,y\n1,a\n', ['x,z\n3,c\n'])
    expect(await t.refusal(path, props)).toEqual([
      'more_paths',
      `more_paths: the columns of …/${props.more_paths[0]} are not those of …/${path}: it lacks "y" and has "z" instead or besides. All files need the same names in their headers.`,
    ])
  })

  test('another way of reading', async () => {
    const [path, props] = source('x,y\n1,a\n2,b\n', ['x;y\n3;c\n4;d\n'])
    expect(await t.refusal(path, props)).toEqual([
      'sep',
      expect.stringMatching(/^sep: all files are read in the same way/),
    ])
  })

  test('a file that is missing', async () => {
    const path = write('x,y\n1,a\n')
    expect((await t.refusal(path, { more_paths: ['none.csv'] }))[0]).toBe('more_paths')
  })
})

test('a change of any file is noticed', async () => {
  const [path, props] = source('x,y\n1,a\n', ['x,y\n2,b\n'])
  expect((await t.open(path, props)).info.rows).toBe(2)
  t.write('x,y\n2,b\n3,c\n', props.more_paths[0]!)
  expect((await t.open(path, props)).info.rows).toBe(3)
})
