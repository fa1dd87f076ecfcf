/** Tables whose programs are tested: those that are easy to read wrongly, every preparation step, and other settings. */
import { execFileSync } from 'node:child_process'
import { cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { createDataReference } from '../../shared/document/settings.ts'
import type { Config } from '../../shared/fields/index.ts'
import type { Json } from '../../shared/json.ts'
import { EXCLUDED_CASES, EXCLUDED_FILES } from './excluded-cases.ts'
import { kerasPython } from './keras-python.ts'
import {
  type Place,
  type TableProgram,
  tableProgram,
  withExcluded,
  withMarks,
  withSuggestions,
} from './program-rows.ts'

/** A table with numbers, gaps, categories, a boolean and dates. One class and one category are rare. */
const MIXED = [
  'size,gaps,colour,grade,shop,open,day,weight,price,kind',
  ...Array.from({ length: 160 }, (_, i) =>
    [
      (i * 37) % 101,
      i % 9 === 4 ? '' : ((i * 7) % 23) / 4,
      i % 11 === 3 ? '' : ['red', 'green', 'blue'][(i * i) % 3],
      ['low', 'mid', 'high'][(i * 5) % 3],
      i === 17 ? 'closed' : `shop ${(i * i + i) % 7}`,
      i % 4 === 0 ? 'yes' : 'no',
      `2024-${String(1 + (i % 12)).padStart(2, '0')}-${String(1 + (i % 28)).padStart(2, '0')}`,
      (i % 5) + 1,
      i % 13 === 5 ? '' : ((i * 31) % 97) + 0.5,
      i % 13 === 5 ? '' : ['b', 'a', 'C'][i % 3],
    ].join(','),
  ),
].join('\n')

/** A table and what a document sets about it. */
export interface TableCase {
  readonly name: string
  readonly source: { readonly path: string; readonly [field: string]: Json }
  readonly columns?: readonly { readonly name: string; readonly [field: string]: unknown }[]
  readonly split?: object
  /** Another source with the same table, which the app reads instead. */
  readonly preparedFrom?: Config
  /** Rows are marked: some are left out, and some have another label. */
  readonly isMarked?: boolean
  /** Rows that marks exclude. */
  readonly excluded?: readonly number[]
}

/** Tables that the app reads once its suggestions are accepted. */
const FILES = [
  'iris.csv',
  'semi_target_comma.csv',
  'semi_target_point.csv',
  'target_null.csv',
  'target_currency.csv',
  'hash_mid_three.csv',
  'spectra_small.csv',
  'pandas_int_header.csv',
  'tsv_thousands_only.tsv',
  'id_leak.csv',
  'imbalanced.csv',
  'singleton.csv',
  'title.csv',
  'space_sep.txt',
  'mixed_eol.csv',
  'percent_features.csv',
  'currency_features.csv',
  'bool_features.csv',
  'missing_markers.csv',
  'three_comma_noheader.csv',
  'semi_text_then_comma.csv',
  'timestamp.csv',
  'churn.csv',
]
/** A table like that of the Palmer penguins. */
const PENGUINS = [
  'species,island,bill_length_mm,bill_depth_mm,flipper_length_mm,body_mass_g,sex,year',
  ...Array.from({ length: 120 }, (_, i) => {
    const number = (value: number) => (i % 40 === 3 ? 'NA' : value)
    return [
      ['Adelie', 'Gentoo', 'Chinstrap'][i % 3],
      ['Torgersen', 'Biscoe', 'Dream'][(i * i + 1) % 3],
      number(38 + (i % 3) * 4 + ((i * 7) % 11) / 10),
      number(18 - (i % 3) + ((i * 5) % 9) / 10),
      number(190 + (i % 3) * 10 + (i % 7)),
      number(3700 + (i % 3) * 400 + (i % 13) * 25),
      i % 17 === 5 ? 'NA' : ['male', 'female'][(i * 3) % 2],
      2007 + (i % 3),
    ].join(',')
  }),
].join('\n')

/** The column with the steps, beside an untouched one. */
const stepCase = (column: string, ...steps: Config[]): TableCase => ({
  name: `${column}: ${steps.map(({ type, ...props }) => [type, ...Object.entries(props).flat()].join(' ')).join(', ')}`,
  source: { path: 'mixed.csv', target: 'kind', features: ['size', column], standardize: false },
  columns: [{ name: column, type: 'auto', steps, categories: null }],
})
const fill: Config = { type: 'fill', strategy: 'median' }
const STEP_CASES: readonly TableCase[] = [
  stepCase('gaps', fill),
  stepCase('gaps', { type: 'fill', strategy: 'mean', indicator: true }, { type: 'standardize' }),
  stepCase('gaps', { type: 'fill', strategy: 'most_frequent' }, { type: 'min_max' }),
  stepCase('gaps', { type: 'fill', strategy: 'constant', value: '-2.5' }),
  stepCase('gaps', { type: 'drop_missing' }, { type: 'standardize' }),
  stepCase('gaps', { type: 'bins', n_bins: 4 }),
  stepCase('gaps', { type: 'drop_missing' }, { type: 'quantile', n_quantiles: 50 }),
  stepCase('gaps', fill, { type: 'quantile' }, { type: 'standardize' }),
  stepCase('price', fill, { type: 'log1p' }, { type: 'standardize' }),
  stepCase('weight', { type: 'min_max' }),
  stepCase('weight', { type: 'robust' }),
  stepCase('weight', { type: 'clip' }),
  stepCase('weight', { type: 'clip', lower: 2 }, { type: 'robust' }),
  stepCase('weight', { type: 'clip', lower: 2, upper: 4 }),
  stepCase('weight', { type: 'bins', n_bins: 5, strategy: 'uniform' }),
  stepCase('weight', { type: 'powers', degree: 5 }, { type: 'standardize' }),
  stepCase('open', { type: 'standardize' }),
  stepCase('colour', { type: 'one_hot' }),
  stepCase('colour', { type: 'one_hot', missing: 'category', unseen: 'own' }),
  stepCase('colour', { type: 'fill', strategy: 'most_frequent', indicator: true }, { type: 'one_hot' }),
  stepCase('colour', { type: 'fill', strategy: 'constant', value: 'none' }, { type: 'one_hot' }),
  stepCase('colour', { type: 'drop_missing' }, { type: 'ordinal' }),
  stepCase('colour', { type: 'ordinal' }, fill, { type: 'standardize' }),
  stepCase('colour', { type: 'codes' }),
  stepCase('colour', { type: 'hashed', slots: 5 }),
  stepCase('colour', { type: 'frequency' }),
  stepCase('shop', { type: 'one_hot' }),
  stepCase('shop', { type: 'one_hot', unseen: 'own' }),
  stepCase('shop', { type: 'ordinal' }),
  stepCase('shop', { type: 'codes' }),
  stepCase('shop', { type: 'frequency' }, { type: 'standardize' }),
  stepCase('day', { type: 'date_parts' }, { type: 'standardize' }),
  stepCase('day', { type: 'date_parts', parts: ['year', 'dayofyear', 'hour'] }),
  stepCase('day', { type: 'cyclic_date_parts' }),
  stepCase('day', { type: 'cyclic_date_parts', parts: ['day', 'hour'] }),
  stepCase('day', { type: 'days_since' }, { type: 'min_max' }),
]

const order = ['low', 'mid', 'high']
const MIXED_COLUMNS: TableCase['columns'] = [
  {
    name: 'gaps',
    type: 'auto',
    steps: [{ type: 'drop_missing' }, { type: 'standardize' }],
    categories: null,
  },
  { name: 'price', type: 'auto', steps: [fill, { type: 'standardize' }], categories: null },
  {
    name: 'colour',
    type: 'auto',
    steps: [{ type: 'drop_missing' }, { type: 'one_hot' }],
    categories: null,
  },
  { name: 'grade', type: 'auto', steps: [{ type: 'one_hot' }], categories: order },
  { name: 'shop', type: 'auto', steps: [{ type: 'one_hot' }], categories: null },
  {
    name: 'day',
    type: 'auto',
    steps: [{ type: 'days_since' }, { type: 'standardize' }],
    categories: null,
  },
]
const SETTING_CASES: readonly TableCase[] = [
  {
    name: 'an order of categories and of classes',
    source: { path: 'mixed.csv', target: 'kind', features: ['grade', 'size'] },
    columns: [
      { name: 'grade', type: 'auto', steps: [{ type: 'ordinal' }], categories: order },
      { name: 'kind', type: 'auto', steps: null, categories: ['b', 'C', 'a'] },
    ],
  },
  {
    name: 'some categories come first',
    source: { path: 'mixed.csv', target: 'kind', features: ['grade'] },
    columns: [{ name: 'grade', type: 'auto', steps: [{ type: 'one_hot' }], categories: ['mid'] }],
  },
  {
    name: 'a number as a category, with an order of numeric classes',
    source: { path: 'mixed.csv', target: 'weight', features: ['weight', 'size'].slice(1) },
    columns: [
      { name: 'weight', type: 'auto', steps: null, categories: ['3', '1', '2', '5', '4'] },
      { name: 'size', type: 'category', steps: [{ type: 'hashed', slots: 7 }], categories: null },
    ],
  },
  {
    name: 'a target with steps, and weights',
    source: {
      path: 'mixed.csv',
      target: 'price',
      features: ['size', 'open'],
      sample_weight: 'weight',
      task: 'number',
    },
    columns: [
      { name: 'price', type: 'auto', steps: [{ type: 'log1p' }, { type: 'standardize' }], categories: null },
    ],
  },
  {
    name: 'whole groups in each part',
    source: { path: 'mixed.csv', target: 'kind', features: ['size', 'weight'] },
    split: { method: 'group_shuffle_split', column: 'shop', validation: 0.2 },
  },
  {
    name: 'the latest rows for the test',
    source: { path: 'mixed.csv', target: 'kind', features: ['size', 'weight'] },
    split: { method: 'time', column: 'day' },
  },
  {
    name: 'parts that a column names',
    source: { path: 'parts.csv', target: 'kind' },
    split: { method: 'column', column: 'part' },
  },
  {
    name: 'a boolean as the target',
    source: { path: 'mixed.csv', target: 'open', features: ['size', 'weight'] },
  },
  {
    name: 'a boolean as a number to predict',
    source: { path: 'mixed.csv', target: 'open', features: ['size', 'weight'], task: 'number' },
  },
  {
    name: 'several columns of each kind, rows without a value left out of every part',
    source: { path: 'mixed.csv', target: 'kind', features: null },
    columns: MIXED_COLUMNS,
  },
]

/** The cases of settings and of files in which marks are written in different ways. */
const MARKED = [
  'an order of categories and of classes',
  'a number as a category, with an order of numeric classes',
  'a target with steps, and weights',
  'whole groups in each part',
  'parts that a column names',
  'a boolean as the target',
  'a boolean as a number to predict',
  'several columns of each kind, rows without a value left out of every part',
  'csv first.csv second.csv',
  'parquet mixed.parquet',
  'date_target.csv',
  'columns of labels',
  'labels of genres {}',
  'labels of genres {"missing":"missing"}',
]

const rowsOf = (count: number, row: (i: number) => readonly unknown[], separator = ','): string =>
  Array.from({ length: count }, (_, i) => row(i).join(separator)).join('\n')
const kinds = ['a', 'b', 'c']
const plain = (i: number) => [(i * 7) % 31, ((i * 13) % 37) / 4, kinds[i % 3]]

/** Texts instead of numbers, in a few rows. */
const odd = (i: number, texts: readonly string[]) => texts[[7, 21, 44].indexOf(i)]
/** Cells at fixed places: one with blanks in it, gaps, numbers at the right. */
const place = (i: number) => [
  (i % 7 === 3 ? '' : ['red', 'dark blue', 'grün'][i % 3]!).padEnd(10),
  (i % 9 === 4 ? '' : String((i * 37) % 101)).padStart(3),
  String(((i * 13) % 37) / 4).padStart(6),
  `  ${kinds[i % 3]}\n`,
]
const COMMENTED = `# made by hand\nx,note,kind\n${rowsOf(60, (i) => [i % 7, `no #${i % 3}`, i === 30 ? 'a\n# a new sensor' : kinds[i % 3]])}`

/** Tables that are written in an unusual way, by the name of the file. */
const WRITTEN: { readonly [name: string]: string | Buffer } = {
  'bars.csv': `x||y||kind\n${rowsOf(60, plain, '||')}`,
  'pipes.csv': `x|y|kind\n${rowsOf(60, plain, '|')}`,
  'two-headers.csv': `size,size,kind\ncm,kg,\n${rowsOf(60, plain)}`,
  'twice.csv': `a,a,kind\n${rowsOf(60, plain)}`,
  'no-name.csv': `,b,kind\n${rowsOf(60, (i) => [(i * 11) % 17, ...plain(i).slice(1)])}`,
  'blanks.csv': `x, y, kind\n${rowsOf(60, plain, ', ')}`,
  'padded.csv': `x,colour,kind\n${rowsOf(60, (i) => [i % 7, ['red ', ' red', 'blue', ''][i % 4], kinds[i % 3]])}`,
  'apostrophes.csv': `x;word;kind\n${rowsOf(60, (i) => [i % 9, `'a;${i % 3}'`, kinds[i % 3]], ';')}`,
  'zones.csv': `at,x,kind\n${rowsOf(60, (i) => [`2024-01-${String(1 + (i % 28)).padStart(2, '0')}T10:00:00+0${i % 3}:00`, i % 7, kinds[i % 3]])}`,
  'na-class.csv': `x,y,kind\n${rowsOf(60, (i) => [i % 7 === 3 ? 'NA' : i % 11, i % 5, ['NA', 'EU', 'US'][i % 3]])}`,
  'utf-16.csv': Buffer.from(`\ufeffgröße;y;kind\n${rowsOf(60, plain, ';')}`, 'utf16le'),
  'latin-1.csv': Buffer.from(
    `größe;y;kind\n${rowsOf(60, (i) => [i % 5, i % 7, ['süß', 'à', 'c'][i % 3]], ';')}`,
    'latin1',
  ),
  'units-line.csv': `x,y,kind\n${rowsOf(60, (i) => [`€${i % 9}`, `${i % 11} kg`, kinds[i % 3]])}`,
  'infinite.csv': `x,y,kind\n${rowsOf(60, (i) => [odd(i, ['inf', '-Infinity', '1e999']) ?? i % 9, i % 5, kinds[i % 3]])}`,
  'groups.csv': `x;y;kind\n${rowsOf(60, (i) => [odd(i, ['1,23,4', '1234,567', '0,123']) ?? `${1 + (i % 8)},${100 + i}`, i % 5, kinds[i % 3]], ';')}`,
  'points.csv': `x;y;kind\n${rowsOf(60, (i) => [odd(i, ['1.5', '2.25', 'inf']) ?? `${i % 7},${i % 10}`, i % 5, kinds[i % 3]], ';')}`,
  'prices.csv': `x,y,kind\n${rowsOf(60, (i) => [odd(i, ['1$2', '$5$', '$1,2']) ?? `"${i % 2 ? '-' : ''}$ ${1 + (i % 8)},${100 + i}.5"`, i % 5, kinds[i % 3]].map((cell) => (cell === '$1,2' ? '"$1,2"' : cell)))}`,
  'places.txt': `\ufeffname        x     y  kind\n${rowsOf(60, place, '')}`,
  'places-comment.txt': Buffer.from(
    `Preise in ganz Österreich\n# mehr als für 2023 und so weiter\nname        x     y  kind\n${rowsOf(60, (i) => (i === 30 ? ['# der Sensor wurde getauscht\n', ...place(i)] : place(i)), '')}`,
    'latin1',
  ),
  'marks.csv': COMMENTED,
  'marks.csv.gz': gzipSync(COMMENTED),
  'dropped-groups.csv': `x,y,price\n${rowsOf(60, (i) => [`"${(i * 1371) % 9}${i % 2 ? ',250' : ''}"`, i % 5, ((i * 7) % 41) + 0.5])}`,
}
const WRITTEN_CASES: readonly TableCase[] = [
  ...Object.keys(WRITTEN).map((path) => ({ name: path, source: { path } })),
  {
    name: 'several files with the mark of comments inside cells',
    source: { path: 'marks.csv', more_paths: ['marks-2.csv'] },
  },
  {
    name: 'the mark of comments inside cells of a zip file',
    source: { path: 'marks.csv.zip' },
  },
  {
    name: 'several files with fixed places',
    source: { path: 'places.txt', more_paths: ['places-2.txt'] },
  },
  {
    name: 'digits at fixed places',
    source: { path: 'digits.txt', widths: [3, 2, 4, 1], decimal: '.' },
  },
  {
    name: 'categories that are numbers',
    source: { path: 'mixed.csv', target: 'weight', features: ['size', 'weight'].slice(0, 1) },
    columns: [
      { name: 'size', type: 'category', steps: [{ type: 'one_hot' }], categories: null },
      { name: 'weight', type: 'category', steps: null, categories: null },
    ],
  },
  {
    name: 'cells that are no numbers',
    source: { path: 'mixed.csv', target: 'kind', features: ['grade', 'weight'] },
    columns: [
      { name: 'weight', type: 'number', steps: [{ type: 'robust' }], categories: null },
      { name: 'grade', type: 'category', steps: [{ type: 'frequency' }], categories: null },
    ],
  },
]

/** Labels in one cell, and columns of 0 and 1. A label is in a single row, cells are empty, and some have blanks or a separator at the end. */
const LABELS = [
  'size,genres,tags,fun,sad,seen,word',
  ...Array.from({ length: 120 }, (_, i) => {
    const genres = ['drama', 'comedy', 'horror', '어린이'].filter(
      (_, label) => (i * 5 + label * i) % (label + 2) === 0,
    )
    const tags = ['b|c', 'a', 'C'].filter((_, label) => (i + label) % 3 !== 1)
    return [
      (i * 37) % 101,
      i === 17 ? 'rare;drama' : genres.join(i % 7 === 2 ? ' ; ' : ';') + (i % 23 === 5 ? ';' : ''),
      `"${tags.join(i % 2 ? ',' : ', ')}"`,
      i % 2,
      i % 19 === 4 ? '' : Number(i % 3 === 0),
      i % 5 === 1 ? 'yes' : 'no',
      ['x', 'y'][i % 2],
    ].join(',')
  }),
].join('\n')
const labelsOf = (name: string, sep: string, props: object = {}): TableCase => ({
  name: `labels of ${name} ${JSON.stringify(props)}`,
  source: { path: 'labels.csv', target: name, features: ['size', 'fun'] },
  columns: [{ name, type: 'auto', steps: [{ type: 'multi_label', sep, ...props }], categories: null }],
})
const LABEL_CASES: readonly TableCase[] = [
  { name: 'multilabel.csv', source: { path: 'multilabel.csv' } },
  {
    name: 'multilabel.csv, the combinations as classes',
    source: { path: 'multilabel.csv', task: 'classes' },
  },
  {
    name: 'date_target.csv',
    source: { path: 'date_target.csv' },
    columns: [
      {
        name: 'day',
        type: 'auto',
        steps: [{ type: 'days_since' }, { type: 'standardize' }],
        categories: null,
      },
    ],
  },
  labelsOf('genres', ';'),
  labelsOf('genres', ';', { missing: 'missing' }),
  labelsOf('tags', ','),
  labelsOf('tags', '|'),
  labelsOf('tags', ',', { unseen: 'refuse' }),
  {
    name: 'labels as features',
    source: { path: 'labels.csv', target: 'word', features: ['genres', 'size', 'tags'] },
    columns: [
      { name: 'genres', type: 'auto', steps: [{ type: 'multi_label', sep: ';' }], categories: null },
      {
        name: 'tags',
        type: 'auto',
        steps: [{ type: 'multi_label', missing: 'missing' }, { type: 'standardize' }],
        categories: null,
      },
    ],
  },
  {
    name: 'columns of labels',
    source: { path: 'labels.csv', target: null, labels: ['seen', 'sad', 'fun'], features: ['size'] },
  },
  { name: 'labels that are suggested', source: { path: 'labels.csv', target: 'genres' } },
]

/** The same table in every kind of file, and in two files. */
const SOURCES: readonly TableCase['source'][] = [
  { type: 'csv', path: 'mixed.csv.gz' },
  { type: 'csv', path: 'mixed.zip.csv.zip' },
  { type: 'csv', path: 'first.csv', more_paths: ['second.csv'] },
  { type: 'parquet', path: 'mixed.parquet' },
  { type: 'json', path: 'mixed.json' },
  { type: 'json', path: 'mixed.ndjson' },
  { type: 'json', path: 'mixed.jsonl.gz' },
  { type: 'excel', path: 'mixed.xlsx' },
  { type: 'excel', path: 'mixed.xlsx', sheet_name: 'titled' },
  { type: 'sqlite', path: 'mixed.sqlite', table: 'mixed' },
]
/** Whole numbers with gaps that are categories, in files that say they are numbers: pandas reads 3 as 3.0 there. */
const WHOLE_SOURCES: readonly TableCase['source'][] = [
  { type: 'parquet', path: 'whole.parquet' },
  { type: 'json', path: 'whole.json' },
  { type: 'excel', path: 'whole.xlsx' },
  { type: 'sqlite', path: 'whole.sqlite', table: 'whole' },
]
const WHOLE_COLUMNS: TableCase['columns'] = [
  { name: 'floor', type: 'category', steps: [{ type: 'hashed', slots: 7 }], categories: null },
  { name: 'room', type: 'category', steps: [{ type: 'ordinal' }, fill], categories: ['12', '3'] },
  { name: 'half', type: 'category', steps: [{ type: 'hashed', slots: 7 }], categories: null },
  { name: 'kind', type: 'category', steps: null, categories: null },
]
const SOURCE_CASES: readonly TableCase[] = [
  ...WHOLE_SOURCES.map((source) => ({
    name: `whole numbers with gaps as categories: ${source.type}`,
    source: { ...source, target: 'kind' },
    columns: WHOLE_COLUMNS,
    ...(source.type === 'sqlite' && {
      preparedFrom: { type: 'parquet', path: 'whole.parquet', target: 'kind' },
    }),
  })),
  ...SOURCES.map((source) => ({
    name: Object.values(source).join(' '),
    source: { ...source, target: 'kind' },
    columns: MIXED_COLUMNS,
    // Not every Node has SQLite.
    ...(source.type === 'sqlite' && {
      preparedFrom: { type: 'parquet', path: 'mixed.parquet', target: 'kind' },
    }),
  })),
  { name: 'durations in Excel', source: { type: 'excel', path: 'durations.xlsx', target: 'x' } },
  { name: 'infinity in Parquet', source: { type: 'parquet', path: 'infinite.parquet' } },
  {
    name: 'fields inside fields',
    source: { type: 'json', path: 'nested.json', target: 'kind' },
  },
]

const PLAIN_CASES: readonly TableCase[] = [
  ...FILES.map((path) => ({ name: path, source: { path } })),
  { name: 'penguins.csv', source: { path: 'penguins.csv', target: 'species' } },
  ...['iris.csv', 'singleton.csv', 'imbalanced.csv'].map((path) => ({
    name: `${path} by hash`,
    source: { path },
    split: { method: 'hash' as const },
  })),
  ...STEP_CASES,
  ...LABEL_CASES,
  ...SETTING_CASES,
  ...SOURCE_CASES,
  ...WRITTEN_CASES,
  ...EXCLUDED_CASES,
]
export const TABLE_CASES: readonly TableCase[] = [
  ...PLAIN_CASES,
  ...MARKED.map((name) => ({
    ...PLAIN_CASES.find((each) => each.name === name)!,
    name: `${name}, with marks`,
    isMarked: true,
  })),
]

/** Python that writes mixed.csv as other kinds of files. */
const WRITE_FILES = `
import json, sqlite3, zipfile
import pyarrow.parquet
import pandas as pd
table = pd.read_csv("mixed.csv", keep_default_na=False, na_values=[""])
table["open"] = table["open"] == "yes"
table["day"] = pd.to_datetime(table["day"])
table.to_parquet("mixed.parquet")
table["day"] = table["day"].dt.strftime("%Y-%m-%d")
table.to_json("mixed.json", orient="records")
table.to_json("mixed.ndjson", orient="records", lines=True)
table.to_json("mixed.jsonl.gz", orient="records", lines=True)
rows = json.loads(table.to_json(orient="records"))
nested = [{"at": {"size": row["size"], "day": {"weight": row["weight"]}}, "kind": row["kind"]} for row in rows]
with open("nested.json", "w") as file:
    json.dump(nested, file)
with sqlite3.connect("mixed.sqlite") as database:
    table.assign(open=table["open"].astype(str).str.lower()).to_sql("mixed", database, index=False)
whole = pd.DataFrame({
    "floor": [None if i % 7 == 2 else i * 5 % 13 for i in range(90)],
    "room": [None if i % 11 == 3 else [3, 12, 101][i % 3] for i in range(90)],
    "half": [i % 5 / 2 for i in range(90)],
    "kind": [None if i % 13 == 4 else i * i % 3 for i in range(90)],
}).astype({name: "Int64" for name in ["floor", "room", "kind"]})
pyarrow.parquet.write_table(pyarrow.Table.from_pandas(whole).replace_schema_metadata(), "whole.parquet")
whole.to_json("whole.json", orient="records")
whole.to_excel("whole.xlsx", index=False)
with sqlite3.connect("whole.sqlite") as database:
    whole.to_sql("whole", database, index=False)
table["day"] = pd.to_datetime(table["day"])
durations = pd.DataFrame({"x": pd.to_timedelta([1.5 * (i % 9) + 0.25 for i in range(60)], unit="h"), "y": range(60), "kind": list("abc") * 20})
durations["y"] = pd.to_timedelta(durations["y"], unit="h").astype(object)
durations.loc[7, "y"] = "oops"
with pd.ExcelWriter("durations.xlsx") as writer:
    durations.to_excel(writer, index=False)
    for row in writer.sheets["Sheet1"].iter_rows(min_row=2, max_col=2):
        for cell in row:
            cell.number_format = "[h]:mm:ss"
with pd.ExcelWriter("mixed.xlsx") as writer:
    table.to_excel(writer, sheet_name="plain", index=False)
    table.to_excel(writer, sheet_name="titled", index=False, startrow=2)
    writer.sheets["titled"]["A1"] = "Measured in spring"
text = pd.read_csv("mixed.csv", dtype=str, keep_default_na=False)
text.to_csv("mixed.csv.gz", index=False)
text.to_csv("mixed.zip.csv.zip", index=False)
with zipfile.ZipFile("marks.csv.zip", "w") as archive:
    archive.write("marks.csv")
infinite = pd.DataFrame({"x": [float("inf") if i == 7 else i % 9 for i in range(60)], "kind": list("abc") * 20})
infinite.to_parquet("infinite.parquet")
`

/** Writes the tables of the cases. */
export function writeTables(folder: string): void {
  cpSync(new URL('../data/cases', import.meta.url), folder, { recursive: true })
  cpSync(new URL('../../assets/examples/iris.csv', import.meta.url), join(folder, 'iris.csv'))
  writeFileSync(join(folder, 'mixed.csv'), MIXED)
  writeFileSync(join(folder, 'penguins.csv'), PENGUINS)
  writeFileSync(join(folder, 'labels.csv'), LABELS)
  for (const [name, content] of Object.entries({ ...WRITTEN, ...EXCLUDED_FILES }))
    writeFileSync(join(folder, name), content)
  const [header, ...lines] = MIXED.split('\n')
  const parts = ['train', 'val', 'train', 'test', 'train']
  writeFileSync(
    join(folder, 'parts.csv'),
    ['part,a,kind', ...lines.map((_, i) => `${parts[(i * i) % 5]},${(i * 7) % 23},${i % 3}`)].join('\n'),
  )
  writeFileSync(join(folder, 'marks-2.csv'), COMMENTED)
  writeFileSync(join(folder, 'places-2.txt'), WRITTEN['places.txt']!)
  const digits = (i: number) => [`00${i % 9}`, 10 + (i % 80), `${i % 9}.${10 + i}`, kinds[i % 3]]
  writeFileSync(join(folder, 'digits.txt'), `no ageln  k\n${rowsOf(60, (i) => [...digits(i), '\n'], '')}`)
  writeFileSync(join(folder, 'first.csv'), [header, ...lines.slice(0, 90)].join('\n'))
  // The columns of the second file are in another order.
  const reversed = (line: string) => line.split(',').reverse().join(',')
  writeFileSync(join(folder, 'second.csv'), [header!, ...lines.slice(90)].map(reversed).join('\n'))
  execFileSync(kerasPython()!, ['-c', WRITE_FILES], { cwd: folder })
}

/** The program of a case, with everything suggested accepted unless rows are excluded. */
export async function caseProgram(
  { source, columns, split, preparedFrom, excluded, isMarked = false }: TableCase,
  place: Place,
): Promise<TableProgram> {
  const reference = createDataReference({ type: 'csv', ...source })
  const own = {
    ...reference,
    ...(columns && { columns: columns as never }),
    split: { ...reference.split, validation: 0.1, test: 0.2, seed: 7, ...split },
  }
  // Suggestions accept cells that are no numbers, in all rows.
  if (excluded) return tableProgram(await withExcluded(own, excluded, place), place)
  if (!preparedFrom) {
    const suggestedReference = await withSuggestions(own, place)
    return tableProgram(isMarked ? await withMarks(suggestedReference, place) : suggestedReference, place)
  }
  const suggested = await withSuggestions({ ...own, source: createDataReference(preparedFrom).source }, place)
  const { target, features } = suggested.source
  return tableProgram(
    { ...suggested, source: { ...own.source, target, features } as Config },
    place,
    suggested,
  )
}
