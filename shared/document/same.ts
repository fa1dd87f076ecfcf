/** Equality of parts of documents. Unchanged parts are the same object, so most comparisons are by identity. */
import type { Document, Network } from './document.ts'
import { calledBy } from './groups.ts'

/** Whether the main networks and the networks that their groups call have the same names and edges, and are equal according to
 *  `isEqual`. */
export const sameNetworks = (a: Document, b: Document, alike: (x: Network, y: Network) => boolean): boolean =>
  a.main === b.main &&
  [a.main, ...calledBy(a, a.main)].every((id) => {
    const x = a.networks[id]
    const y = b.networks[id]
    return (
      x === y ||
      (x !== undefined && y !== undefined && x.name === y.name && x.edges === y.edges && alike(x, y))
    )
  })

/** Whether two lists have the same items in the same order. */
export const sameList = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((each, i) => each === b[i])

/** Whether two maps have the same ids in the same order, with values that are equal according to `isEqual`. */
export function sameEntries<T>(
  a: Readonly<Record<string, T>>,
  b: Readonly<Record<string, T>>,
  alike: (x: T, y: T) => boolean,
): boolean {
  if (a === b) return true
  const ids = Object.keys(a)
  const others = Object.keys(b)
  return (
    ids.length === others.length &&
    ids.every((id, i) => id === others[i] && (a[id] === b[id] || alike(a[id]!, b[id]!)))
  )
}
