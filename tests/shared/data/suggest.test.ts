/** Suggestions for columns made up for each rule. tests/engine/data/suggest-cases.test.ts has those for files. */
import { expect, test } from 'vitest'
import { type ColumnSettings, settingsOf } from '../../../shared/data/columns.ts'
import { findLabels } from '../../../shared/data/labels.ts'
import { suggest } from '../../../shared/data/suggest.ts'
import type { ColumnProfile, NumberStatistics, TableProfile } from '../../../shared/data/table-profile.ts'
import { applySuggestion } from '../../../shared/document/edits.ts'
import { emptyDocument } from '../../../shared/document/new.ts'
import { createDataReference } from '../../../shared/document/settings.ts'
import type { Config } from '../../../shared/fields/index.ts'
import type { Json } from '../../../shared/json.ts'

const ROWS = 1000

const column = (name: string, given: Partial<ColumnProfile> = {}): ColumnProfile => ({
  name,
  type: 'number',
  foundType: given.type ?? 'number',
  missing: 0,
  markers: [],
  badCells: { count: 0, first: [] },
  unit: null,
  distinct: 700,
  examples: ['0.5', '1.5'],
  numbers: (given.type ?? 'number') === 'number' ? statistics() : null,
  histogram: null,
  categories: [],
  labels: null,
  isRowNumber: false,
  association: { information: 0, entropy: 1, correlation: null, determinesTarget: false },
  ...given,
})
const statistics = (given: Partial<NumberStatistics> = {}): NumberStatistics => ({
  min: -3,
  max: 3,
  mean: 0,
  deviation: 1,
  quantiles: [-1.6, -0.7, 0, 0.7, 1.6],
  allIntegers: false,
  outliers: 0,
  sentinel: null,
  ...given,
})
const integers = (min: number, max: number) => statistics({ min, max, allIntegers: true })
const category = (name: string, counts: readonly number[], given: Partial<ColumnProfile> = {}) =>
  column(name, {
    type: 'category',
    distinct: counts.length,
    categories: counts.map((count, i) => ({ text: `c${i}`, count })),
    examples: ['c0', 'c1'],
    ...given,
  })
const KIND = category('kind', [600, 400], { association: null })
const X = column('x')

const profileOf = (columns: readonly ColumnProfile[], given: Partial<TableProfile> = {}): TableProfile => ({
  title: 'a.csv',
  bytes: 1,
  rows: ROWS,
  sampled: null,
  options: [],
  columns,
  classes: null,
  duplicates: 0,
  problems: [],
  ...given,
})
const source = (given: { readonly [field: string]: Json } = {}): Config => ({
  ...createDataReference({ type: 'csv', path: 'a.csv' }).source,
  ...given,
})
const suggestFor = (
  columns: readonly ColumnProfile[],
  given: { readonly [field: string]: Json } = {},
  settings: readonly ColumnSettings[] = [],
) => suggest(profileOf(columns), source(given), settings)
/** The suggestion for a column beside an ordinary feature and a target. */
const roleOf = (one: ColumnProfile) => {
  const { role, reason } = suggestFor([one, X, KIND]).columns[0]!
  return reason ?? role
}
const stepsOf = (one: ColumnProfile) =>
  suggestFor([one, X, KIND]).columns[0]!.steps!.map(({ type, ...props }) =>
    [
      type,
      ...Object.entries(props)
        .filter(([name]) => name !== 'value' && name !== 'unseen')
        .map(([, v]) => v),
    ].join(' '),
  )
const codesOf = (columns: readonly ColumnProfile[], given: Partial<TableProfile> = {}) =>
  suggest(profileOf(columns, given), source(), []).problems.map(({ code, column: name }) => [code, name])

test.each<[string, ColumnProfile, string]>([
  [
    'counts from 0',
    column('n', { numbers: integers(0, 999), distinct: ROWS, isRowNumber: true }),
    'row_number',
  ],
  [
    'counts from 1',
    column('n', { numbers: integers(1, 1000), distinct: ROWS, isRowNumber: true }),
    'row_number',
  ],
  ['row numbers in another order', column('n', { numbers: integers(1, 1000), distinct: ROWS }), 'row_number'],
  [
    'has no name and counts from 57',
    column('', { numbers: integers(57, 1056), distinct: ROWS, isRowNumber: true }),
    'row_number',
  ],
  ['years', column('year', { numbers: integers(1900, 2899), distinct: ROWS, isRowNumber: true }), 'feature'],
  [
    'an amount that counts',
    column('cost', { numbers: integers(0, 999), distinct: ROWS, isRowNumber: true, unit: '$' }),
    'feature',
  ],
  ['id by its name', column('customer_id', { numbers: integers(5000, 99_999), distinct: 900 }), 'id'],
  ['id in camel case', column('PassengerId', { numbers: integers(5000, 99_999), distinct: 900 }), 'id'],
  ['number by its name', column('Sample Number', { numbers: integers(1, 480), distinct: 480 }), 'id'],
  ['a measured number with such a name', column('acid', { numbers: statistics() }), 'feature'],
  ['few values with such a name', column('store_id', { numbers: integers(1, 12), distinct: 12 }), 'feature'],
  ['codes of rows', category('code', [], { distinct: 800, examples: ['N1A1', 'N1A2'] }), 'id'],
  ['names of rows', category('name', [], { distinct: 800, examples: ['Braund, Owen'] }), 'text'],
  ['many cities', category('city', [], { distinct: 125 }), 'feature'],
  ['many cities of few rows', category('city', [], { distinct: 126 }), 'few_rows'],
  ['few cities of few rows', category('city', [], { distinct: 50, missing: 800 }), 'feature'],
  ['text', column('notes', { type: 'text', distinct: 900, examples: ['a long note'] }), 'text'],
  ['one value', column('x1', { distinct: 1, numbers: integers(5, 5) }), 'constant'],
  ['one category, or missing', category('alley', [100], { missing: 900 }), 'feature'],
  ['nothing', column('x1', { distinct: 0, numbers: null, missing: ROWS }), 'missing'],
  [
    'only bad cells',
    column('x1', { distinct: 0, numbers: null, badCells: { count: ROWS, first: [] } }),
    'missing',
  ],
  ['a date', column('day', { type: 'date', distinct: 300 }), 'date'],
  ['pictures', category('file', [], { distinct: 300, examples: ['a/1.png', 'a/2.JPG'] }), 'picture'],
  ['yes and no', column('ok', { type: 'boolean', distinct: 2 }), 'feature'],
])('a column with %s', (_, one, expected) => {
  expect(roleOf(one)).toBe(expected)
})

const DETERMINING = { information: 1, entropy: 1, correlation: null, determinesTarget: true }

test('a column that is the target under another name is left out; one that gives it away otherwise is warned about', () => {
  const target = category('kind', [400, 300, 300], { association: null })
  const again = column('code', { distinct: 3, numbers: integers(1, 3), association: DETERMINING })
  const finer = category('breed', [250, 250, 250, 250], { association: DETERMINING })
  const found = suggestFor([again, finer, X, target])
  expect(found.columns.map(({ role, reason }) => reason ?? role)).toEqual([
    'leak',
    'feature',
    'feature',
    'target',
  ])
  expect(found.problems.map(({ code, column }) => [code, column])).toEqual([['data-leak', 'breed']])
  // With two classes a good feature may do the same, so it stays.
  const smoker = column('smoker', { type: 'boolean', distinct: 2, association: DETERMINING })
  expect(suggestFor([smoker, X, KIND]).columns[0]!.role).toBe('feature')
  // It is all there is.
  expect(suggestFor([again, target]).columns[0]!.role).toBe('feature')
})

test('a column that counts the rows stays if it is the only one', () => {
  const index = column('x', { numbers: integers(0, 999), distinct: ROWS, isRowNumber: true })
  const found = suggestFor([index, column('y')])
  expect(found.columns[0]!.role).toBe('feature')
  expect(found.problems.map(({ code }) => code)).toContain('data-row-number')
  expect(suggestFor([column('t', { type: 'text' }), KIND]).problems.map(({ code }) => code)).toEqual([
    'data-no-features',
  ])
})

test.each<[string, ColumnProfile, string[]]>([
  ['a number', X, ['standardize']],
  ['a number with gaps', column('x', { missing: 50 }), ['fill median false', 'standardize']],
  ['a number with many gaps', column('x', { missing: 51 }), ['fill median true', 'standardize']],
  [
    'a number with bad cells',
    column('x', { badCells: { count: 1, first: [] } }),
    ['fill median false', 'standardize'],
  ],
  [
    'a number with a long tail',
    column('x', { numbers: statistics({ min: 0, max: 1e6, quantiles: [5, 30, 100, 400, 2000] }) }),
    ['log1p', 'standardize'],
  ],
  [
    // A logarithm only turns the tail around.
    'a number with a tail on one side',
    column('x', { numbers: statistics({ min: 0, max: 10, quantiles: [0, 0, 0, 1, 9] }) }),
    ['standardize'],
  ],
  ['yes and no', column('x', { type: 'boolean', distinct: 2 }), []],
  [
    'yes and no with gaps',
    column('x', { type: 'boolean', distinct: 2, missing: 9 }),
    ['fill most_frequent false'],
  ],
  ['categories', category('x', [500, 500]), ['one_hot zeros']],
  ['categories with gaps', category('x', [500, 400], { missing: 100 }), ['one_hot category']],
  ['categories of eight rows each', category('x', [], { distinct: 125 }), ['one_hot zeros']],
])('steps of %s', (_, one, expected) => {
  expect(stepsOf(one)).toEqual(expected)
})

test('many categories of many rows share slots', () => {
  const profile = profileOf([category('x', [], { distinct: 600 }), KIND], { rows: 10_000 })
  expect(suggest(profile, source()).columns[0]!.steps!.map(({ type }) => type)).toEqual(['hashed'])
})

test('categories of few rows are learned from if nothing else is left', () => {
  const shop = category('shop', [], { distinct: 300 })
  const [found] = suggestFor([shop, KIND]).columns
  expect(found).toMatchObject({ role: 'feature', reason: null })
  expect(found!.steps!.map(({ type }) => type)).toEqual(['frequency', 'standardize'])
})

test('whole numbers that are codes by their name and repeat are categories; numbers of other names stay numbers', () => {
  const codes = (name: string, given: Partial<ColumnProfile> = {}) =>
    column(name, { numbers: integers(1, 12), distinct: 12, ...given })
  const found = (one: ColumnProfile, settings: readonly ColumnSettings[] = []) =>
    suggestFor([one, X, KIND], {}, settings).columns[0]!
  for (const name of ['store_id', 'StoreID', 'zip code', 'Key'])
    expect(found(codes(name))).toMatchObject({
      role: 'feature',
      type: 'category',
      steps: [{ type: 'one_hot' }],
      isDefault: false,
    })
  // A cell that is no number is one more category.
  expect(found(codes('store_id', { badCells: { count: 1, first: [] } })).steps).toMatchObject([
    { type: 'one_hot', missing: 'zeros' },
  ])
  expect(found(codes('store_id', { missing: 9 })).steps).toMatchObject([{ missing: 'category' }])
  expect(found(codes('area_id', { distinct: 200 }))).toMatchObject({ role: 'ignore', reason: 'few_rows' })
  expect(found(codes('number of rooms')).type).toBe('auto')
  expect(found(codes('rooms no')).type).toBe('auto')
  expect(found(codes('store_id', { numbers: statistics() })).type).toBe('auto')
  expect(found(codes('store_id', { unit: 'kg' })).type).toBe('auto')
  const few = suggest(profileOf([codes('id'), X, KIND], { rows: 20 }), source()).columns[0]!
  expect(few).toMatchObject({ role: 'feature', type: 'auto' })
  // What a person has set stays.
  const set = { ...settingsOf([], 'store_id'), type: 'number' as const }
  expect(found(codes('store_id'), [set])).toMatchObject({ type: 'number', steps: [{ type: 'standardize' }] })
  // A target of codes is one of classes anyway.
  expect(suggestFor([X, codes('store_id')])).toMatchObject({ task: 'classes' })
  expect(suggestFor([X, codes('store_id')]).columns[1]!.type).toBe('auto')
})

test('dates that are years are a number; other dates are left out', () => {
  const years = (first: string, last: string, given: Partial<ColumnProfile> = {}) =>
    column('year', {
      type: 'date',
      numbers: statistics({ min: Date.parse(first), max: Date.parse(last) }),
      distinct: 12,
      ...given,
    })
  const found = suggestFor([years('1970-01-01', '1982-01-01'), KIND]).columns[0]!
  expect(found).toMatchObject({ role: 'feature', reason: null, isDefault: false })
  expect(found.steps).toMatchObject([{ type: 'date_parts', parts: ['year'] }, { type: 'standardize' }])
  expect(roleOf(years('1970-01-01', '1982-01-01', { distinct: 14 }))).toBe('date')
  expect(roleOf(years('1970-01-01', '1982-01-02'))).toBe('date')
  expect(roleOf(years('1000-01-01', '1999-01-01', { distinct: ROWS }))).toBe('date')
  expect(stepsOf(years('1970-01-01', '1982-01-01', { missing: 9 }))).toEqual([
    'date_parts year',
    'fill median false',
    'standardize',
  ])
})

test('what a person has set stays', () => {
  const index = column('n', { numbers: integers(0, 999), distinct: ROWS, isRowNumber: true })
  const found = suggestFor([index, X, KIND], { features: ['n', 'x'], target: 'kind' })
  expect(found.columns.map(({ role }) => role)).toEqual(['feature', 'feature', 'target'])
  const steps = [{ type: 'min_max' }] as unknown as ColumnSettings['steps']
  expect(suggestFor([X, KIND], {}, [{ ...settingsOf([], 'x'), steps }]).columns[0]!.steps).toEqual(steps)
  expect(suggestFor([X, KIND], { standardize: false }).columns[0]).toMatchObject({
    steps: [],
    isDefault: true,
  })
})

test('the column of the split is no feature', () => {
  const split = {
    ...createDataReference({ type: 'csv' }).split,
    method: 'group_shuffle_split' as const,
    column: 'x',
  }
  const { columns } = suggest(profileOf([X, column('z'), KIND]), source(), [], split)
  expect(columns.map(({ role, reason }) => reason ?? role)).toEqual(['split', 'feature', 'target'])
})

test('the target is the last column; the name of another one decides only where the last one is none', () => {
  const targetOf = (...columns: ColumnProfile[]) => suggestFor(columns).targets
  expect(targetOf(KIND, X, column('z'))).toEqual(['z'])
  const day = column('day', { type: 'date' })
  const label = category('Label', [500, 500])
  expect(targetOf(label, X, day)).toEqual(['Label'])
  expect(targetOf(X, column('z'), day)).toEqual(['day'])
  const year = column('Year', { numbers: integers(2007, 2009), distinct: 3 })
  expect(targetOf(category('species', [500, 500]), X, year)).toEqual(['species'])
  expect(targetOf(X, column('z'), year)).toEqual(['Year'])
  expect(suggestFor([X, KIND, column('z')], { target: ['kind', 'z'] }).targets).toEqual(['kind', 'z'])
})

test.each<[string, ColumnProfile, string | null]>([
  ['decimals', column('y'), 'number'],
  ['few integers', column('y', { numbers: integers(0, 9), distinct: 10 }), 'classes'],
  ['many integers', column('y', { numbers: integers(0, 90), distinct: 91 }), 'number'],
  ['two words', column('y', { type: 'boolean', distinct: 2 }), 'classes'],
  ['categories', category('y', [5, 5]), 'classes'],
  ['a date', column('y', { type: 'date' }), null],
  ['texts', column('y', { type: 'text' }), null],
  ['one value', column('y', { distinct: 1, numbers: integers(1, 1) }), null],
])('a target of %s', (_, target, task) => {
  expect(suggestFor([X, target]).task).toBe(task)
})

test('steps of a target make a number of it', () => {
  const steps = [{ type: 'days_since' }] as unknown as ColumnSettings['steps']
  const found = suggestFor([X, column('day', { type: 'date' })], {}, [{ ...settingsOf([], 'day'), steps }])
  expect([found.task, found.problems]).toEqual(['number', []])
})

test('the sentence names the target, counts the columns and says why some are left out', () => {
  const row = (name: string) => column(name, { numbers: integers(0, 999), distinct: ROWS, isRowNumber: true })
  const found = suggestFor([
    row('a'),
    column('b_id', { numbers: integers(5000, 99_999), distinct: 900 }),
    column('c', { distinct: 1, numbers: integers(5, 5) }),
    column('d', { type: 'date' }),
    X,
    category('e', [500, 500]),
    category('Species', [600, 399], { badCells: { count: 0, first: [] }, missing: 1 }),
  ])
  expect(found.summary).toEqual({
    en: 'To predict “Species”, learn from 2 columns; leave out 4: 2 are row numbers or ids, 1 is constant, 1 is a date. 1 row without “Species” is left out.',
    ko: '“Species” 예측: 열 2개로 학습하고, 4개는 뺍니다(행 번호나 id 2개, 값이 하나뿐인 열 1개, 날짜 1개). “Species” 값이 없는 1행은 뺍니다.',
  })
  expect(suggestFor([X, KIND]).summary.en).toBe('To predict “kind”, learn from 1 column.')
  expect(suggestFor([column('d', { type: 'date' }), KIND]).summary.en).toBe(
    'There is no column to learn “kind” from; leave out 1: 1 is a date.',
  )
})

test('problems of the classes', () => {
  expect(codesOf([X, category('y', [997, 3])])).toEqual([['data-imbalance', 'y']])
  expect(codesOf([X, category('y', [600, 399, 1])])).toEqual([['data-singleton-class', 'y']])
  const split = createDataReference({ type: 'csv' }).split
  const found = suggest(profileOf([X, category('y', [997, 3])]), source(), [], split).problems
  expect(found.map(({ code }) => code)).toEqual(['data-imbalance', 'data-rare-class'])
  expect(found[1]!.message.en).toContain('about 0 for validation and 0 for the test')
})

test('labels in cells are told from texts with commas', () => {
  const cells = (...texts: string[]) =>
    category(
      'y',
      texts.map(() => 250),
      {
        categories: texts.map((text) => ({ text, count: 250 })),
        labels: findLabels(texts.map((text) => ({ text, count: 250 }))),
      },
    )
  const list = cells('x', 'x,y', 'y', 'y,x')
  expect(codesOf([X, list])).toEqual([['data-multi-label', 'y']])
  const found = suggestFor([X, list])
  expect(found.task).toBe('labels')
  expect(found.columns.at(-1)!.steps).toEqual([
    { type: 'multi_label', sep: ',', unseen: 'zeros', missing: 'zeros' },
  ])
  // A person may learn the combinations as classes, by the task or without the step.
  expect(suggestFor([X, list], { task: 'classes' }).task).toBe('classes')
  const without = suggest(profileOf([X, list]), source(), [{ ...settingsOf([], 'y'), steps: [] }])
  expect([without.task, without.problems]).toEqual(['classes', []])
  expect(codesOf([X, cells('Seoul, Korea', 'Busan, Korea', 'Rome, Italy')])).toEqual([])
})

test('problems of targets that cannot be learned', () => {
  expect(codesOf([X, column('y', { type: 'date' })])).toEqual([['data-target-date', 'y']])
  expect(codesOf([X, column('y', { type: 'text', examples: ['a b'] })])).toEqual([['data-target-text', 'y']])
  expect(codesOf([X, column('y', { distinct: 1, numbers: integers(1, 1) })])).toEqual([
    ['data-target-constant', 'y'],
  ])
  expect(suggestFor([X, KIND], { target: 'z' }).problems.map(({ code }) => code)).toEqual(['data-no-target'])
})

test('problems of cells and of the whole table', () => {
  const bad = { count: 2, first: [{ row: 6, line: 8, text: '181 mm' }] }
  const found = suggestFor([column('x', { badCells: bad }), KIND]).problems
  expect(found.map(({ code, column }) => [code, column])).toEqual([['data-bad-cells', 'x']])
  expect(found[0]!.message.en).toBe(
    '“x”: 2 cells are not a number, first “181 mm” in line 8; with the suggestions they count as missing. Mend them in the file, or change the type of the column.',
  )
  // Accepting the suggestion sets the type, which says that other cells are missing.
  const withBad = suggestFor([column('x', { badCells: bad }), KIND])
  expect(withBad.columns[0]).toMatchObject({ type: 'number', isDefault: false })
  expect(withBad.columns[1]!.type).toBe('auto')
  const sentinel = statistics({ min: -999, sentinel: { value: -999, count: 1 } })
  expect(codesOf([column('x', { numbers: sentinel }), KIND])).toEqual([['data-sentinel', 'x']])
  expect(codesOf([X, KIND], { duplicates: 3 })).toEqual([['data-duplicates', null]])
  const decimal = {
    field: 'decimal',
    value: ',',
    isSet: false,
    reason: { en: 'most fit', ko: '대부분' },
    alternatives: [{ value: '.', meaning: { en: '3,366 is 3366', ko: '3,366은 3366' } }],
  }
  expect(codesOf([X, KIND], { options: [decimal] })).toEqual([['data-ambiguous', null]])
  expect(codesOf([X, KIND], { options: [{ ...decimal, isSet: true }] })).toEqual([])
  const thousands = { ...decimal, field: 'thousands', value: '.' }
  expect(codesOf([X, KIND], { options: [decimal, thousands] })).toHaveLength(1)
  expect(suggest(profileOf([X, KIND], { options: [decimal] }), source()).problems[0]!.message.en).toBe(
    'decimal: read as "," (most fit), but the file can also be read with "." (3,366 is 3366). Set decimal to decide.',
  )
})

test('accepting writes roles and steps into the document, and only what differs from the defaults', () => {
  const data = createDataReference({ type: 'csv', path: 'a.csv' })
  const document = { ...emptyDocument('a'), data: { ...data, fingerprint: 'f' } }
  const plain = applySuggestion(document, suggestFor([X, column('x2'), KIND]))
  expect(plain.data).toEqual({
    ...data,
    source: { ...data.source, target: 'kind', features: null },
    columns: [],
    fingerprint: null,
  })
  const day = column('day', { type: 'date' })
  const gaps = column('gaps', { missing: 3 })
  const suggestion = suggestFor([X, day, gaps, KIND])
  const accepted = applySuggestion(document, suggestion)
  expect(accepted.data!.source).toMatchObject({ target: 'kind', features: ['x', 'gaps'] })
  expect(accepted.data!.columns!.map(({ name }) => name)).toEqual(['gaps'])
  expect(applySuggestion(accepted, suggestion)).toBe(accepted)
  expect(() => applySuggestion(emptyDocument('a'), suggestion)).toThrow('Choose data first')
})

test('a class that other columns have for missing values is none, once the suggestion is accepted', () => {
  const fact = (given = {}) => ({
    field: 'na_values',
    value: ['NA', '?'],
    isSet: false,
    reason: null,
    alternatives: [],
    ...given,
  })
  const sex = column('sex', {
    type: 'category',
    distinct: 3,
    categories: ['f', 'm', 'NA'].map((text, i) => ({ text, count: [500, 489, 11][i]! })),
    association: null,
  })
  const weight = column('weight', { missing: 2, markers: [{ text: 'NA', count: 2 }] })
  const words = column('word', { type: 'category', markers: [{ text: 'NA', count: 2 }], distinct: 3 })
  const suggested = suggest(profileOf([weight, sex], { options: [fact()] }), source())
  expect(suggested.options).toEqual({ na_values: ['NA', '?'] })
  expect(suggested.rowsWithoutTarget).toBe(11)
  expect(suggested.problems.map(({ code, column: name }) => [code, name])).toContainEqual([
    'data-class-marker',
    'sex',
  ])
  const document = { ...emptyDocument('a'), data: createDataReference(source()) }
  expect(applySuggestion(document, suggested).data!.source.na_values).toEqual(['NA', '?'])

  const optionsOf = (columns: readonly ColumnProfile[], given = {}) =>
    suggest(profileOf(columns, { options: [fact(given)] }), source()).options
  expect(optionsOf([X, sex])).toEqual({})
  expect(optionsOf([words, sex])).toEqual({})
  expect(optionsOf([weight, sex], { isSet: true })).toEqual({})
})
