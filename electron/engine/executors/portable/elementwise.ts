/** Elementwise operations with broadcasting. Each formula is compiled to its own loop, which the JavaScript engine can optimize for its
 *  types. */
import type { Values } from '../values.ts'
import { FUNCTIONS } from './formulas.ts'
import { broadcastIndex } from './indices.ts'

/** An array of a program. */
export interface TensorBuffer {
  readonly values: Values
  readonly shape: readonly number[]
}
type Loop = (
  operands: readonly Values[],
  sourceIndices: readonly (Int32Array | null)[],
  out: Values,
  functions: typeof FUNCTIONS,
) => void

const loops = new Map<string, Loop>()

/** Returns a function that computes the formula for all elements of `out`. */
export function elementwise(
  formula: string,
  operands: readonly TensorBuffer[],
  out: TensorBuffer,
): () => void {
  const hasSameSize = (p: TensorBuffer) => p.values.length === out.values.length
  const accessModes = operands.map((p) =>
    hasSameSize(p) ? 'elementwise' : p.values.length === 1 ? 'scalar' : 'broadcast',
  )
  // A broadcast value is read through a table of source indices.
  const sourceIndices = operands.map((p, i) =>
    accessModes[i] === 'broadcast' ? broadcastIndex(p.shape, out.shape) : null,
  )
  const key = [
    formula,
    ...accessModes,
    ...operands.map((p) => p.values.constructor.name),
    out.values.constructor.name,
  ].join()
  const loop = loops.get(key) ?? compileLoop(formula, accessModes)
  loops.set(key, loop)
  const values = operands.map((p) => p.values)
  return () => loop(values, sourceIndices, out.values, FUNCTIONS)
}

/** Compiles a formula. The text only contains formulas of this program, no external input. */
function compileLoop(formula: string, accessModes: readonly string[]): Loop {
  const names = ['a', 'b', 'c'].slice(0, accessModes.length)
  const declarations = names.map((name, i) =>
    accessModes[i] === 'scalar'
      ? `const ${name} = operands[${i}][0]`
      : `const ${name}s = operands[${i}], ${name}at = sourceIndices[${i}]`,
  )
  const loads = names.flatMap((name, i) =>
    accessModes[i] === 'scalar'
      ? []
      : [`const ${name} = ${name}s[${accessModes[i] === 'elementwise' ? 'i' : `${name}at[i]`}]`],
  )
  const source = `${declarations.join('\n')}
const n = out.length
for (let i = 0; i < n; i++) {
${loads.join('\n')}
out[i] = ${formula}
}`
  return new Function('operands', 'sourceIndices', 'out', 'functions', source) as Loop
}
