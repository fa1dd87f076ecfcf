/** Tables as people have them: any separator and encoding, cells at fixed places, gaps, categories, dates, units, cells that are no numbers.
 *  The reader finds out how each is written. */
import fc from 'fast-check'
import type { ColumnSettings } from '../../shared/data/columns.ts'
import type { Config } from '../../shared/fields/index.ts'

export interface GeneratedTable {
  readonly bytes: Buffer
  /** Characters of each column of a table whose cells stand at fixed places; null: they are separated. */
  readonly widths: readonly number[] | null
  /** Settings of some columns. */
  readonly columns: readonly ColumnSettings[]
  readonly split: {
    readonly validation: number
    readonly test: number
    readonly seed: number
    readonly stratify: boolean
  }
}

type Kind = 'integer' | 'large' | 'real' | 'money' | 'category' | 'code' | 'boolean' | 'date'

interface Column {
  readonly name: string
  readonly kind: Kind
  /** What a missing cell says; null: no cell is missing. */
  readonly marker: string | null
  readonly seed: number
  readonly steps: readonly Config[] | null
}

interface Dialect {
  /** `fixed`: cells stand at fixed places. */
  readonly sep: string
  readonly decimal: string
  readonly lineEnd: string
  readonly encoding: 'utf-8' | 'utf-8-sig' | 'utf-16'
  readonly isQuoted: boolean
  readonly title: boolean
  readonly hasHeader: boolean
}

const NAMES = ['size', 'größe', 'a b', 'id no', 'x,y', '값']
const WORDS = ['red', 'green', 'blue, dark', 'NA', 'größe', '서울', 'a "b"', '10', "it's", 'x;y|z']
const BOOLEANS = [
  ['no', 'yes'],
  ['false', 'true'],
  ['False', 'True'],
] as const
const DATES: readonly ((day: number) => string)[] = [
  (day) => iso(day),
  (day) => iso(day).split('-').reverse().join('.'),
  (day) => `${iso(day)} ${String(day % 24).padStart(2, '0')}:30:00`,
]
const iso = (day: number) => new Date(86_400_000 * (18_000 + day)).toISOString().slice(0, 10)

/** Steps that a column of a kind can have, first those for its gaps. */
const STEPS: { readonly [kind in Kind]: readonly (readonly Config[])[] } = {
  integer: numberSteps(),
  large: numberSteps(),
  real: numberSteps(),
  money: numberSteps(),
  boolean: [[], [{ type: 'standardize' }]],
  category: categorySteps(),
  code: categorySteps(),
  date: [
    [{ type: 'days_since' }, { type: 'standardize' }],
    [{ type: 'date_parts' }, { type: 'min_max' }],
    [{ type: 'cyclic_date_parts' }],
  ],
}
const FILLS: { readonly [kind in Kind]: Config } = {
  integer: { type: 'fill', strategy: 'mean' },
  large: { type: 'fill', strategy: 'median' },
  real: { type: 'fill', strategy: 'median', indicator: true },
  money: { type: 'fill', strategy: 'constant', value: '1.5' },
  boolean: { type: 'fill', strategy: 'most_frequent' },
  category: { type: 'fill', strategy: 'most_frequent', indicator: true },
  code: { type: 'drop_missing' },
  date: { type: 'drop_missing' },
}

function numberSteps(): Config[][] {
  return [
    [{ type: 'standardize' }],
    [{ type: 'min_max' }],
    [{ type: 'robust' }],
    [{ type: 'clip' }, { type: 'standardize' }],
    [{ type: 'quantile' }],
    [{ type: 'bins', n_bins: 3 }],
    [{ type: 'powers', degree: 3 }, { type: 'standardize' }],
    [],
  ]
}
function categorySteps(): Config[][] {
  return [
    [{ type: 'one_hot' }],
    [{ type: 'one_hot', unseen: 'own' }],
    [{ type: 'ordinal' }],
    [{ type: 'codes' }],
    [{ type: 'hashed', slots: 6 }],
    [{ type: 'frequency' }, { type: 'standardize' }],
  ]
}

const column = fc
  .record({
    kind: fc.constantFrom<Kind>('integer', 'large', 'real', 'money', 'category', 'code', 'boolean', 'date'),
    marker: fc.option(fc.constantFrom('', '', 'N/A', '-'), { freq: 1 }),
    seed: fc.nat(999),
    chain: fc.nat(99),
    isSuggested: fc.boolean(),
  })
  .map(({ chain, isSuggested, ...each }) => {
    const chains = STEPS[each.kind]
    const fill = each.marker === null ? [] : [FILLS[each.kind]]
    return { ...each, steps: isSuggested ? null : [...fill, ...chains[chain % chains.length]!] }
  })

const FIXED = 'fixed'
/** Cells that are no numbers, whatever marks numbers have. */
const ODD = ['inf', '-Infinity', '1.2.3', '1,2,3', '12,34,567', '0x1F', '1_000', 'oops', '1e999']

const dialect: fc.Arbitrary<Dialect> = fc.record({
  sep: fc.constantFrom(',', ';', '\t', '|', FIXED),
  decimal: fc.constantFrom('.', ','),
  lineEnd: fc.constantFrom('\n', '\r\n'),
  encoding: fc.constantFrom('utf-8', 'utf-8', 'utf-8-sig', 'utf-16'),
  isQuoted: fc.boolean(),
  title: fc.boolean(),
  hasHeader: fc.nat(3).map((n) => n > 0),
})

export const generatedTable: fc.Arbitrary<GeneratedTable> = fc
  .record({
    rows: fc.integer({ min: 40, max: 90 }),
    columns: fc.array(column, { minLength: 1, maxLength: 6 }),
    target: fc.constantFrom<Kind>('category', 'integer', 'real', 'boolean'),
    dialect,
    seed: fc.nat(1000),
    stratify: fc.boolean(),
  })
  .map(({ rows, columns, target, dialect: written, seed, stratify }) => {
    const named = columns.map(
      (each, i): Column => ({ ...each, name: written.hasHeader ? NAMES[i]! : `column${i}` }),
    )
    const all = [...named, { name: 'target', kind: target, marker: null, seed, steps: null }]
    // A comma cannot be both.
    const own = written.sep === ',' ? { ...written, decimal: '.' } : written
    const lines = tableLines(all, rows, own)
    const widths = own.sep === FIXED ? widthsOf(lines) : null
    return {
      bytes: encode(tableText(lines, own, widths), own.encoding),
      widths,
      columns: named.flatMap(({ name, steps }): ColumnSettings[] =>
        steps === null ? [] : [{ name, type: 'auto', steps, categories: null }],
      ),
      split: { validation: 0.15, test: 0.2, seed, stratify },
    }
  })

function encode(text: string, encoding: Dialect['encoding']): Buffer {
  if (encoding === 'utf-16') return Buffer.from(`\ufeff${text}`, 'utf16le')
  return Buffer.from(encoding === 'utf-8-sig' ? `\ufeff${text}` : text)
}

/** The cells of the header, if there is one, and of all rows. */
const tableLines = (columns: readonly Column[], rows: number, written: Dialect): string[][] => [
  ...(written.hasHeader ? [columns.map(({ name }) => name)] : []),
  ...Array.from({ length: rows }, (_, row) => columns.map((each) => cellOf(each, row, written))),
]

/** Room for the longest cell of each column; in every second column none beyond it. */
const widthsOf = (lines: readonly (readonly string[])[]): number[] =>
  lines[0]!.map((_, i) => Math.max(...lines.map((line) => [...line[i]!].length)) + (i % 2))

function tableText(
  lines: readonly (readonly string[])[],
  written: Dialect,
  widths: readonly number[] | null,
): string {
  const { sep, lineEnd, title, hasHeader } = written
  const pad = (cell: string, i: number) => {
    const blanks = ' '.repeat(widths![i]! - [...cell].length)
    return i % 3 === 2 ? blanks + cell : cell + blanks
  }
  return [
    // A title above rows without a header could be a header; above fixed places nothing tells it from a row.
    ...(title && hasHeader && widths === null ? ['Measured in spring'] : []),
    ...lines.map((cells) =>
      widths ? cells.map(pad).join('') : cells.map((cell) => quoted(cell, written)).join(sep),
    ),
    '',
  ].join(lineEnd)
}

const quoted = (cell: string, { sep, isQuoted }: Dialect): string =>
  cell.includes(sep) || cell.includes('"') || (isQuoted && /[a-z]/.test(cell))
    ? `"${cell.replaceAll('"', '""')}"`
    : cell

function cellOf({ name, kind, marker, seed, steps }: Column, row: number, { decimal }: Dialect): string {
  // Only what is suggested counts cells of another type as missing.
  const isOdd = steps === null && name !== 'target' && row === 7 && seed % 3 > 0
  if (isOdd && ['integer', 'large', 'real', 'money'].includes(kind)) return ODD[seed % ODD.length]!
  const random = ((row + 1) * (seed * 2 + 7919) * 31) % 997
  if (marker !== null && random % 9 === 0) return marker
  const real = (random - 300) / 16
  const number = (value: number) => String(value).replace('.', decimal)
  switch (kind) {
    case 'integer':
      return String((random % 90) - 20)
    case 'large':
      return (random * 9871).toLocaleString('en-US').replaceAll(',', decimal === '.' ? ',' : '.')
    case 'real':
      return number(real)
    case 'money':
      return `$${number(Math.abs(real))}`
    case 'category':
      return WORDS[(seed + (random % 4)) % WORDS.length]!
    case 'code':
      return String(random % 12).padStart(2, '0')
    case 'boolean':
      return BOOLEANS[seed % BOOLEANS.length]![random % 2]!
    case 'date':
      return DATES[seed % DATES.length]!(random)
  }
}
