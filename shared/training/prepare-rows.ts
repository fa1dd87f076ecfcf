/** Rows as they are stored → the values that Inputs receive. */
import { type ColumnInfo, columnsNamed, widthOf } from '../data/column-info.ts'
import type { DataInfo } from '../data/data-info.ts'
import type { Ops } from '../graph/graph.ts'
import type { Tensor } from '../graph/op.ts'

type StoredColumn = Pick<ColumnInfo, 'name' | 'source' | 'code'>

/** (x − offset) × scale, with one-hot codes expanded. */
export function prepareRows(
  m: Ops,
  raw: Tensor,
  { preparation, columns }: Pick<DataInfo, 'preparation'> & { readonly columns: readonly StoredColumn[] },
): Tensor {
  const { offset, scale } = preparation
  const row = raw.shape.slice(1)
  const constantOf = (values: readonly number[]) =>
    values.length === 1 ? m.constant(values[0]!) : m.constant(values, row)
  const x = m.cast(raw, 'float32')
  const centred = offset.every((v) => v === 0) ? x : m.sub(x, constantOf(offset))
  return expandCodes(m, scale.every((v) => v === 1) ? centred : m.mul(centred, constantOf(scale)), columns)
}

/** Each one-hot code becomes its numbers; adjacent numbers stay one slice. A negative code becomes zeros. */
function expandCodes(m: Ops, x: Tensor, columns: readonly StoredColumn[]): Tensor {
  if (columns.every(({ code }) => code?.kind !== 'one-hot')) return x
  const parts: Tensor[] = []
  let begin = 0
  const endNumbers = (end: number) => {
    if (end > begin) parts.push(m.slice(x, 1, begin, end - begin))
  }
  for (const [i, { code }] of columns.entries()) {
    if (code?.kind !== 'one-hot') continue
    endNumbers(i)
    const codes = m.cast(m.reshape(m.slice(x, 1, i, 1), [x.shape[0]!]), 'int32')
    parts.push(m.oneHot(codes, code.size))
    begin = i + 1
  }
  endNumbers(columns.length)
  return parts.length === 1 ? parts[0]! : m.concat(parts, 1)
}

/** The limit of slices that are cut out of a row one by one. */
const MAX_SLICES = 4

/** Selects the columns that an Input names, in its order; all columns if it names none. */
export function selectColumns(
  m: Ops,
  x: Tensor,
  names: readonly string[] | null,
  columns: readonly StoredColumn[],
): Tensor {
  if (names === null) return x
  const begins = new Map<StoredColumn, number>()
  let end = 0
  for (const column of columns) {
    begins.set(column, end)
    end += widthOf(column)
  }
  // Adjacent columns form one slice.
  const slices: { begin: number; size: number }[] = []
  for (const column of names.flatMap((name) => columnsNamed(columns, name))) {
    const [begin, size] = [begins.get(column)!, widthOf(column)]
    const last = slices.at(-1)
    if (last && last.begin + last.size === begin) last.size += size
    else slices.push({ begin, size })
  }
  // Many slices would be as many operations to compile.
  if (slices.length > MAX_SLICES) {
    const indices = slices.flatMap(({ begin, size }) => Array.from({ length: size }, (_, i) => begin + i))
    return m.transpose(
      m.gather(m.transpose(x, [1, 0]), m.constant(indices, [indices.length], 'int32')),
      [1, 0],
    )
  }
  const parts = slices.map(({ begin, size }) => m.slice(x, 1, begin, size))
  return parts.length === 1 ? parts[0]! : m.concat(parts, 1)
}
