/** Reads the scores of one class of all rows from the file of predictions. Neighbouring classes are read together, as many as memory allows:
 *  a file of many classes is read a few times instead of once for each. */
import type { TensorFile } from '../../run-folder/tensor-file.ts'

/** Values that are kept. */
const MAX_VALUES = 2 ** 25
/** Values per read. */
const BLOCK_VALUES = 2 ** 20

export function columnReader(
  file: TensorFile,
  tensor: string,
  rows: number,
  width: number,
): (column: number) => Float32Array {
  const together = Math.min(width, Math.max(1, Math.floor(MAX_VALUES / Math.max(rows, 1))))
  let first = -1
  let columns: readonly Float32Array[] = []
  const load = (from: number) => {
    const count = Math.min(together, width - from)
    columns = Array.from({ length: count }, () => new Float32Array(rows))
    const blockRows = Math.max(1, Math.floor(BLOCK_VALUES / width))
    for (let start = 0; start < rows; start += blockRows) {
      const values = file.read(tensor, start * width, blockRows * width)
      for (const [c, column] of columns.entries())
        for (let at = from + c, row = start; at < values.length; at += width, row++) column[row] = values[at]!
    }
    first = from
  }
  return (column) => {
    if (first < 0 || column < first || column >= first + columns.length) load(column - (column % together))
    return columns[column - first]!
  }
}
