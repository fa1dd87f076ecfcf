/** Rows in groups by the values of a column: texts by how often they occur, numbers in ranges of about as many rows. */

/** What the rows of a group have in common. */
export type GroupKey =
  /** One of these texts (null: missing), or with `isOther` none of them. */
  | { readonly values: readonly (string | null)[]; readonly isOther?: boolean }
  /** A number between these, inclusive. */
  | { readonly range: readonly [low: number, high: number] }

export interface RowGroup {
  readonly key: GroupKey
  /** Ascending places of its rows among the given values. */
  readonly places: Int32Array
}

/** Texts that have a group of their own. */
const MAX_TEXTS = 50
/** Ranges of numbers; fewer different numbers have a group each. */
export const MAX_RANGES = 10

/** The most frequent texts first, then the missing ones, then all others together. */
export function groupByText(cells: readonly (string | null)[], limit = MAX_TEXTS): RowGroup[] {
  const places = new Map<string | null, number[]>()
  for (const [place, cell] of cells.entries()) {
    const known = places.get(cell)
    if (known) known.push(place)
    else places.set(cell, [place])
  }
  const missing = places.get(null)
  const texts = [...places].filter(([text]) => text !== null).sort(([, a], [, b]) => b.length - a.length)
  const groups: [key: GroupKey, places: readonly number[]][] = texts
    .slice(0, limit)
    .map(([text, own]) => [{ values: [text] }, own])
  if (missing) groups.push([{ values: [null] }, missing])
  const rest = texts.slice(limit).flatMap(([, own]) => own)
  const listed = [...texts.slice(0, limit).map(([text]) => text), null]
  if (rest.length > 0) groups.push([{ values: listed, isOther: true }, rest])
  return groups.map(([key, own]) => ({ key, places: Int32Array.from(own).sort() }))
}

/** Ascending; NaN is missing and comes last. */
export function groupByNumber(numbers: Float64Array, limit = MAX_RANGES): RowGroup[] {
  const order: number[] = []
  const missing: number[] = []
  for (const [place, number] of numbers.entries()) (Number.isNaN(number) ? missing : order).push(place)
  order.sort((a, b) => numbers[a]! - numbers[b]!)
  const different = order.filter((place, i) => i === 0 || numbers[place] !== numbers[order[i - 1]!]).length
  const isEach = different <= limit
  const groups: RowGroup[] = []
  for (let from = 0, to = 0; from < order.length; from = to) {
    to = isEach ? from + 1 : Math.max(from + 1, Math.round(((groups.length + 1) * order.length) / limit))
    // Equal numbers are in one group.
    while (to < order.length && numbers[order[to]!] === numbers[order[to - 1]!]) to++
    groups.push({
      key: { range: [numbers[order[from]!]!, numbers[order[to - 1]!]!] },
      places: Int32Array.from(order.slice(from, to)).sort(),
    })
  }
  if (missing.length > 0) groups.push({ key: { values: [null] }, places: Int32Array.from(missing) })
  return groups
}
