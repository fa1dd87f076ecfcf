/** Cells that list several labels, as `drama;comedy`. */

/** Texts with their numbers of rows. */
interface TextCount {
  readonly text: string
  readonly count: number
}

/** The most labels of a column. */
export const MAX_LABELS = 1000
/** What divides labels in files. */
export const LABEL_SEPARATORS = [';', '|', ','] as const

/** The labels of a cell without the blanks around them; an empty one is none. */
export const splitLabels = (cell: string, sep: string): readonly string[] =>
  cell.split(sep).flatMap((label) => stripBlanks(label) || [])

/** Only the blank, so that the exported program does the same in one pattern. */
const stripBlanks = (text: string): string => text.replace(/^ +| +$/g, '')

/** What the cells of a column list. */
export interface LabelList {
  readonly sep: string
  /** Number of different labels. */
  readonly distinct: number
  /** Rows of each label, the most frequent first; a row counts for each of its labels. */
  readonly labels: readonly TextCount[]
}

/** Labels that are shown and counted. */
const MAX_SHOWN = 50
/** A list has this share of its labels in more than one combination. */
const REPEATED_SHARE = 0.9

/** The labels that cells seem to list, or null. Nearly all of them occur in several combinations, and there are fewer labels than
 *  combinations: “Seoul, Korea” is no list, and neither is a text with commas.
 *  @param cells the distinct cells with their numbers of rows */
export function findLabels(cells: readonly TextCount[]): LabelList | null {
  for (const sep of LABEL_SEPARATORS) {
    const found = labelsBy(cells, sep)
    if (found) return found
  }
  return null
}

function labelsBy(cells: readonly TextCount[], sep: string): LabelList | null {
  const uses = new Map<string, { rows: number; cells: number }>()
  let isDivided = false
  for (const { text, count } of cells) {
    const labels = text.split(sep).map(stripBlanks)
    isDivided ||= labels.length > 1
    if (labels.includes('')) return null
    for (const label of new Set(labels)) {
      const use = uses.get(label) ?? { rows: 0, cells: 0 }
      uses.set(label, { rows: use.rows + count, cells: use.cells + 1 })
    }
    // More labels than combinations: the rest of the cells cannot change much about a text.
    if (uses.size > MAX_LABELS) return null
  }
  if (!isDivided || uses.size >= cells.length) return null
  const all = [...uses].map(([text, use]) => ({ text, count: use.rows, isRepeated: use.cells > 1 }))
  const total = all.reduce((sum, { count }) => sum + count, 0)
  const repeated = all.reduce((sum, { count, isRepeated }) => sum + (isRepeated ? count : 0), 0)
  if (repeated < REPEATED_SHARE * total) return null
  return {
    sep,
    distinct: uses.size,
    labels: all
      .map(({ text, count }) => ({ text, count }))
      .sort((a, b) => b.count - a.count)
      .slice(0, MAX_SHOWN),
  }
}
