/** The split as Python: the calls of scikit-learn that select the rows of the app, or the functions of the older rule in numpy. */
import { type DataInfo, stratifiedTarget, type TargetInfo } from '../data/data-info.ts'
import type { DataReference } from '../data/data-reference.ts'
import { HASH_SPLIT_FUNCTIONS } from '../data/hash-split-python.ts'
import type { Parts } from '../data/parts.ts'
import { stratifyRefusals } from '../data/split.ts'
import type { StratifyRefusal } from '../data/train-test-split.ts'
import { wrapWords } from './comments.ts'
import { call, comment, keyword, statement } from './printer.ts'
import { labelsVariable, type TargetEncoding } from './sources.ts'

export interface SplitCode {
  readonly imports: readonly string[]
  readonly functions: readonly (readonly string[])[]
  /** Lines that define `train_rows`, and `validation_rows` and `test_rows` if there are such rows. */
  readonly lines: readonly string[]
}

/** Which parts have rows, besides those for training. */
type DrawnParts = Omit<Parts<boolean>, 'train'>
type DrawnPart = keyof DrawnParts

/**
 * @param encodings encoding of each target
 * @param drawn which parts have rows
 */
export function splitCode(
  reference: DataReference,
  info: DataInfo | null,
  encodings: readonly TargetEncoding[],
  drawn: DrawnParts,
): SplitCode {
  const targets = info?.targets ?? encodings.map(encodedTarget)
  const index = stratifiedTarget(targets, reference.split)
  // A column of text that is read as numbers has no classes.
  const stratified = index >= 0 && encodings[index] !== 'number' ? index : -1
  return reference.split.method === 'hash'
    ? hashSplit(reference, info, stratified)
    : trainTestSplits(reference, info, stratified, drawn)
}

const encodedTarget = (encoding: TargetEncoding): Pick<TargetInfo, 'kind'> => ({
  kind: encoding === 'number' ? 'number' : 'classes',
})

/** Number of rows of a part: the number itself if it is known, else the expression for a share. */
function sizeCode({ split }: DataReference, info: DataInfo | null, part: DrawnPart): string {
  const share = split[part]
  if (info) return String(info.rows[part])
  return share < 1 && share > 0 ? `int(${share} * len(${ROWS}) + 0.5)` : String(Math.floor(share))
}

/** The variable whose length is the number of rows. */
const ROWS = labelsVariable(0)

// ── scikit-learn ─────────────────────────────────────────────────────────────────────────────────────────────────

function trainTestSplits(
  reference: DataReference,
  info: DataInfo | null,
  stratified: number,
  drawn: DrawnParts,
): SplitCode {
  const target = info?.targets[stratified]
  const refusals = target?.counts ? stratifyRefusals(target.counts) : { test: null, validation: null }
  const labels = labelsVariable(stratified)
  /** @param selection brackets that select the rows of the labels */
  const splitLines = (part: DrawnPart, rows: string, rest: string, selection: string): string[] => {
    const refusal = refusals[part]
    const keywords = [
      keyword('test_size', sizeCode(reference, info, part)),
      keyword('random_state', String(reference.split.seed)),
      ...(stratified < 0 || refusal ? [] : [keyword('stratify', labels + selection)]),
    ]
    return [
      ...(refusal ? refusalComment(refusal, target!) : []),
      ...statement(call('train_test_split', rows, ...keywords), `${rest}, ${part}_rows = `),
    ]
  }
  const all = `np.arange(len(${ROWS}))`
  if (!drawn.test && !drawn.validation) return { imports: [], functions: [], lines: [`train_rows = ${all}`] }
  const rest = drawn.validation ? 'rest_rows' : 'train_rows'
  const testLines = drawn.test ? splitLines('test', all, rest, '') : []
  const [rows, selection] = drawn.test ? [rest, `[${rest}]`] : [all, '']
  const validationLines = drawn.validation ? splitLines('validation', rows, 'train_rows', selection) : []
  return {
    imports: ['from sklearn.model_selection import train_test_split'],
    functions: [],
    lines: [...testLines, ...validationLines],
  }
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

function hashSplit(reference: DataReference, info: DataInfo | null, stratified: number): SplitCode {
  return {
    imports: [],
    // Two empty lines separate the functions.
    functions: HASH_SPLIT_FUNCTIONS.join('\n')
      .split('\n\n\n')
      .map((lines) => lines.split('\n')),
    lines: statement(
      call(
        'split_rows',
        stratified < 0 ? `np.zeros(len(${ROWS}))` : labelsVariable(stratified),
        keyword('validation', sizeCode(reference, info, 'validation')),
        keyword('test', sizeCode(reference, info, 'test')),
        keyword('seed', String(reference.split.seed)),
      ),
      'train_rows, validation_rows, test_rows = ',
    ),
  }
}
