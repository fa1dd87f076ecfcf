/** CSV tables: accepted formats, roles of the columns, and the problems of tables that cannot be used. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { rowProblem } from '../../../electron/engine/data/csv/read-pass.ts'
import { byCodePoint } from '../../../shared/data/code-points.ts'
import type { Json } from '../../../shared/json.ts'
import { dataFixture, floatsOf, intsOf } from './helper.ts'

const b = dataFixture()
let tableCount = 0
/** A data source with this content. */
const table = (content: string | Uint8Array, props: { [field: string]: Json } = {}) => ({
  type: 'csv',
  path: b.write(`table${++tableCount}.csv`, content),
  standardize: false,
  ...props,
})
const read = async (...args: Parameters<typeof table>) => {
  const data = await b.prepare(table(...args))
  const {
    targets: [{ name, kind, classes }],
    notes,
  } = data.info
  const target = { name, kind, classes }
  const values = kind === 'classes' ? intsOf(data.files.targets) : floatsOf(data.files.targets)
  return {
    names: data.info.columns.map((c) => c.name),
    features: floatsOf(data.files.features),
    target,
    values,
    notes: notes.map((note) => note.en),
  }
}
const problem = (...args: Parameters<typeof table>) => b.problem(table(...args))

describe('accepted formats', () => {
  const expected = {
    names: ['x', 'y'],
    features: [1, 2.5, -3, 4000],
    target: { name: 'kind', kind: 'classes', classes: ['a', 'b'] },
    values: [1, 0],
    notes: [],
  }
  test.each([
    ['plain', 'x,y,kind\n1,2.5,b\n-3,4e3,a\n'],
    ['without the last line break', 'x,y,kind\n1,2.5,b\n-3,4e3,a'],
    ['byte order mark and CRLF', '\ufeffx,y,kind\r\n1,2.5,b\r\n-3,4e3,a\r\n'],
    ['semicolons', 'x;y;kind\n1;2.5;b\n-3;4e3;a\n'],
    ['tabs', 'x\ty\tkind\n1\t2.5\tb\n-3\t4e3\ta\n'],
    ['quotes', '"x","y","kind"\n"1","2.5","b"\n"-3","4e3","a"\n'],
    ['blanks and empty lines', 'x,y,kind\n 1, 2.5 ,b\n\n-3,4e3,a\n\n'],
  ])('%s', async (_, content) => {
    expect(await read(content)).toEqual(expected)
  })

  test('decimal commas between semicolons', async () => {
    const { features } = await read('x;y;kind\n1;2,5;b\n-3;4000,0;a\n')
    expect(features).toEqual([1, 2.5, -3, 4000])
  })

  test('separators, quotes and line breaks inside quotes', async () => {
    const { names, target, values } = await read('"x, in cm","the ""kind"""\n1,"a, b"\n2,"c\nd"\n3,"a, b"\n')
    expect(names).toEqual(['x, in cm'])
    expect(target).toEqual({ name: 'the "kind"', kind: 'classes', classes: ['a, b', 'c\nd'] })
    expect(values).toEqual([0, 1, 0])
  })

  test('without a header', async () => {
    const { names, target } = await read('1,2.5,b\n-3,4e3,a\n')
    expect(names).toEqual(['column0', 'column1'])
    expect(target.name).toBe('column2')
  })

  test('numbers as column names are a header when the document says so', async () => {
    const { names, features } = await read('2019,2020,2021\n1,2,3\n4,5,6\n', { target: '2021', header: 1 })
    expect(names).toEqual(['2019', '2020'])
    expect(features).toEqual([1, 2, 4, 5])
  })

  test('lines above the table', async () => {
    const { names } = await read('Measured in May\n\nx,y\n1,2\n3,4\n5,6\n')
    expect(names).toEqual(['x'])
  })

  test('names of files and columns are never interpreted as SQL or glob patterns', async () => {
    const maliciousName = `'); DROP TABLE x; --"`
    const header = `"${maliciousName.replaceAll('"', '""')}","$1",kind`
    for (const name of [`a[1]*?.csv`, `it's "here".csv`]) {
      b.write('a1.csv', 'x,y,kind\n9,9,9\n')
      const path = b.write(name, `${header}\n1,2,a\n3,4,b\n`)
      const data = await b.prepare({
        type: 'csv',
        path,
        target: 'kind',
        features: [maliciousName, '$1'],
        standardize: false,
      })
      expect(data.info.columns.map((c) => c.name)).toEqual([maliciousName, '$1'])
      expect(floatsOf(data.files.features)).toEqual([1, 2, 3, 4])
    }
  })

  test('more rows than one chunk of DuckDB keep their order', async () => {
    const rows = Array.from({ length: 30_000 }, (_, i) => `${i},${i % 3 === 0 ? 'c' : 'd'}`)
    const { features, values } = await read(`x,y\n${rows.join('\n')}\n`)
    expect(features).toEqual(rows.map((_, i) => i))
    expect(values).toEqual(rows.map((_, i) => (i % 3 === 0 ? 0 : 1)))
  })

  test('thousands of columns', async () => {
    const line = (value: (i: number) => string) => Array.from({ length: 3001 }, (_, i) => value(i)).join(',')
    const { features } = await read(`${line((i) => `c${i}`)}\n${line(String)}\n${line(String)}\n`)
    expect(features.length).toBe(6000)
    expect(features[2999]).toBe(2999)
  })
})

describe('columns', () => {
  const content = 'a,b,c,d\n1,2,3,x\n4,5,6,y\n'
  test('features in the order the document names them, target anywhere', async () => {
    const { names, features, target, values } = await read(content, {
      target: 'b',
      features: ['c', 'a'],
      task: 'number',
    })
    expect([names, features, target, values]).toEqual([
      ['c', 'a'],
      [3, 1, 6, 4],
      { name: 'b', kind: 'number', classes: [] },
      [2, 5],
    ])
  })

  test('unused columns may hold any values', async () => {
    expect((await read('a,b,c\n1,oops,x\n2,,y\n', { features: ['a'] })).features).toEqual([1, 2])
  })

  test('a missing column, the target as a feature, a feature twice, none at all', async () => {
    expect(await problem(content, { target: 'price' })).toEqual([
      'target',
      'target: the table has no column "price". Its columns are "a", "b", "c", "d".',
    ])
    expect(await problem(content, { features: ['a', 'z'] })).toEqual([
      'features',
      'features: the table has no column "z". Its columns are "a", "b", "c", "d".',
    ])
    expect(await problem(content, { features: ['a', 'd'] })).toEqual([
      'features',
      'features: "d" is already in target and cannot be in both. Remove it from one of the two.',
    ])
    expect(await problem(content, { features: ['a', 'b', 'a'] })).toEqual([
      'features',
      'features: "a" is listed twice.',
    ])
    expect(await problem('only\n1\n2\n')).toEqual([
      'features',
      'features: the table has no column besides "only".',
    ])
  })

  test('several targets, each a class or a number, and the weights of the rows', async () => {
    const source = table('a,b,w,d\n1,2.5,0,x\n4,5.5,2,y\n7,9,1.5,x\n', {
      target: ['d', 'b'],
      sample_weight: 'w',
    })
    const data = await b.prepare(source)
    expect(data.info).toMatchObject({
      shape: [1],
      columns: [{ name: 'a' }],
      targets: [
        { name: 'd', kind: 'classes', classes: ['x', 'y'] },
        { name: 'b', kind: 'number', classes: [] },
      ],
      weights: 'w',
    })
    expect(intsOf(data.files.targets).slice(0, 3)).toEqual([0, 1, 0])
    expect(floatsOf(data.files.targets).slice(3)).toEqual([2.5, 5.5, 9, 0, 2, 1.5])
    expect(floatsOf(data.files.features)).toEqual([1, 4, 7])
  })

  test('targets and weights that cannot be used', async () => {
    expect(await problem(content, { target: ['d', 'd'] })).toEqual(['target', 'target: "d" is listed twice.'])
    expect(await problem(content, { target: ['d', 'e'] })).toEqual([
      'target',
      'target: the table has no column "e". Its columns are "a", "b", "c", "d".',
    ])
    expect(await problem(content, { sample_weight: 'd' })).toEqual([
      'sample_weight',
      'sample_weight: "d" is already in target and cannot be in both. Remove it from one of the two.',
    ])
    expect(await problem('a,w,d\n1,1,x\n2,-0.5,y\n', { sample_weight: 'w' })).toEqual([
      'sample_weight',
      'sample_weight: weights in column "w" must be 0 or more, but line 3 has -0.5. Correct it or choose another column.',
    ])
    expect(await problem('a,w,d\n1,much,x\n2,1,y\n', { sample_weight: 'w' })).toEqual([
      'sample_weight',
      'sample_weight: column "w" must contain numbers, but line 2 has "much". Correct it or choose another column.',
    ])
  })
})

describe('the target', () => {
  const column = (values: readonly string[]) => `x,y\n${values.map((v, i) => `${i},${v}`).join('\n')}\n`
  const targetOf = async (values: readonly string[], task?: string) => {
    const { target, values: readValues } = await read(column(values), task ? { task } : {})
    return [target.kind, target.classes, readValues]
  }
  test('text is a class', async () => {
    expect(await targetOf(['b', 'a', 'b'])).toEqual(['classes', ['a', 'b'], [1, 0, 1]])
  })
  test('few whole numbers are classes, sorted as numbers', async () => {
    expect(await targetOf(['10', '9', '10', '9.0'])).toEqual(['classes', ['9', '10'], [1, 0, 1, 0]])
  })
  test('other numbers are numbers', async () => {
    expect(await targetOf(['1', '2', '3', '4'])).toEqual(['number', [], [1, 2, 3, 4]])
    expect(await targetOf(['0.5', '1', '0.5', '1'])).toEqual(['number', [], [0.5, 1, 0.5, 1]])
  })
  test('the task of the document decides', async () => {
    expect(await targetOf(['1', '2', '3'], 'classes')).toEqual(['classes', ['1', '2', '3'], [0, 1, 2]])
    expect(await targetOf(['1', '1', '2', '2'], 'number')).toEqual(['number', [], [1, 1, 2, 2]])
    expect(await problem(column(['a', 'b']), { task: 'number' })).toEqual([
      'task',
      'task: the target "y" contains text or numbers beyond 32 bits, so it cannot be learned as a number. Choose “classes”.',
    ])
  })
  test('a single class is noted', async () => {
    expect((await read(column(['a', 'a']))).notes).toEqual([
      'All rows have the same class, "a": there is nothing to learn.',
    ])
  })
  test('too many classes', async () => {
    expect(await problem(column(Array.from({ length: 10_001 }, (_, i) => `n${i}`)))).toEqual([
      'task',
      '"y" has 10,001 or more different values; at most 10,000 classes are possible. Is the target a number?',
    ])
  })
  test('"none" is a class like any other; an empty cell is missing', async () => {
    expect(await targetOf(['none', 'some'])).toEqual(['classes', ['none', 'some'], [0, 1]])
    expect((await read('x,y\n1,a\n2,\n3,b\n')).notes).toEqual([
      '1 row has no value in the target ("y") and is left out.',
    ])
  })
  test('texts are sorted as Python sorts them', () => {
    expect(['\u{1f600}', '\uffee', 'b', 'B', 'ab', 'a'].sort(byCodePoint)).toEqual([
      'B',
      'a',
      'ab',
      'b',
      '\uffee',
      '\u{1f600}',
    ])
  })
})

describe('values that cannot be used', () => {
  test('text in a number column, with the line and the value', async () => {
    expect(await problem('x,y,k\n1,2,a\n3,"4\n",b\n\n5,tall,a\n6,small,b\n')).toEqual([
      'features',
      'features: column "y" is a category ("tall" on line 6) and no step makes numbers of it. Use the suggestions under Data, add a step, or leave the column out.',
    ])
  })
  test('text late in the file, after the sniffed rows', async () => {
    const rows = Array.from({ length: 25_000 }, (_, i) => (i === 24_321 ? 'oops,a' : `${i},a`))
    expect((await problem(`x,y\n${rows.join('\n')}\n`))[1]).toBe(
      'features: column "x" must contain numbers, but 1 cell does not, the first on line 24,323: "oops". Correct the file, list the text under na_values, or leave the column out.',
    )
  })
  test('missing values, counted', async () => {
    expect(await problem('x,y,k\n1,2,a\n,3,b\nNA,4,a\n2,5,b\n?,6,a\n')).toEqual([
      'features',
      'Column "x" has 3 missing values, the first on line 3. Add the step fill or drop_missing, or leave the column out.',
    ])
  })
  test('several columns at once', async () => {
    const all = await b.problems(table('x,y,k\n1,,a\nlow,tall,b\n'))
    expect(all.map((p) => [p.code, p.field])).toEqual([
      ['csv_text', 'features'],
      ['csv_text', 'features'],
    ])
  })
  test('values that are no numbers', async () => {
    for (const value of ['inf', '0x10', '12:30', 'tall'])
      expect((await problem(`x,k\n1,a\n"${value}",b\n`))[1]).toContain(`"${value}" on line 3`)
  })
  test('a number beyond 32 bits', async () => {
    expect((await problem('x,k\n1,a\n1e39,b\n'))[1]).toBe(
      'Column "x" has 1e+39 on line 3, which is beyond 32-bit numbers. Add the step clip or log1p, correct the value, or leave the column out.',
    )
  })
})

describe('files that are not tables', () => {
  test('no rows', async () => {
    const noRows = ['path', expect.stringMatching(/^path: …\/table\d+\.csv has no rows\.$/)]
    expect(await problem('x,y\n')).toEqual(noRows)
    expect(await problem('', { target: 'y' })).toEqual(noRows)
    expect(await problem(' \r\n\n')).toEqual(noRows)
  })
  test('a folder, a device, a missing file, no file, an unsaved document', async () => {
    expect(await b.problem({ type: 'csv', path: '.' })).toEqual([
      'path',
      'path: "." is a folder, not a file.',
    ])
    expect((await b.problem({ type: 'csv', path: '/dev/zero' }))[1]).toBe(
      'path: "/dev/zero" is a device or a pipe, not a file.',
    )
    expect((await b.problem({ type: 'csv', path: 'no.csv' }))[1]).toBe(
      'path: the file "no.csv" was not found (searched at …/no.csv).',
    )
    expect((await b.problem({ type: 'csv', path: 'a\0b.csv' }))[0]).toBe('path')
    expect((await b.problem({ type: 'csv' }))[1]).toBe('path: no file is chosen. Choose one under Data.')
  })
})

describe('standardization', () => {
  test('mean and standard deviation of the training rows only', async () => {
    const content = `x,const,y\n${Array.from({ length: 40 }, (_, i) => `${i * i},0.1,${i % 2 ? 'a' : 'b'}`).join('\n')}\n`
    const data = await b.prepare(table(content, { standardize: true }), { validation: 10, test: 10 })
    const train = intsOf(data.files.order).slice(0, 20)
    const xs = train.map((row) => row * row)
    const mean = xs.reduce((p, q) => p + q, 0) / 20
    const sd = Math.sqrt(xs.reduce((p, q) => p + (q - mean) ** 2, 0) / 20)
    const features = floatsOf(data.files.features)
    for (let row = 0; row < 40; row++) {
      expect(features[2 * row]).toBeCloseTo((row * row - mean) / sd, 6)
      expect(features[2 * row + 1]).toBe(0)
    }
  })
  test('values too close together for 32 bits are noted', async () => {
    const { notes } = await read('time,y\n1700000000,a\n1700000128,b\n1700000256,a\n')
    expect(notes[0]).toBe(
      'The values of column "time" are so close together for their size that 32-bit numbers can hardly distinguish them. Subtract a constant first.',
    )
  })
})

test('the iris example: 150 flowers, 50 of each species', async () => {
  const path = join(import.meta.dirname, '../../../assets/examples/iris.csv')
  const data = await b.prepare({ type: 'csv', path }, { validation: 0.2, test: 0.2 })
  expect(data.info.columns.map((c) => c.name)).toEqual([
    'sepal_length',
    'sepal_width',
    'petal_length',
    'petal_width',
  ])
  expect(data.info.targets[0]).toMatchObject({
    name: 'species',
    kind: 'classes',
    classes: ['setosa', 'versicolor', 'virginica'],
  })
  expect(data.info.rows).toEqual({ train: 90, validation: 30, test: 30 })
  const classes = intsOf(data.files.targets)
  expect([0, 1, 2].map((c) => classes.filter((x) => x === c).length)).toEqual([50, 50, 50])
  const order = intsOf(data.files.order)
  expect([0, 1, 2].map((c) => order.slice(90, 120).filter((row) => classes[row] === c).length)).toEqual([
    10, 10, 10,
  ])
  // Column means of the data set (Fisher 1936).
  const lines = readFileSync(path, 'utf8').trim().split('\n').slice(1)
  const mean = (c: number) => lines.reduce((sum, line) => sum + Number(line.split(',')[c]), 0) / 150
  expect([0, 1, 2, 3].map((c) => mean(c).toFixed(4))).toEqual(['5.8433', '3.0573', '3.7580', '1.1993'])
})

test('a disk error is not reported as an error of the table', () => {
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), {
    code: 'ENOSPC',
    syscall: 'write',
  })
  expect(rowProblem(full, 'a.csv')).toBe(full)
})
