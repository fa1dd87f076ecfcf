/** What is suggested for the tables of tests/data/cases, read from the files: target, task, role and steps of each column, problems. */
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { inspectTable } from '../../../electron/engine/data/inspect.ts'
import { steps as family } from '../../../shared/data/steps/index.ts'
import { type Suggestion, suggest } from '../../../shared/data/suggest.ts'
import { createDataReference } from '../../../shared/document/settings.ts'
import { type Config, getMember, nonDefaultProps } from '../../../shared/fields/index.ts'
import { temporaryFolder } from './helper.ts'

const cache = join(temporaryFolder(), 'cache')

async function suggestionFor(file: string) {
  const reference = createDataReference({ type: 'csv', path: join('tests/data/cases', file) })
  const profile = await inspectTable(reference, { folder: '.', cache })
  const suggestion = suggest(profile, reference.source, [], reference.split)
  return { profile, suggestion }
}

const stepText = (step: Config): string =>
  [step.type, ...Object.values(nonDefaultProps(getMember(family, step).fields, step))].join(' ')
/** `name: role or reason: steps` */
const columnTexts = ({ columns }: Suggestion): string[] =>
  columns.map(({ name, role, reason, steps }) =>
    [name, reason ?? role, ...(steps && steps.length > 0 ? [steps.map(stepText).join(', ')] : [])].join(': '),
  )

interface Expected {
  readonly task: 'classes' | 'number' | 'labels' | null
  readonly columns: readonly string[]
  readonly problems?: readonly string[]
  readonly rows?: number
  readonly rowsWithoutTarget?: number
}

const AB = ['a: feature: standardize', 'b: feature: standardize']
const XY = ['x: feature: standardize', 'y: feature: standardize']
const wavelengths = Array.from({ length: 12 }, (_, i) => `${400 + i * 5}: feature: standardize`)
const HOUSE: Expected = {
  task: 'number',
  columns: ['rooms: feature: standardize', 'floor: feature: standardize', 'price: target'],
  rows: 400,
}

const cases: readonly (readonly [file: string, expected: Expected])[] = [
  ['semi_target_comma.csv', HOUSE],
  ['semi_target_point.csv', HOUSE],
  [
    'target_null.csv',
    {
      task: 'number',
      columns: [...AB, 'price: target'],
      problems: ['data-leak a'],
      rows: 300,
      rowsWithoutTarget: 1,
    },
  ],
  ['target_currency.csv', { task: 'number', columns: [...AB, 'price: target'], problems: ['data-leak a'] }],
  ['date_target.csv', { task: null, columns: [...AB, 'day: target'], problems: ['data-target-date day'] }],
  ['hash_mid_three.csv', { task: 'classes', columns: [...XY, 'lang: target'] }],
  ['spectra_small.csv', { task: 'classes', columns: [...wavelengths, '700: target'], rows: 59 }],
  [
    'pandas_int_header.csv',
    {
      task: 'classes',
      columns: ['0: feature: standardize', '1: feature: standardize', '2: target'],
      rows: 300,
    },
  ],
  [
    'tsv_thousands_only.tsv',
    { task: 'classes', columns: ['population: feature: standardize', 'kind: target'] },
  ],
  ['id_leak.csv', { task: 'classes', columns: ['Unnamed: 0: row_number', ...AB, 'kind: target'] }],
  [
    'imbalanced.csv',
    {
      task: 'classes',
      columns: [...AB, 'fraud: target'],
      problems: ['data-imbalance fraud', 'data-rare-class fraud'],
    },
  ],
  [
    'singleton.csv',
    { task: 'classes', columns: [...AB, 'kind: target'], problems: ['data-singleton-class kind'] },
  ],
  ['title.csv', { task: 'classes', columns: [...XY, 'kind: target'], rows: 300 }],
  ['space_sep.txt', { task: 'classes', columns: [...AB, 'kind: target'], rows: 60 }],
  ['mixed_eol.csv', { task: 'classes', columns: [...AB, 'kind: target'], rows: 60 }],
  [
    'percent_features.csv',
    {
      task: 'classes',
      columns: ['a: feature: standardize', 'rate: feature: standardize', 'kind: target'],
      problems: ['data-leak rate'],
    },
  ],
  [
    'currency_features.csv',
    { task: 'classes', columns: ['a: feature: standardize', 'cost: feature: standardize', 'kind: target'] },
  ],
  [
    'bool_features.csv',
    {
      task: 'classes',
      columns: ['a: feature: standardize', 'smoker: feature', 'kind: target'],
    },
  ],
  [
    'missing_markers.csv',
    {
      task: 'classes',
      columns: ['a: feature: standardize', 'b: feature: fill, standardize', 'kind: target'],
      problems: ['data-sentinel b'],
    },
  ],
  [
    'image_paths.csv',
    {
      task: 'classes',
      columns: ['images: picture', 'labels: target'],
      problems: ['data-pictures null', 'data-no-features null'],
    },
  ],
  [
    'multilabel.csv',
    { task: 'labels', columns: [...AB, 'tags: target: multi_label'], problems: ['data-multi-label tags'] },
  ],
  [
    'semi_text_then_comma.csv',
    { task: 'classes', columns: ['stadt: constant', 'temp: feature: standardize', 'klasse: target'] },
  ],
  ['timestamp.csv', { task: 'classes', columns: ['ts: feature: standardize', 'kind: target'], rows: 2000 }],
  [
    'churn.csv',
    {
      task: 'classes',
      columns: [
        'signup_date: date',
        'age: feature: fill true, standardize',
        'plan: feature: one_hot',
        'city: feature: one_hot',
        'monthly_spend: feature: fill, standardize',
        'visits: feature: standardize',
        'notes: constant',
        'churned: target',
      ],
      rows: 200,
    },
  ],
]

test.each(cases)('%s', async (file, { task, columns, problems = [], rows, rowsWithoutTarget = 0 }) => {
  const { profile, suggestion } = await suggestionFor(file)
  expect(columnTexts(suggestion)).toEqual(columns)
  expect(suggestion).toMatchObject({ task, rowsWithoutTarget })
  if (rows !== undefined) expect(profile.rows).toBe(rows)
  const found = [
    ...profile.problems.map(({ code }) => `${code} null`),
    ...suggestion.problems.map(({ code, column }) => `${code} ${column}`),
  ]
  // How a file can be read is tested with the reader.
  expect(
    found.filter((text) => !text.startsWith('data-ambiguous') && text !== 'data-duplicates null'),
  ).toEqual(problems)
})

test('a table without a header has three columns of numbers, the last one the target', async () => {
  const { profile, suggestion } = await suggestionFor('three_comma_noheader.csv')
  expect(profile.rows).toBe(300)
  expect(suggestion.columns.map(({ role }) => role)).toEqual(['feature', 'feature', 'target'])
  expect(suggestion.task).toBe('number')
})

test('the missing pictures are counted, the first one by name', async () => {
  const { profile } = await suggestionFor('image_paths.csv')
  expect(profile.problems.map(({ message }) => message.en).join()).toContain(
    '60 of them are not there, first “img_0.png”',
  )
})
