/** A random orthogonal matrix (Saxe et al. 2013): Q of the QR decomposition of a normal matrix, its signs fixed by R's diagonal.
 *  keras/src/initializers/random_initializers.py Orthogonal. */
import { float, seed } from '../../fields/index.ts'
import { defineInitializer, valueCount } from './initializer.ts'

export const orthogonal = defineInitializer({
  type: 'orthogonal',
  keras: 'initializers.Orthogonal',
  help: {
    en: 'Orthogonal rows or columns, which keep lengths.',
    ko: '길이를 보존합니다. 행 또는 열이 서로 직각입니다.',
  },
  fields: {
    gain: float({ default: 1, help: { en: 'Factor on the matrix.', ko: '행렬에 곱하는 수.' } }),
    seed: seed(),
  },
  rank: 2,
  sample(stream, shape, p) {
    if (shape.length < 2)
      throw new Error(
        `orthogonal needs a matrix, got shape (${shape.join(', ')}). Choose another initializer for this weight.`,
      )
    const columns = shape.at(-1)!
    const rows = valueCount(shape) / columns
    const longSide = Math.max(rows, columns)
    const shortSide = Math.min(rows, columns)
    const basis = orthonormalColumns(
      Array.from({ length: shortSide }, () => Float64Array.from({ length: longSide }, () => stream.normal())),
    )
    const out = new Float32Array(rows * columns)
    for (let i = 0; i < longSide; i++)
      for (let j = 0; j < shortSide; j++)
        out[rows >= columns ? i * columns + j : j * columns + i] = p.gain * basis[j]![i]!
    return out
  },
})

/** Gram–Schmidt, in which each column is orthogonalized twice ("twice is enough", Kahan). R has a positive diagonal, which is the sign
 *  convention of Keras. */
function orthonormalColumns(columns: Float64Array[]): Float64Array[] {
  for (const [j, column] of columns.entries()) {
    for (let pass = 0; pass < 2; pass++)
      for (const previous of columns.slice(0, j)) {
        let dot = 0
        for (let i = 0; i < column.length; i++) dot += column[i]! * previous[i]!
        for (let i = 0; i < column.length; i++) column[i]! -= dot * previous[i]!
      }
    const length = Math.sqrt(column.reduce((s, x) => s + x * x, 0))
    for (let i = 0; i < column.length; i++) column[i]! /= length
  }
  return columns
}
