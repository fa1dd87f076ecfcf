/** Matrix products: large ones in WebAssembly (XNNPACK in tfjs's backend), small ones in JavaScript, where a call would cost more. */
import { transposeIndex } from './indices.ts'

export type MatMul = (
  a: Float32Array,
  b: Float32Array,
  out: Float32Array,
  sizes: { readonly m: number; readonly k: number; readonly n: number },
) => void

/** Number of multiplications below which JavaScript is faster than WebAssembly. */
const SMALL = 20_000

/** Loads tfjs and its WebAssembly; without WebAssembly all products are computed in JavaScript.
 *  @param onFallback receives the reason if WebAssembly is not used */
export async function loadMatMul(
  say: (why: string) => void,
): Promise<{ readonly multiply: MatMul; readonly version: string }> {
  try {
    const tf = await import('@tensorflow/tfjs-core')
    await import('@tensorflow/tfjs-backend-wasm')
    if (!(await tf.setBackend('wasm'))) throw new Error('tfjs has no backend named wasm')
    const multiply: MatMul = (a, b, out, sizes) => {
      const { m, k, n } = sizes
      if (m * k * n < SMALL) return plain(a, b, out, sizes)
      const [x, y] = [tf.tensor2d(a, [m, k]), tf.tensor2d(b, [k, n])]
      const product = tf.matMul(x, y)
      out.set(product.dataSync())
      tf.dispose([x, y, product])
    }
    return { multiply, version: `tfjs ${tf.version_core}, WebAssembly` }
  } catch (error) {
    say((error as Error).message)
    return { multiply: plain, version: 'JavaScript' }
  }
}

const plain: MatMul = (a, b, out, { m, k, n }) => {
  out.fill(0)
  for (let i = 0; i < m; i++)
    for (let p = 0; p < k; p++) {
      const left = a[i * k + p]!
      for (let j = 0; j < n; j++) out[i * n + j]! += left * b[p * n + j]!
    }
}

/** Returns a function that computes `a` · `b`, each transposed if requested. */
export function product(
  multiply: MatMul,
  a: { readonly values: Float32Array; readonly shape: readonly number[]; readonly turned: boolean },
  b: { readonly values: Float32Array; readonly shape: readonly number[]; readonly turned: boolean },
  out: Float32Array,
): () => void {
  const left = straight(a)
  const right = straight(b)
  const [rows, columns] = a.turned ? [a.shape[1]!, a.shape[0]!] : [a.shape[0]!, a.shape[1]!]
  const sizes = { m: rows, k: columns, n: b.turned ? b.shape[0]! : b.shape[1]! }
  return () => multiply(left(), right(), out, sizes)
}

function straight({
  values,
  shape,
  turned,
}: {
  readonly values: Float32Array
  readonly shape: readonly number[]
  readonly turned: boolean
}): () => Float32Array {
  if (!turned) return () => values
  const from = transposeIndex(shape, [1, 0])
  const straightened = new Float32Array(values.length)
  return () => {
    for (let i = 0; i < from.length; i++) straightened[i] = values[from[i]!]!
    return straightened
  }
}
