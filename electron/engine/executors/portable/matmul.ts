/** Matrix products: large ones in WebAssembly (XNNPACK in tfjs's backend), small ones in JavaScript, where a call would cost more. */

export type MatMul = (
  a: Float32Array,
  b: Float32Array,
  out: Float32Array,
  sizes: { readonly m: number; readonly k: number; readonly n: number },
) => void

/** Number of multiplications below which JavaScript is faster than WebAssembly. */
const MIN_WASM_PRODUCTS = 20_000

/** Loads tfjs and its WebAssembly; without WebAssembly all products are computed in JavaScript.
 *  @param onFallback receives the reason if WebAssembly is not used */
export async function loadMatMul(
  onFallback: (why: string) => void,
): Promise<{ readonly multiply: MatMul; readonly version: string }> {
  try {
    const tf = await import('@tensorflow/tfjs-core')
    await import('@tensorflow/tfjs-backend-wasm')
    if (!(await tf.setBackend('wasm'))) throw new Error('tfjs has no backend named wasm')
    const multiply: MatMul = (a, b, out, sizes) => {
      const { m, k, n } = sizes
      if (m * k * n < MIN_WASM_PRODUCTS) return jsMatMul(a, b, out, sizes)
      const [x, y] = [tf.tensor2d(a, [m, k]), tf.tensor2d(b, [k, n])]
      const product = tf.matMul(x, y)
      out.set(product.dataSync())
      tf.dispose([x, y, product])
    }
    return { multiply, version: `tfjs ${tf.version_core}, WebAssembly` }
  } catch (error) {
    onFallback((error as Error).message)
    return { multiply: jsMatMul, version: 'JavaScript' }
  }
}

const jsMatMul: MatMul = (a, b, out, { m, k, n }) => {
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
  a: { readonly values: Float32Array; readonly shape: readonly number[]; readonly transposed: boolean },
  b: { readonly values: Float32Array; readonly shape: readonly number[]; readonly transposed: boolean },
  out: Float32Array,
): () => void {
  const leftValues = transposeIfNeeded(a)
  const rightValues = transposeIfNeeded(b)
  const [rows, columns] = a.transposed ? [a.shape[1]!, a.shape[0]!] : [a.shape[0]!, a.shape[1]!]
  const sizes = { m: rows, k: columns, n: b.transposed ? b.shape[0]! : b.shape[1]! }
  return () => multiply(leftValues(), rightValues(), out, sizes)
}

function transposeIfNeeded({
  values,
  shape,
  transposed,
}: {
  readonly values: Float32Array
  readonly shape: readonly number[]
  readonly transposed: boolean
}): () => Float32Array {
  if (!transposed) return () => values
  const rows = shape[0]!
  const result = new Float32Array(values.length)
  return () => {
    for (let row = 0, from = 0; row < rows; row++)
      for (let to = row; to < result.length; to += rows) result[to] = values[from++]!
    return result
  }
}
