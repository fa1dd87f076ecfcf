/** Shapes. A size is a number, or `null` for the batch, whose size is unknown in the editor. */
export type Dim = number | null
export type Shape = readonly Dim[]

/** None, 28, 28 */
export const formatDims = (shape: Shape): string => shape.map((d) => d ?? 'None').join(', ')

/** The shape as Keras prints it: (None, 28, 28), (None,). */
export const formatShape = (shape: Shape): string => `(${formatDims(shape)}${shape.length === 1 ? ',' : ''})`

/** Whether two sizes may be equal; null is an unknown size and is compatible with any size. */
export const isCompatibleDim = (a: Dim, b: Dim): boolean => a === b || a === null || b === null

export const isEqualShape = (a: Shape, b: Shape): boolean =>
  a.length === b.length && a.every((d, i) => d === b[i])

/** The shape after NumPy's broadcasting; undefined if the shapes are incompatible. */
export function broadcast(a: Shape, b: Shape): Shape | undefined {
  const rank = Math.max(a.length, b.length)
  const out: Dim[] = []
  for (let i = 1; i <= rank; i++) {
    const x = i <= a.length ? a[a.length - i]! : 1
    const y = i <= b.length ? b[b.length - i]! : 1
    if (x === 1) out.unshift(y)
    else if (y === 1 || x === y) out.unshift(x)
    else if (x === null || y === null) out.unshift(x ?? y)
    else return undefined
  }
  return out
}

/** Number of elements; null if a size is unknown. */
export const size = (shape: Shape): Dim =>
  shape.reduce<Dim>((n, d) => (n === null || d === null ? null : n * d), 1)

/** Number of elements of a shape whose sizes are all known. @throws Error if a size is unknown */
export function elementCount(shape: Shape): number {
  const n = size(shape)
  if (n === null) throw new Error(`${formatShape(shape)} has an unknown size`)
  return n
}

/** The shape after a reshape, or undefined if it is impossible. At most one size may be unknown; it is computed if `from` is known. */
export function resolveReshape(from: Shape, to: Shape): Shape | undefined {
  const knownProduct = (s: Shape) => s.reduce<number>((n, d) => n * (d ?? 1), 1)
  const unknownCount = to.filter((d) => d === null).length
  if (unknownCount > 1) return undefined
  // The unknown size may absorb a factor (Dense folds axes into the batch) or release one.
  const divides = (a: number, b: number) => b > 0 && a % b === 0
  if (from.includes(null))
    return unknownCount === 1 &&
      (divides(knownProduct(from), knownProduct(to)) || divides(knownProduct(to), knownProduct(from)))
      ? to
      : undefined
  const total = knownProduct(from)
  if (unknownCount === 0) return knownProduct(to) === total ? to : undefined
  return knownProduct(to) > 0 && total % knownProduct(to) === 0
    ? to.map((d) => d ?? total / knownProduct(to))
    : undefined
}
