/** Tables with rows that are broken and that marks exclude: neither the app nor the program may stop because of them. */
interface ExcludedCase {
  readonly name: string
  readonly source: { readonly path: string; readonly [field: string]: string | readonly string[] }
  readonly columns?: readonly { readonly name: string; readonly [field: string]: unknown }[]
  readonly split?: object
  readonly excluded: readonly number[]
}

const COLORS = ['red', 'green', 'blue']

/** Row by row; one cell of each of the columns is broken, and row 30 has no kind. */
const BROKEN = [
  'size,color,tags,team,day,part,kind',
  ...Array.from({ length: 80 }, (_, i) =>
    [
      i === 7 ? 'about 3' : (i * 37) % 101,
      i === 11 ? 'never seen' : COLORS[i % 3],
      i === 13 ? 'a;never seen' : ['a;b', 'a', 'b;c'][i % 3],
      i === 17 ? '' : `team ${i % 9}`,
      i === 19 ? '' : `2024-01-${String(1 + ((i * 7) % 28)).padStart(2, '0')}`,
      i === 23 ? '' : i === 27 ? 'elsewhere' : ['train', 'train', 'train', 'val', 'test'][i % 5],
      i === 30 ? '' : ['cat', 'dog'][i % 2],
    ].join(','),
  ),
].join('\n')

export const EXCLUDED_FILES: { readonly [name: string]: string } = { 'broken.csv': BROKEN }

const column = (name: string, ...steps: object[]) => ({ name, type: 'auto', steps, categories: null })

const brokenCase = (
  name: string,
  excluded: readonly number[],
  source: { readonly [field: string]: string | readonly string[] },
  rest: Pick<ExcludedCase, 'columns' | 'split'> = {},
): ExcludedCase => ({
  name: `excluded: ${name}`,
  excluded,
  source: { path: 'broken.csv', target: 'kind', ...source },
  ...rest,
})

const BY_SIZE = { features: ['size'] }
const SIZE = [column('size', { type: 'fill', strategy: 'median' }, { type: 'standardize' })]

export const EXCLUDED_CASES: readonly ExcludedCase[] = [
  brokenCase('a cell that is no number', [7], BY_SIZE),
  brokenCase(
    'a target that is no number',
    [7, 11],
    { target: 'size', features: ['color'] },
    {
      columns: [column('color', { type: 'one_hot' })],
    },
  ),
  brokenCase(
    'an unseen category',
    [11],
    { features: ['color'] },
    {
      columns: [column('color', { type: 'one_hot', unseen: 'refuse' })],
    },
  ),
  brokenCase(
    'unseen labels',
    [13],
    { target: 'tags', features: ['color'] },
    {
      columns: [
        column('color', { type: 'one_hot' }),
        column('tags', { type: 'multi_label', sep: ';', unseen: 'refuse' }),
      ],
    },
  ),
  brokenCase('no group', [7, 17], BY_SIZE, { split: { method: 'group_shuffle_split', column: 'team' } }),
  brokenCase('no time', [7, 19], BY_SIZE, { split: { method: 'time', column: 'day' } }),
  brokenCase('no part, and the name of none', [7, 23, 27], BY_SIZE, {
    split: { method: 'column', column: 'part' },
    columns: SIZE,
  }),
]
