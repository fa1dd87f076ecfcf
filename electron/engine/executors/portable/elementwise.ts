/** Elementwise operations with broadcasting. Each formula is compiled to its own loop, which the JavaScript engine can optimize for its
 *  types. */
import type { Values } from '../values.ts'
import { FUNCTIONS } from './formulas.ts'
import { broadcastIndex } from './indices.ts'

/** An array of a program. */
export interface Value {
  readonly values: Values
  readonly shape: readonly number[]
}
type Loop = (
  parts: readonly Values[],
  maps: readonly (Int32Array | null)[],
  out: Values,
  f: typeof FUNCTIONS,
) => void

const loops = new Map<string, Loop>()

/** Returns a function that computes the formula for all elements of `out`. */
export function elementwise(formula: string, parts: readonly Value[], out: Value): () => void {
  const hasSameSize = (p: Value) => p.values.length === out.values.length
  const accessModes = parts.map((p) => (hasSameSize(p) ? 'each' : p.values.length === 1 ? 'one' : 'mapped'))
  // A broadcast value is read through a table of source indices.
  const maps = parts.map((p, i) => (accessModes[i] === 'mapped' ? broadcastIndex(p.shape, out.shape) : null))
  const key = [
    formula,
    ...accessModes,
    ...parts.map((p) => p.values.constructor.name),
    out.values.constructor.name,
  ].join()
  const loop = loops.get(key) ?? compileLoop(formula, accessModes)
  loops.set(key, loop)
  const values = parts.map((p) => p.values)
  return () => loop(values, maps, out.values, FUNCTIONS)
}

/** Compiles a formula. The text only contains formulas of this program, no external input. */
function compileLoop(formula: string, accessModes: readonly string[]): Loop {
  const names = ['a', 'b', 'c'].slice(0, accessModes.length)
  const declarations = names.map((name, i) =>
    accessModes[i] === 'one'
      ? `const ${name} = parts[${i}][0]`
      : `const ${name}s = parts[${i}], ${name}at = maps[${i}]`,
  )
  const loads = names.flatMap((name, i) =>
    accessModes[i] === 'one'
      ? []
      : [`const ${name} = ${name}s[${accessModes[i] === 'each' ? 'i' : `${name}at[i]`}]`],
  )
  const source = `${declarations.join('\n')}
const n = out.length
for (let i = 0; i < n; i++) {
${loads.join('\n')}
out[i] = ${formula}
}`
  return new Function('parts', 'maps', 'out', 'f', source) as Loop
}
