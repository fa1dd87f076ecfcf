/** The sizes of the parts of a split, what is in them, and what is said about them. */
import {
  type DataReference,
  isRandomSplit,
  type RandomSplitMethod,
} from '../../../shared/data/data-reference.ts'
import { type Folds, foldsOf, isKFoldStratified } from '../../../shared/data/k-fold.ts'
import type { ClassCounts, Parts, Split } from '../../../shared/data/parts.ts'
import { type StratifyRefusals, stratifyRefusals } from '../../../shared/data/split.ts'
import { splitCount } from '../../../shared/data/split-count.ts'
import type { Text } from '../../../shared/text.ts'
import { problemError } from './problem-error.ts'
import { texts } from './texts.ts'

type SplitSettings = DataReference['split']

/** Numbers of validation and test rows. @throws ProblemError if none is left for training */
export function partSizes(
  settings: SplitSettings,
  count: number,
): Pick<Parts<number>, 'validation' | 'test'> {
  const isKFold = settings.method === 'kfold'
  const sizes = {
    // A fold is.
    validation: isKFold ? 0 : splitCount(settings.validation, count),
    test: splitCount(settings.test, count),
  }
  if (isKFold && sizes.test >= count)
    throw problemError('data_split', texts.testTakesAll(count, sizes.test), 'test')
  if (isKFold) checkFolds(foldsOf(settings), count - sizes.test)
  if (sizes.validation + sizes.test >= count)
    throw problemError('data_split', texts.split(count, sizes.validation, sizes.test), 'validation')
  return sizes
}

/** @param rows those that are not for the test @throws ProblemError for too many folds, or a fold that does not exist */
function checkFolds({ count, index }: Folds, rows: number): void {
  if (count > rows) throw problemError('data_split', texts.tooManyFolds(count, rows), 'n_splits')
  if (index >= count) throw problemError('data_split', texts.noFold(index, count), 'fold')
}

/** The rule of a source without columns. @throws ProblemError for a rule that needs a column */
export function randomSplitMethod(method: SplitSettings['method']): RandomSplitMethod {
  if (isRandomSplit(method)) return method
  throw problemError('data_split', texts.splitNeedsTable(method), 'method')
}

/** Rows with each label in each part. @param values of the labels of a row side by side */
export function labelCounts(
  values: Float32Array,
  { train, validation, test }: Split,
  labels: number,
): ClassCounts {
  const count = (part: Int32Array) => {
    const counts = new Array<number>(labels).fill(0)
    for (const row of part)
      for (let label = 0; label < labels; label++) counts[label]! += values[row * labels + label]!
    return counts
  }
  return { train: count(train), validation: count(validation), test: count(test) }
}

/** What scikit-learn refuses to stratify, in words. */
export function refusalNotes(
  settings: SplitSettings,
  targets: readonly { readonly classes: readonly string[] }[],
  stratified: number,
  counts: readonly (ClassCounts | null)[],
): Text[] {
  const own = counts[stratified]
  const { method } = settings
  if ((method !== 'train_test_split' && method !== 'kfold') || !own) return []
  const refusals = stratifyRefusals(own)
  const folds = foldsOf(settings)
  if (method === 'kfold') {
    const rest = own.train.map((count, c) => count + own.validation[c]!)
    const notes = isKFoldStratified(rest, folds) ? [] : [texts.noteKFold(folds.count)]
    return [...partNotes({ ...refusals, validation: null }, own, targets[stratified]!.classes), ...notes]
  }
  return partNotes(refusals, own, targets[stratified]!.classes)
}

const partNotes = (refusals: StratifyRefusals, own: ClassCounts, classes: readonly string[]): Text[] =>
  (['test', 'validation'] as const).flatMap((part) => {
    const refusal = refusals[part]
    if (!refusal) return []
    const [code] = refusal.reason === 'single row' ? refusal.codes : []
    const holder = (['train', 'validation', 'test'] as const).find((p) => own[p][code ?? 0]! > 0)!
    return [texts.noteNotStratified(part, refusal, classes, holder)]
  })

/** The rows of all parts in one array: training, validation, test. */
export function concatenate({ train, validation, test }: Split): Int32Array {
  const order = new Int32Array(train.length + validation.length + test.length)
  order.set(train)
  order.set(validation, train.length)
  order.set(test, train.length + validation.length)
  return order
}

/** Number of rows of each part. */
export const sizesOf = ({ train, validation, test }: Split): Parts<number> => ({
  train: train.length,
  validation: validation.length,
  test: test.length,
})
