/** Rows of a table in a scrolled element. A browser limits the height of an element, so a longer table has fewer items than rows: dragging
 *  the scroll bar moves in proportion, while the wheel and the keys still move row by row. */

/** More items would be slow to lay out, and higher than a browser allows. */
export const MAX_ITEMS = 1_000_000
/** A move by fewer items than this is one of the wheel or of a key. */
export const NEAR = 400

/** The row that is shown at an item. */
export interface Anchor {
  readonly item: number
  readonly row: number
}

/** Where the rows are, and where they are about to be. */
export interface Scroll {
  readonly anchor: Anchor
  /** A row that the program scrolls to, with the first visible item before it; the element moves later. */
  readonly target: { readonly anchor: Anchor; readonly from: number } | null
}

export const START: Scroll = { anchor: { item: 0, row: 0 }, target: null }

/** The scroll after the first visible item has become `item`. A target is reached with the first move: until then, the rows are shown where
 *  they were.
 *  @param visible number of rows that are visible at once */
export function scrollAt(
  scroll: Scroll,
  item: number,
  rows: number,
  visible: number,
  max = MAX_ITEMS,
): Scroll {
  const target = scroll.target
  const isReached = target !== null && item !== target.from
  const anchor = anchorAt(isReached ? target.anchor : scroll.anchor, item, rows, visible, max)
  return { anchor, target: isReached ? null : target }
}

export const itemsOf = (rows: number, max = MAX_ITEMS): number => Math.min(rows, max)

/** The anchor after the first visible item has become `item`.
 *  @param visible number of rows that are visible at once */
export function anchorAt(
  previous: Anchor,
  item: number,
  rows: number,
  visible: number,
  max = MAX_ITEMS,
): Anchor {
  const items = itemsOf(rows, max)
  if (items === rows) return { item, row: item }
  const lastItem = Math.max(1, items - visible)
  const lastRow = rows - visible
  if (item <= 0) return { item, row: 0 }
  if (item >= lastItem) return { item, row: lastRow }
  const distance = item - previous.item
  const row = Math.abs(distance) < NEAR ? previous.row + distance : Math.round((item / lastItem) * lastRow)
  return { item, row: Math.min(Math.max(row, 0), lastRow) }
}

/** The item at which a row belongs when the scroll bar shows where in the table it is. */
export function itemOf(row: number, rows: number, visible: number, max = MAX_ITEMS): number {
  const items = itemsOf(rows, max)
  if (items === rows) return row
  return Math.round((row / Math.max(1, rows - visible)) * (items - visible))
}
