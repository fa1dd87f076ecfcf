/** Equality of parts of documents. Unchanged parts are the same object, so most comparisons are by identity. */
import type { Document, Network } from './document.ts'
import { allCallees } from './groups.ts'

/** Whether the main networks and the networks that their groups call have the same names and edges, and are equal according to
 *  `isEqual`. */
export const isEqualNetworks = (
  a: Document,
  b: Document,
  isEqual: (x: Network, y: Network) => boolean,
): boolean =>
  a.main === b.main &&
  [a.main, ...allCallees(a, a.main)].every((id) => {
    const x = a.networks[id]
    const y = b.networks[id]
    return (
      x === y ||
      (x !== undefined && y !== undefined && x.name === y.name && x.edges === y.edges && isEqual(x, y))
    )
  })

/** Whether two lists have the same items in the same order. */
export const isEqualList = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((item, i) => item === b[i])

/** Whether two maps have the same ids in the same order, with values that are equal according to `isEqual`. */
export function isEqualEntries<T>(
  a: Readonly<Record<string, T>>,
  b: Readonly<Record<string, T>>,
  isEqual: (x: T, y: T) => boolean,
): boolean {
  if (a === b) return true
  const ids = Object.keys(a)
  const others = Object.keys(b)
  return (
    ids.length === others.length &&
    ids.every((id, i) => id === others[i] && (a[id] === b[id] || isEqual(a[id]!, b[id]!)))
  )
}
