/** The split as Python: the calls of scikit-learn that select the rows of the app, or the functions of the older rule in numpy. */
import { type DataInfo, stratifiedTarget, type TargetInfo } from '../data/data-info.ts'
import type { DataReference, SplitMethod } from '../data/data-reference.ts'
import { HASH_SPLIT_FUNCTIONS } from '../data/hash-split-python.ts'
import { foldsOf, isKFoldStratified } from '../data/k-fold.ts'
import type { Parts } from '../data/parts.ts'
import { stratifyRefusals } from '../data/split.ts'
import type { StratifyRefusal } from '../data/train-test-split.ts'
import { wrapWords } from './comments.ts'
import { call, comment, keyword, statement } from './printer.ts'
import { type TargetEncoding, targetVariable } from './source.ts'
import { groupSplit, namedSplit, timeSplit } from './split-by-column.ts'

export interface SplitCode {
  readonly imports: readonly string[]
  readonly functions: readonly (readonly string[])[]
  /** Lines that define `train`, and `val` and `test` if there are such rows: arrays of row numbers. */
  readonly lines: readonly string[]
  /** Folds define `train` and `val` in a loop. */
  readonly loop?: { readonly header: string; readonly lines: readonly string[] }
}

/** Which parts have rows, besides those for training. */
type DrawnParts = Omit<Parts<boolean>, 'train'>
type DrawnPart = keyof DrawnParts

/**
 * @param encodings encoding of each target
 * @param drawn which parts have rows
 * @param rows the number of rows, as Python
 */
export function splitCode(
  reference: DataReference,
  info: DataInfo | null,
  encodings: readonly TargetEncoding[],
  drawn: DrawnParts,
  rows: string,
): SplitCode {
  const targets = info?.targets ?? encodings.map(encodedTarget)
  const index = stratifiedTarget(targets, reference.split)
  // A column of text that is read as numbers has no classes.
  const stratified = index >= 0 && encodings[index] !== 'number' ? index : -1
  return { functions: [], ...SPLITS[reference.split.method]({ reference, info, stratified, drawn, rows }) }
}

interface SplitContext {
  readonly reference: DataReference
  readonly info: DataInfo | null
  /** Index of the target to stratify by, or −1. */
  readonly stratified: number
  readonly drawn: DrawnParts
  /** The number of rows, as Python. */
  readonly rows: string
}

const SPLITS: {
  readonly [method in SplitMethod]: (
    context: SplitContext,
  ) => Omit<SplitCode, 'functions'> & Partial<SplitCode>
} = {
  train_test_split: trainTestSplits,
  kfold: kFoldSplit,
  hash: hashSplit,
  group_shuffle_split: ({ reference, drawn }) => groupSplit(reference, drawn),
  time: ({ reference, info, drawn, rows }) => timeSplit(reference, drawn, sizesOf(reference, info, rows)),
  column: ({ reference, drawn }) => namedSplit(reference, drawn),
}

const encodedTarget = (encoding: TargetEncoding): Pick<TargetInfo, 'kind'> => ({
  kind: encoding === 'number' || encoding === 'labels' ? encoding : 'classes',
})

/** The numbers of rows of the parts that are drawn. */
interface Sizes {
  /** Lines that compute them where they are not known yet. */
  readonly lines: readonly string[]
  readonly of: { readonly [part in DrawnPart]: string }
}

function sizesOf({ split }: DataReference, info: DataInfo | null, rows: string): Sizes {
  const known = (part: DrawnPart): string | null => {
    if (info) return String((info.drawn?.rows ?? info.rows)[part])
    return split[part] < 1 && split[part] > 0 ? null : String(Math.floor(split[part]))
  }
  const parts = ['validation', 'test'] as const
  const computed = parts.filter((part) => known(part) === null)
  const variable = (part: DrawnPart) => `n_${VARIABLES[part]}`
  const values = computed.map((part) => `int(${split[part]} * ${rows} + 0.5)`)
  return {
    lines: computed.length === 0 ? [] : [`${computed.map(variable).join(', ')} = ${values.join(', ')}`],
    of: {
      validation: known('validation') ?? variable('validation'),
      test: known('test') ?? variable('test'),
    },
  }
}

/** Variables with the row numbers of the parts. */
const VARIABLES: { readonly [part in DrawnPart]: string } = { validation: 'val', test: 'test' }

// ── scikit-learn ─────────────────────────────────────────────────────────────────────────────────────────────────

/** @param rest variable with the rows that are not for the test */
function trainTestSplits(
  { reference, info, stratified, drawn, rows }: SplitContext,
  rest = drawn.validation ? 'rest' : 'train',
): SplitCode {
  const target = info?.targets[stratified]
  const counts = info?.drawn?.counts[stratified] ?? target?.counts
  const refusals = counts ? stratifyRefusals(counts) : { test: null, validation: null }
  const labels = stratifyCode(stratified, target)
  const sizes = sizesOf(reference, info, rows)
  /** @param selection brackets that select the rows of the labels */
  const splitLines = (part: DrawnPart, from: string, rest: string, selection: string): string[] => {
    const refusal = refusals[part]
    const keywords = [
      keyword('test_size', sizes.of[part]),
      keyword('random_state', String(reference.split.seed)),
      ...(stratified < 0 || refusal ? [] : [keyword('stratify', labels + selection)]),
    ]
    return [
      ...(refusal ? refusalComment(refusal, target!) : []),
      ...statement(call('train_test_split', from, ...keywords), `${rest}, ${VARIABLES[part]} = `),
    ]
  }
  const all = `np.arange(${rows})`
  if (!drawn.test && !drawn.validation) return { imports: [], functions: [], lines: [`train = ${all}`] }
  const testLines = drawn.test ? splitLines('test', 'rows', rest, '') : []
  const [from, selection] = drawn.test ? [rest, `[${rest}]`] : ['rows', '']
  const validationLines = drawn.validation ? splitLines('validation', from, 'train', selection) : []
  return {
    imports: ['from sklearn.model_selection import train_test_split'],
    functions: [],
    lines: [`rows = ${all}`, ...sizes.lines, ...testLines, ...validationLines],
  }
}

/** The test rows are drawn first; each fold of the others validates once. */
function kFoldSplit(context: SplitContext): SplitCode {
  const { reference, info, stratified, drawn, rows } = context
  const { split } = reference
  const target = info?.targets[stratified]
  const counts = info?.drawn?.counts[stratified] ?? target?.counts
  const folds = foldsOf(split)
  const hasClasses =
    stratified >= 0 &&
    (!counts ||
      isKFoldStratified(
        counts.train.map((count, c) => count + counts.validation[c]!),
        folds,
      ))
  const splitter = hasClasses ? 'StratifiedKFold' : 'KFold'
  const rest = drawn.test ? 'rest' : 'rows'
  const test = drawn.test
    ? trainTestSplits(
        {
          ...context,
          drawn: { validation: false, test: true },
          reference: { ...reference, split: { ...split, validation: 0 } },
        },
        rest,
      ).lines
    : [`rows = np.arange(${rows})`]
  const labels = hasClasses ? `, ${stratifyCode(stratified, target)}${drawn.test ? '[rest]' : ''}` : ''
  return {
    imports: [`from sklearn.model_selection import ${splitter}${drawn.test ? ', train_test_split' : ''}`],
    functions: [],
    lines: [
      ...test,
      `folds = ${splitter}(${folds.count}, shuffle=True, random_state=${split.seed})`,
      'scores = []',
    ],
    loop: {
      header: `for train, val in folds.split(${rest}${labels}):`,
      lines: drawn.test ? ['train, val = rest[train], rest[val]'] : [],
    },
  }
}

/** The classes to stratify by, in the order of the file: another order that a person has set moves no row. */
const stratifyCode = (stratified: number, target: TargetInfo | undefined): string => {
  const classes = targetVariable(stratified)
  return target?.ranks ? `np.array([${target.ranks.join(', ')}])[${classes}]` : classes
}

/** scikit-learn would raise a ValueError. */
function refusalComment(refusal: StratifyRefusal, { classes }: TargetInfo): string[] {
  const reason =
    refusal.reason === 'single row'
      ? `class ${comment(classes[refusal.codes[0]!]!)} has only 1 row to draw from`
      : `${refusal.rows} rows cannot hold all ${refusal.classes} classes`
  return wrapWords(`Without stratify: ${reason}.`, '# ')
}

// ── the rule of file format version 1 ────────────────────────────────────────────────────────────────────────────

function hashSplit({ reference, info, stratified, rows }: SplitContext): SplitCode {
  const sizes = sizesOf(reference, info, rows)
  return {
    imports: [],
    // Two empty lines separate the functions.
    functions: HASH_SPLIT_FUNCTIONS.join('\n')
      .split('\n\n\n')
      .map((lines) => lines.split('\n')),
    lines: [
      ...sizes.lines,
      ...statement(
        call(
          'split_rows',
          stratified < 0 ? `np.zeros(${rows})` : stratifyCode(stratified, info?.targets[stratified]),
          keyword('validation', sizes.of.validation),
          keyword('test', sizes.of.test),
          keyword('seed', String(reference.split.seed)),
        ),
        'train, val, test = ',
      ),
    ],
  }
}
