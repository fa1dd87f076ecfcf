/** What the cells of a confusion matrix show, and in which order its classes stand. */
import { formatCount } from '../../ui/format.ts'

export const CELL_TEXTS = ['count', 'row', 'column', 'all'] as const
/** The number of rows, or their share of the true class, of the predicted class, of all rows. */
export type CellText = (typeof CELL_TEXTS)[number]

export interface Matrix {
  /** Indices of the classes, from the first row on. */
  readonly order: readonly number[]
  readonly rowSums: readonly number[]
  textOf(truth: number, predicted: number, text: CellText): string
  /** 0 to 1: of a right cell its share of the true class, of another one the share of the worst mistake. */
  shadeOf(truth: number, predicted: number, text: CellText): number
}

/** @param counts by true class, then by predicted class
 *  @param isSorted the classes with most mistakes first, of their own rows and of others that are taken for them */
export function matrixOf(counts: readonly (readonly number[])[], isSorted: boolean): Matrix {
  const classes = counts.map((_, i) => i)
  const rowSums = counts.map((row) => row.reduce((sum, count) => sum + count, 0))
  const columnSums = classes.map(() => 0)
  for (const row of counts) for (const [j, count] of row.entries()) columnSums[j]! += count
  const all = rowSums.reduce((sum, count) => sum + count, 0)
  const mistakes = classes.map((i) => rowSums[i]! + columnSums[i]! - 2 * counts[i]![i]!)
  const wholeOf = {
    count: () => 1,
    row: (truth: number) => rowSums[truth]!,
    column: (_: number, predicted: number) => columnSums[predicted]!,
    all: () => all,
  }
  const partOf = (truth: number, predicted: number, text: CellText): number =>
    counts[truth]![predicted]! / Math.max(1, wholeOf[text](truth, predicted))
  const worst = new Map<CellText, number>()
  const worstOf = (text: CellText): number => {
    const known = worst.get(text)
    if (known !== undefined) return known
    let found = 0
    for (const i of classes) for (const j of classes) if (i !== j) found = Math.max(found, partOf(i, j, text))
    worst.set(text, found)
    return found
  }
  return {
    order: isSorted ? [...classes].sort((a, b) => mistakes[b]! - mistakes[a]!) : classes,
    rowSums,
    textOf(truth, predicted, text) {
      const count = counts[truth]![predicted]!
      if (count === 0) return '·'
      return text === 'count' ? formatCount(count) : (100 * partOf(truth, predicted, text)).toFixed(1)
    },
    shadeOf: (truth, predicted, text) =>
      truth === predicted
        ? counts[truth]![truth]! / Math.max(1, rowSums[truth]!)
        : partOf(truth, predicted, text) / (worstOf(text) || 1),
  }
}
