/** Marks of rows: rows are left out and labels corrected after the split, so that no other row moves; rows that have changed are refused. */
import { expect, test } from 'vitest'
import { type PreparedData, prepareData } from '../../../electron/engine/data/index.ts'
import { rowFingerprints } from '../../../electron/engine/data/marks/row-fingerprints.ts'
import type { DataReference } from '../../../shared/data/data-reference.ts'
import type { RightLabel, RowMark } from '../../../shared/data/marks.ts'
import { type ProblemData, ProblemError } from '../../../shared/problem.ts'
import { dataFixture, floatsOf, idxBytes, intsOf, reference } from './helper.ts'

const b = dataFixture()
const SPLIT = { validation: 6, test: 6 } as const

const rowsOf = (kinds: readonly string[]) =>
  `size,price,kind\n${kinds.map((kind, i) => `${(i * 7) % 13},${i}.5,${kind}`).join('\n')}\n`
const KINDS = Array.from({ length: 40 }, (_, i) => (i % 10 === 9 ? '' : ['cat', 'dog', 'bird'][i % 3]!))
b.write('pets.csv', rowsOf(KINDS))
const pets = reference({ type: 'csv', path: 'pets.csv', target: 'kind' }, SPLIT)

b.write(
  'x',
  idxBytes(
    8,
    [30, 2],
    Array.from({ length: 60 }, (_, i) => i),
  ),
)
b.write(
  'y',
  idxBytes(
    8,
    [30],
    Array.from({ length: 30 }, (_, i) => 3 + (i % 3)),
  ),
)
const pictures = reference({ type: 'idx', images: 'x', labels: 'y' }, SPLIT)

const place = { folder: b.folder, cache: b.cache }
type Mark = { readonly excluded: true } | { readonly target: string; readonly label: RightLabel }

/** The data with marks on rows as they are. */
async function marked(data: DataReference, marks: { readonly [row: number]: Mark }): Promise<DataReference> {
  const rows = Object.keys(marks).map(Number)
  const fingerprints = await rowFingerprints(data, rows, place)
  return {
    ...data,
    marks: rows.map((row, i) => ({ row, fingerprint: fingerprints[i]!, ...marks[row]! }) as RowMark),
  }
}

/** The rows of the source in each part, in order. */
function partsOf({ info, files, keptRows }: PreparedData): number[][] {
  const kept = keptRows === null ? null : intsOf(keptRows)
  const order = intsOf(files.order).map((row) => (kept ? kept[row]! : row))
  const { train, validation } = info.rows
  return [order.slice(0, train), order.slice(train, train + validation), order.slice(train + validation)]
}

async function refusal(data: DataReference): Promise<readonly ProblemData[]> {
  try {
    await prepareData(data, place)
  } catch (error) {
    if (error instanceof ProblemError) return error.problems
    throw error
  }
  throw new Error('no problem was reported')
}

test.each([
  ['table', pets, 'kind', 'dog'],
  ['pictures', pictures, 'label', '4'],
] as const)(
  '%s: a mark moves no other row, and stratifying uses the labels of the file',
  async (_, data, target, label) => {
    const before = await prepareData(data, place)
    const [train, validation, held] = partsOf(before)
    const [first, second] = [train![0]!, train![1]!]
    const changed = await marked(data, {
      [first]: { excluded: true },
      [second]: { target, label },
      [validation![0]!]: { target, label },
      [held![0]!]: { excluded: true },
    })
    const after = await prepareData(changed, place)
    expect(partsOf(after)).toEqual([train!.slice(1), validation, held!.slice(1)])
    const { info } = after
    const code = info.targets[0].classes.indexOf(label)
    const kept = after.keptRows === null ? null : intsOf(after.keptRows)
    const position = (row: number) => (kept ? kept.indexOf(row) : row)
    const [was, is] = [intsOf(before.files.targets), intsOf(after.files.targets)]
    const expected = was.map((value, i) =>
      i === position(second) || i === position(validation![0]!) ? code : value,
    )
    expect(is).toEqual(expected)
    expect(info.notes.map(({ en }) => en)).toContain(
      '2 rows are left out by marks, 2 rows have their label corrected by a mark.',
    )
    const sum = (counts: readonly number[] = []) => counts.reduce((a, c) => a + c, 0)
    expect(sum(info.targets[0].counts?.train)).toBe(train!.length - 1)
    expect(info.drawn).toEqual({ rows: before.info.rows, counts: [before.info.targets[0].counts] })
    expect(info.fingerprint).not.toBe(before.info.fingerprint)
  },
)

test('steps are fitted without the rows that are left out', async () => {
  const data = reference({ type: 'csv', path: 'pets.csv', target: 'kind', features: ['size'] }, SPLIT)
  const [train] = partsOf(await prepareData(data, place))
  const rows = train!.slice(0, 5)
  const after = await prepareData(
    await marked(data, Object.fromEntries(rows.map((row) => [row, { excluded: true }]))),
    place,
  )
  const values = floatsOf(after.files.features)
  const kept = intsOf(after.keptRows!)
  const own = train!.slice(5).map((row) => values[kept.indexOf(row)]!)
  expect(own.reduce((a, x) => a + x, 0) / own.length).toBeCloseTo(0, 5)
})

test('a right label of a number is a number', async () => {
  const data = reference({ type: 'csv', path: 'pets.csv', target: 'price', features: ['size'] }, SPLIT)
  const after = await prepareData(await marked(data, { 3: { target: 'price', label: '77.25' } }), place)
  expect(floatsOf(after.files.targets)[3]).toBe(77.25)
  const [wrong] = await refusal(await marked(data, { 3: { target: 'price', label: 'many' } }))
  expect(wrong!.message.en).toBe(
    'marks: the right label of row 4 is "many", but "price" is a number. Enter a number, or remove the mark.',
  )
})

const steps = (name: string, ...all: object[]) => [
  { name, type: 'auto' as const, steps: all as never, categories: null },
]
const films = Array.from({ length: 40 }, (_, i) => ({
  size: (i * 7) % 13,
  tags: ['war;fun', 'war', '', 'fun;sad'][i % 4]!,
  war: i % 2,
  fun: i % 3 === 0 ? 1 : 0,
  day: `2024-01-${String(1 + (i % 28)).padStart(2, '0')}`,
}))
b.write(
  'films.csv',
  `${Object.keys(films[0]!).join()}\n${films.map((film) => Object.values(film).join()).join('\n')}\n`,
)
const filmsOf = (source: object): DataReference => ({
  ...reference({ type: 'csv', path: 'films.csv', features: ['size'], ...source }, SPLIT),
  columns: [...steps('tags', { type: 'multi_label', sep: ';' }), ...steps('day', { type: 'days_since' })],
})
/** The names of the labels that a row has. */
const labelsIn = ({ info, files }: PreparedData, row: number): string[] => {
  const { classes } = info.targets[0]
  const values = floatsOf(files.targets)
  return classes.filter((_, i) => values[row * classes.length + i] === 1)
}

test.each([
  ['cells that list labels', { target: 'tags' }, 'tags', ['fun', 'sad', 'war'], 'sad'],
  ['columns of 0 and 1', { target: null, labels: ['war', 'fun'] }, 'labels', ['war', 'fun'], 'fun'],
] as const)('%s: a mark gives a row all of its labels', async (_, source, target, names, one) => {
  const data = filmsOf(source)
  const before = await prepareData(data, place)
  const after = await prepareData(
    await marked(data, {
      4: { target, label: [one] },
      6: { target, label: [] },
      8: { target, label: names },
    }),
    place,
  )
  expect(after.info.targets[0].classes).toEqual(names)
  expect([4, 6, 8].map((row) => labelsIn(after, row))).toEqual([[one], [], names])
  for (const row of films.keys())
    if (![4, 6, 8].includes(row)) expect(labelsIn(after, row)).toEqual(labelsIn(before, row))
  expect(after.info.marked).toEqual({ excluded: 0, relabelled: 3 })
  expect(partsOf(after)).toEqual(partsOf(before))
  const messageOf = async (label: RightLabel) =>
    (await refusal(await marked(data, { 4: { target, label } })))[0]!.message.en
  expect(await messageOf('war')).toBe(
    `marks: the right label of row 5 is "war", but "${target}" has several labels in a row. Write them as a list, or remove the mark.`,
  )
  expect(await messageOf(['war', 'cow'])).toContain(
    `is ["war", "cow"], but not all of these are labels of "${target}". Its labels are `,
  )
})

test('the labels of cells are those of the corrected training rows', async () => {
  const data = filmsOf({ target: 'tags' })
  const [train] = partsOf(await prepareData(data, place))
  const sad = train!.filter((row) => films[row]!.tags.includes('sad'))
  const { info } = await prepareData(
    await marked(data, Object.fromEntries(sad.map((row) => [row, { target: 'tags', label: ['fun'] }]))),
    place,
  )
  expect(info.targets[0].classes).toEqual(['fun', 'war'])
})

test('a right date goes through the steps of its target', async () => {
  const data = filmsOf({ target: 'day' })
  const after = await prepareData(
    await marked(data, {
      3: { target: 'day', label: '2024-03-01' },
      5: { target: 'day', label: '2023-12-31 12:00' },
    }),
    place,
  )
  const values = floatsOf(after.files.targets)
  // Row 2 is of January 3.
  expect([values[3]! - values[2]!, values[5]! - values[2]!]).toEqual([58, -2.5])
  for (const label of ['2024-02-30', '1.3.2024', ['2024-03-01']]) {
    const [wrong] = await refusal(await marked(data, { 3: { target: 'day', label } }))
    expect(wrong!.message.en).toContain(
      ', but "day" holds dates. Enter one as 2024-12-31 or 2024-12-31 14:30, or remove the mark.',
    )
  }
})

test('rows that are not those that were marked are named', async () => {
  const marks = {
    3: { excluded: true },
    5: { target: 'kind', label: 'dog' },
    39: { excluded: true },
  } as const
  const before = await marked(pets, marks)
  b.write(
    'other.csv',
    rowsOf(
      KINDS.slice(0, 39)
        .map((kind, i) => (i === 5 ? 'cat,' : kind))
        .map((kind) => kind.replace(',', '')),
    ),
  )
  const other = { ...before, source: { ...before.source, path: 'other.csv' } }
  const [problem] = await refusal({
    ...other,
    marks: before.marks!.map((m) => (m.row === 3 ? { ...m, fingerprint: '0'.repeat(16) } : m)),
  })
  expect(problem).toMatchObject({ code: 'data_marks', field: 'marks', rows: [3, 5, 39] })
  expect(problem!.message.en).toBe(
    'marks: rows 4, 6, 40 are not what was marked: the file, or how it is read, has changed since. Restore it, or remove these marks and mark the rows again.',
  )
})

test('a right label has to be a class, and needs a row with a target', async () => {
  const [unknown] = await refusal(await marked(pets, { 5: { target: 'kind', label: 'cow' } }))
  expect(unknown!.message.en).toBe(
    'marks: the right label of row 6 is "cow", which is no class of "kind". Its classes are "bird", "cat", "dog". Choose one of them, or remove the mark.',
  )
  const [empty] = await refusal(await marked(pets, { 9: { target: 'kind', label: 'dog' } }))
  expect(empty).toMatchObject({ code: 'data_marks', rows: [9] })
  // Leaving out a row that is left out anyway changes nothing.
  const { info } = await prepareData(await marked(pets, { 9: { excluded: true } }), place)
  expect(info.fingerprint).toBe((await prepareData(pets, place)).info.fingerprint)
})

test('a right label of a column that is no target is said to have no effect', async () => {
  const data = await marked(pets, { 5: { target: 'size', label: '3' } })
  expect((await prepareData(data, place)).info.notes.map(({ en }) => en)).toContain(
    'The right labels of row 6 are for columns that are no target, and have no effect. The targets are "kind".',
  )
})

const step = (type: string, props: object = {}) => ({ type, ...props })
test.each([
  ['a cell that is no number', 'size', 'about 3', {}, null],
  ['a step of a feature', 'size', '-5', {}, [step('log1p')]],
  ['an unseen category', 'kind', 'cow', {}, [step('one_hot', { unseen: 'refuse' })]],
  ['a step of the target', 'price', '-5', {}, [step('log1p')]],
  [
    'an unseen label',
    'tags',
    'a;z',
    { target: 'tags' },
    [step('multi_label', { sep: ';', unseen: 'refuse' })],
  ],
  ['a missing weight', 'weight', '', { sample_weight: 'weight' }, null],
  ['a negative weight', 'weight', '-1', { sample_weight: 'weight' }, null],
  ['a label that is neither 0 nor 1', 'war', '2', { target: null, labels: ['war', 'fun'] }, null],
] as const)('an excluded row may be broken: %s', async (_, name, cell, source, steps) => {
  const rows = Array.from({ length: 40 }, (_, i) => ({
    size: String((i * 7) % 13),
    price: `${i}.5`,
    weight: String(1 + (i % 3)),
    kind: ['cat', 'dog'][i % 2]!,
    tags: ['a;b', 'a', 'b;c'][i % 3]!,
    war: String(i % 2),
    fun: String(i % 3 === 0 ? 1 : 0),
  }))
  const write = (path: string, all: readonly object[]) =>
    b.write(path, [Object.keys(rows[0]!), ...all.map(Object.values)].map((row) => row.join()).join('\n'))
  const dataOf = (path: string): DataReference => ({
    ...reference(
      { type: 'csv', path, target: 'price', features: [name === 'kind' ? 'kind' : 'size'], ...source },
      { ...SPLIT, stratify: false },
    ),
    columns: [{ name, type: 'auto', steps: steps as never, categories: null }],
  })
  const clean = dataOf(write('clean.csv', rows))
  const [, [row] = []] = partsOf(await prepareData(clean, place))
  const broken = dataOf(
    write(
      'broken.csv',
      rows.map((cells, i) => (i === row ? { ...cells, [name]: cell } : cells)),
    ),
  )
  expect(await refusal(broken)).toHaveLength(1)
  const prepare = async (data: DataReference) =>
    prepareData(await marked(data, { [row!]: { excluded: true } }), place)
  const [before, after] = [await prepare(clean), await prepare(broken)]
  expect(partsOf(after)).toEqual(partsOf(before))
  const { kind: target, classes } = after.info.targets[0]
  /** Of the other rows: features, targets, weights. */
  const others = ({ files }: PreparedData) => {
    const [features, targets] = [floatsOf(files.features), floatsOf(files.targets)]
    const labels = target === 'labels' ? classes.length : 1
    const split = rows.length * labels
    const without = (values: readonly number[], width: number) =>
      values.filter((_, i) => Math.floor(i / width) !== row)
    return [
      without([...features], features.length / rows.length),
      without([...targets.slice(0, split)], labels),
      without([...targets.slice(split)], 1),
    ]
  }
  expect(others(after)).toEqual(others(before))
})

test('cells that are no numbers are counted without those of excluded rows', async () => {
  const cells = Array.from({ length: 100 }, (_, i) => ([20, 30, 40].includes(i) ? `row ${i}` : `${i}`))
  b.write('words.csv', `size,kind\n${cells.map((cell, i) => `${cell},${'ab'[i % 2]}`).join('\n')}\n`)
  const data = reference({ type: 'csv', path: 'words.csv', target: 'kind' }, SPLIT)
  const excluding = (...rows: number[]) =>
    marked(data, Object.fromEntries(rows.map((row) => [row, { excluded: true }])))
  expect((await refusal(await excluding(20)))[0]!.message.en).toContain(
    'but 2 cells do not, the first on line 32: "row 30"',
  )
  const all = await excluding(20, 30, 40)
  expect((await prepareData(all, place)).info.marked).toEqual({ excluded: 3, relabelled: 0 })
  // As a target it is a value that the row lacks.
  const oneHot = [
    { name: 'kind', type: 'auto' as const, steps: [step('one_hot')] as never, categories: null },
  ]
  const { info } = await prepareData(
    { ...all, source: { ...data.source, target: 'size' }, columns: oneHot },
    place,
  )
  expect(info.notes.map(({ en }) => en)).toContain(
    '3 rows have no value in the target ("size") and are left out.',
  )
})

test.each([
  ['group_shuffle_split', 'team', true],
  ['time', 'day', true],
  // It just is in no part.
  ['column', 'part', false],
] as const)(
  'an excluded row without a value in the column of the split, by %s',
  async (method, column, isSaid) => {
    const parts = ['train', 'train', 'val', 'test']
    const rows = Array.from({ length: 40 }, (_, i) =>
      i === 11 ? `${i},,,,a` : `${i},t${i % 8},${2000 + i},${parts[i % 4]},${'ab'[i % 2]}`,
    )
    b.write('parted.csv', `size,team,day,part,kind\n${rows.join('\n')}\n`)
    const source = { type: 'csv', path: 'parted.csv', target: 'kind', features: ['size'] }
    const data = reference(source, { method, column, validation: 0.1, test: 0.2 })
    expect((await refusal(data))[0]!.message.en).toContain(`"${column}" has no value on line 13`)
    const prepared = await prepareData(await marked(data, { 11: { excluded: true } }), place)
    const inParts = partsOf(prepared).flat()
    expect(new Set(inParts)).toEqual(new Set([...rows.keys()].filter((i) => i !== 11)))
    expect(inParts).toHaveLength(39)
    expect(prepared.info.notes.some(({ en }) => en.startsWith('1 excluded row has no value'))).toBe(isSaid)
  },
)

test('every training row left out is refused', async () => {
  const [train] = partsOf(await prepareData(pictures, place))
  const all = await marked(pictures, Object.fromEntries(train!.map((row) => [row, { excluded: true }])))
  expect((await refusal(all))[0]!.message.en).toBe('marks: they leave out every training row. Remove some.')
})

test('types and roles of columns do not change a fingerprint; a cell does', async () => {
  b.write('numbers.csv', 'a,b,c\n1.0,none,x\n2,yes,y\n3.50,no,z\nNA,none,w\n')
  const source = { type: 'csv', path: 'numbers.csv' }
  const all = [0, 1, 2, 3]
  const plain = await rowFingerprints(reference({ ...source, target: 'c' }), all, place)
  expect(new Set(plain).size).toBe(4)
  const asTarget = reference({ ...source, target: 'b' })
  expect(await rowFingerprints(asTarget, all, place)).toEqual(plain)
  const columns = [{ name: 'a', type: 'category' as const, steps: null, categories: null }]
  expect(await rowFingerprints({ ...asTarget, columns }, all, place)).toEqual(plain)
  expect(await rowFingerprints(asTarget, [4], place)).toEqual([null])
  b.write('changed.csv', 'a,b,c\n1.0,none,x\n2,yes,y\n3.51,no,z\nNA,none,w\n')
  const changed = await rowFingerprints(reference({ ...source, path: 'changed.csv' }), all, place)
  expect(changed.map((each, i) => each === plain[i])).toEqual([true, true, false, true])
})
