/** Index calculations for row-major values. */
export const size = (shape: readonly number[]): number => shape.reduce((n, d) => n * d, 1)

export const strides = (shape: readonly number[]): number[] => shape.map((_, i) => size(shape.slice(i + 1)))

/** Tables that several operations, and the next programs, share: layers of one size have the same. */
let tables = new Map<string, Int32Array>()
let tabled = 0
/** Numbers in all shared tables together: 16 MB. */
const MAX_TABLED = 4 * 2 ** 20

/** For each element of `shape` the sum of index × step over the axes; not to be changed. */
function linearIndices(shape: readonly number[], steps: readonly number[]): Int32Array {
  const key = `${shape.join()} ${steps.join()}`
  const known = tables.get(key)
  if (known) return known
  const table = computeIndices(shape, steps)
  if (tabled + table.length > MAX_TABLED) {
    tables = new Map()
    tabled = 0
  }
  if (table.length <= MAX_TABLED) {
    tables.set(key, table)
    tabled += table.length
  }
  return table
}

function computeIndices(shape: readonly number[], steps: readonly number[]): Int32Array {
  const out = new Int32Array(size(shape))
  const index = shape.map(() => 0)
  let offset = 0
  for (let i = 0; i < out.length; i++) {
    out[i] = offset
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      offset += steps[axis]!
      if (++index[axis]! < shape[axis]!) break
      offset -= steps[axis]! * shape[axis]!
      index[axis] = 0
    }
  }
  return out
}

/** Source index of each element of `out` in a value of shape `from`: axes of size 1 and missing leading axes are repeated. */
export function broadcastIndex(from: readonly number[], out: readonly number[]): Int32Array {
  const sourceStrides = strides(from)
  const missingAxes = out.length - from.length
  return linearIndices(
    out,
    out.map((_, i) => (i < missingAxes || from[i - missingAxes] === 1 ? 0 : sourceStrides[i - missingAxes]!)),
  )
}

/** Source index of each element of the transposed value. */
export function transposeIndex(from: readonly number[], perm: readonly number[]): Int32Array {
  const sourceStrides = strides(from)
  return linearIndices(
    perm.map((p) => from[p]!),
    perm.map((p) => sourceStrides[p]!),
  )
}

/** Target index in the reduced value of each element of `from`. */
export function reduceIndex(from: readonly number[], axes: readonly number[]): Int32Array {
  const reducedStrides = strides(from.map((d, i) => (axes.includes(i) ? 1 : d)))
  return linearIndices(
    from,
    reducedStrides.map((step, i) => (axes.includes(i) ? 0 : step)),
  )
}
