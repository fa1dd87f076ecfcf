/** Matrix products. */
import { defineOp, fail, type OpFunction, type Tensor } from '../op.ts'
import { elementCount, formatShape, isCompatibleDim } from '../shape.ts'

/** The product of two matrices, each of which may be transposed first. */
export const matMul: OpFunction<
  [a: Tensor, b: Tensor, transposeA?: boolean, transposeB?: boolean],
  { readonly transposeA: boolean; readonly transposeB: boolean }
> = defineOp({
  type: 'MatMul',
  call: (_, add, a, b, transposeA = false, transposeB = false) => add([a, b], { transposeA, transposeB }),
  infer([a, b], { transposeA, transposeB }) {
    if (a!.shape.length !== 2 || b!.shape.length !== 2)
      fail(`matrix product needs two matrices, got ${formatShape(a!.shape)} and ${formatShape(b!.shape)}`)
    const [m, k] = transposeA ? [a!.shape[1]!, a!.shape[0]!] : [a!.shape[0]!, a!.shape[1]!]
    const [k2, n] = transposeB ? [b!.shape[1]!, b!.shape[0]!] : [b!.shape[0]!, b!.shape[1]!]
    if (a!.dtype !== b!.dtype) fail(`dtypes ${a!.dtype} and ${b!.dtype} differ`)
    if (!isCompatibleDim(k, k2))
      fail(`inner sizes of ${formatShape(a!.shape)} and ${formatShape(b!.shape)} differ`)
    return { shape: [m, n], dtype: a!.dtype }
  },
  gradient: (g, { inputs: [a, b], attrs: { transposeA, transposeB } }, dy) => [
    transposeA ? matMul(g, b!, dy, transposeB, true) : matMul(g, dy, b!, false, !transposeB),
    transposeB ? matMul(g, dy, a!, true, transposeA) : matMul(g, a!, dy, !transposeA, false),
  ],
  // An unknown batch size counts as one row.
  flops({ inputs: [a], attrs: { transposeA }, shape }) {
    const inner = a!.shape[transposeA ? 0 : 1] ?? 1
    return 2 * inner * elementCount(shape.map((d) => d ?? 1))
  },
})
