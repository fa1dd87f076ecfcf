/** The values of the training rows of a column, in the order of the split. */
import type { Values } from '../../../../shared/data/steps/step.ts'
import { gather } from '../../../../shared/data/steps/step.ts'
import type { ColumnReader } from './column-values.ts'

interface Rows {
  /** Rows of the table that are kept; null: all. */
  readonly rows: Int32Array | null
  /** Training rows among them. */
  readonly train: Int32Array
}

/** Reads into the same arrays again and again: new ones for each of many columns would take longer than what is computed from them. The
 *  values hold until the next call. */
export function trainingReader(count: number, { rows, train }: Rows) {
  const order = rows ? train.map((row) => rows[row]!) : train
  const numbers = lazily(() => [new Float64Array(count), new Float64Array(order.length)] as const)
  const codes = lazily(() => [new Int32Array(count), new Int32Array(order.length)] as const)
  return async (reader: ColumnReader, blockRows: number): Promise<Values> => {
    let first: Values | null = null
    for (let from = 0; from < count; from += blockRows) {
      const values = await reader.read(from, Math.min(from + blockRows, count))
      first ??= values
      if ('codes' in values) codes()[0].set(values.codes, from)
      else numbers()[0].set(values.values, from)
    }
    if ('codes' in first!) return { ...first, codes: gather(codes()[0], codes()[1], order) }
    return { ...first!, values: gather(numbers()[0], numbers()[1], order) }
  }
}

function lazily<T>(create: () => T): () => T {
  let value: T | undefined
  return () => (value ??= create())
}
