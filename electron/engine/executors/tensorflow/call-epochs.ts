/** Calls `epochs` (epochs.ts): builds its feeds, and reads its tables row by row. */
import type { DType } from '../../../../shared/graph/op.ts'
import type { Plan } from '../../../../shared/graph/program.ts'
import { elementCount } from '../../../../shared/graph/shape.ts'
import type { RunSizes, Session, StateValues } from '../executor.ts'
import type { Values } from '../values.ts'
import { tableStates } from './epochs.ts'

export interface FeedValue {
  readonly shape: readonly number[]
  readonly dtype: DType
  readonly values: Values
}
type Run = (feeds: { readonly [node: string]: FeedValue }, fetches: readonly string[]) => readonly Values[]

export function epochsCall(
  plan: Plan,
  sizes: RunSizes,
  joined: NonNullable<RunSizes['joined']>,
  run: Run,
): NonNullable<Session['epochs']> {
  const { steps, batchSize, lastBatchSize, evaluationBatchSize } = sizes
  const rowsPerEpoch = steps * batchSize + lastBatchSize
  const blocks = Math.ceil(joined.validation / evaluationBatchSize)
  const states = tableStates(plan, batchSize)
  const int = (value: number): FeedValue => ({ shape: [], dtype: 'int32', values: Int32Array.of(value) })
  const statesOf = (row: Int32Array): StateValues => {
    let offset = 0
    return new Map(
      states.map(({ name, shape, dtype }) => {
        const bits = row.slice(offset, offset + elementCount(shape))
        offset += bits.length
        const View = { float32: Float32Array, int32: Int32Array, uint32: Uint32Array }[dtype]
        return [name, new View(bits.buffer)]
      }),
    )
  }
  return ({ orders, validation, from, to }) => {
    const allOrders = new Int32Array(joined.epochs * rowsPerEpoch)
    for (const [i, order] of orders.entries()) allOrders.set(order, i * rowsPerEpoch)
    const validationRows = new Int32Array(blocks * evaluationBatchSize)
    validationRows.set(validation)
    const validationMask = new Float32Array(blocks * evaluationBatchSize).fill(1, 0, validation.length)
    const [train, validationTable, table, bad] = run(
      {
        'epochs/orders': { shape: [joined.epochs, rowsPerEpoch], dtype: 'int32', values: allOrders },
        'epochs/count': int(orders.length),
        'epochs/from': int(from),
        'epochs/to': int(to),
        ...(blocks > 0
          ? {
              'epochs/held': { shape: [blocks, evaluationBatchSize], dtype: 'int32', values: validationRows },
              'epochs/weights': {
                shape: [blocks, evaluationBatchSize],
                dtype: 'float32',
                values: validationMask,
              },
            }
          : {}),
      },
      ['epochs/train', 'epochs/validation', 'epochs/states', 'epochs/bad'],
    ) as [Float32Array, Float32Array, Int32Array, Int32Array]
    const rowOf = <V extends Values>(values: V, i: number): V => {
      const width = values.length / joined.epochs
      return values.slice(i * width, (i + 1) * width) as V
    }
    return {
      badStep: bad[0]!,
      epochs: orders.map((_, i) => ({
        train: rowOf(train, i),
        validation: rowOf(validationTable, i),
        states: statesOf(rowOf(table, i)),
      })),
    }
  }
}
