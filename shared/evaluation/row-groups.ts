/** Rows in groups by the values of a column: texts by how often they occur, numbers in ranges of about as many rows. */
import { inSlices, type Slices } from '../random/slices.ts'
import { orderingDescending } from './ranking.ts'

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

/** The most frequent texts first, then the missing ones, then all others together; in slices of work. */
export function* groupingByText(
  cells: readonly (string | null)[],
  limit = MAX_TEXTS,
): Slices<readonly RowGroup[]> {
  const places = new Map<string | null, number[]>()
  yield* inSlices(cells.length, (from, to) => {
    for (let place = from; place < to; place++) {
      const cell = cells[place]!
      const known = places.get(cell)
      if (known) known.push(place)
      else places.set(cell, [place])
    }
  })
  const missing = places.get(null)
  const texts = [...places].filter(([text]) => text !== null).sort(([, a], [, b]) => b.length - a.length)
  yield
  const groups: [key: GroupKey, places: readonly number[]][] = texts
    .slice(0, limit)
    .map(([text, own]) => [{ values: [text] }, own])
  if (missing) groups.push([{ values: [null] }, missing])
  const rest = texts.slice(limit).flatMap(([, own]) => own)
  const listed = [...texts.slice(0, limit).map(([text]) => text), null]
  if (rest.length > 0) groups.push([{ values: listed, isOther: true }, rest])
  const found: RowGroup[] = []
  for (const [key, own] of groups) {
    found.push({ key, places: Int32Array.from(own).sort() })
    yield
  }
  return found
}

/** Ascending; NaN is missing and comes last; in slices of work. */
export function* groupingByNumber(numbers: Float64Array, limit = MAX_RANGES): Slices<readonly RowGroup[]> {
  const { present, missing } = yield* splitByPresence(numbers)
  const values = new Float64Array(present.length)
  yield* inSlices(present.length, (from, to) => {
    for (let i = from; i < to; i++) values[i] = -numbers[present[i]!]!
  })
  // Places in the order of their numbers, the least one first.
  const order = yield* orderingDescending(values)
  let different = 0
  yield* inSlices(order.length, (from, to) => {
    for (let i = from; i < to; i++) {
      if (i === 0 || values[order[i]!] !== values[order[i - 1]!]) different++
    }
  })
  const isEach = different <= limit
  const valueAt = (i: number) => values[order[i]!]!
  const groups: RowGroup[] = []
  for (let from = 0, to = 0; from < order.length; from = to) {
    to = isEach ? from + 1 : Math.max(from + 1, Math.round(((groups.length + 1) * order.length) / limit))
    // Equal numbers are in one group.
    while (to < order.length && valueAt(to) === valueAt(to - 1)) to++
    const own = order.subarray(from, to).map((i) => present[i]!)
    const range = [numbers[own[0]!]!, numbers[own.at(-1)!]!] as const
    groups.push({ key: { range }, places: own.sort() })
    yield
  }
  if (missing.length > 0) groups.push({ key: { values: [null] }, places: missing })
  return groups
}

/** The places of the numbers, and of those that are missing. */
function* splitByPresence(
  numbers: Float64Array,
): Slices<{ readonly present: Int32Array; readonly missing: Int32Array }> {
  const present = new Int32Array(numbers.length)
  const missing = new Int32Array(numbers.length)
  let [found, absent] = [0, 0]
  yield* inSlices(numbers.length, (from, to) => {
    for (let place = from; place < to; place++) {
      if (Number.isNaN(numbers[place])) missing[absent++] = place
      else present[found++] = place
    }
  })
  return { present: present.subarray(0, found), missing: missing.slice(0, absent) }
}
