/** The splits that a column of the table decides, as Python. */
import type { DataReference } from '../data/data-reference.ts'
import type { Parts } from '../data/parts.ts'
import { PART_WORDS } from '../data/split-by-column.ts'
import { call, flat, keyword, list, statement, text } from './printer.ts'

/** Which parts have rows, besides those for training. */
type DrawnParts = Omit<Parts<boolean>, 'train'>

/** Lines that define `train`, and `val` and `test` if there are such rows, and the imports that they need. */
interface ColumnSplitCode {
  readonly imports: readonly string[]
  readonly lines: readonly string[]
}

const columnCode = ({ split }: DataReference): string => `table[${text(split.column ?? '')}]`

/** Shares are those of groups, so the program computes their numbers. */
export function groupSplit(reference: DataReference, drawn: DrawnParts): ColumnSplitCode {
  const { split } = reference
  const size = (part: 'validation' | 'test') =>
    split[part] < 1 ? `int(${split[part]} * n_groups + 0.5)` : String(Math.floor(split[part]))
  const splitter = (part: 'validation' | 'test') =>
    statement(
      call(
        'GroupShuffleSplit',
        '1',
        keyword('test_size', size(part)),
        keyword('random_state', String(split.seed)),
      ),
      'splitter = ',
    )
  const countsGroups = (drawn.test && split.test < 1) || (drawn.validation && split.validation < 1)
  const rest = drawn.test && drawn.validation ? 'rest' : 'rows'
  return {
    imports: ['from sklearn.model_selection import GroupShuffleSplit'],
    lines: [
      ...statement(call('np.unique', columnCode(reference), 'return_inverse=True'), '_, groups = '),
      ...(countsGroups ? ['n_groups = groups.max() + 1'] : []),
      `${drawn.test || drawn.validation ? 'rows' : 'train'} = np.arange(len(table))`,
      ...(drawn.test
        ? [
            ...splitter('test'),
            `${drawn.validation ? rest : 'train'}, test = next(splitter.split(rows, groups=groups))`,
          ]
        : []),
      ...(drawn.validation
        ? [
            ...splitter('validation'),
            `train, val = (${rest}[part] for part in next(splitter.split(${rest}, groups=groups[${rest}])))`,
          ]
        : []),
    ],
  }
}

/** @param sizes numbers of rows of the drawn parts, as Python, with the lines that compute them */
export function timeSplit(
  reference: DataReference,
  drawn: DrawnParts,
  sizes: {
    readonly lines: readonly string[]
    readonly of: { readonly validation: string; readonly test: string }
  },
): ColumnSplitCode {
  const { validation, test } = sizes.of
  const order = `${columnCode(reference)}.to_numpy().argsort(kind="stable")`
  const end = drawn.test ? `len(order) - ${test}` : 'len(order)'
  const lines = [
    ...(drawn.validation ? [`val = order[${end} - ${validation} : ${end}]`] : []),
    ...(drawn.test ? [`test = order[${end} :]`] : []),
  ]
  const trainEnd = drawn.validation ? `${end} - ${validation}` : end
  return {
    imports: [],
    lines: [...sizes.lines, `order = ${order}`, `train = order[: ${trainEnd}]`, ...lines],
  }
}

const VARIABLES = { train: 'train', validation: 'val', test: 'test' } as const

export function namedSplit(reference: DataReference, drawn: DrawnParts): ColumnSplitCode {
  const words = (part: keyof typeof VARIABLES): string =>
    flat(list([...PART_WORDS.keys()].filter((word) => PART_WORDS.get(word) === part).map(text)))
  const parts = (['train', 'validation', 'test'] as const).filter((part) => part === 'train' || drawn[part])
  return {
    imports: [],
    lines: [
      `part = ${columnCode(reference)}.astype(str).str.strip().str.lower()`,
      ...parts.flatMap((part) =>
        statement(call('np.flatnonzero', `part.isin(${words(part)})`), `${VARIABLES[part]} = `),
      ),
    ],
  }
}
