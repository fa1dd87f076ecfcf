/** All operations by name, one line for each file. */
import type { OpDefinition } from '../op.ts'
import * as activations from './activations.ts'
import * as arithmetic from './arithmetic.ts'
import * as arrays from './arrays.ts'
import * as bitwise from './bitwise.ts'
import * as comparison from './comparison.ts'
import * as indexing from './indexing.ts'
import * as inputs from './inputs.ts'
import * as math from './math.ts'
import * as products from './products.ts'
import * as reductions from './reductions.ts'
import * as softmax from './softmax.ts'

export const OPS = {
  ...inputs,
  ...arithmetic,
  ...comparison,
  ...math,
  ...activations,
  ...bitwise,
  ...arrays,
  ...reductions,
  ...products,
  ...indexing,
  ...softmax,
}

/** The name of each operation: the name of its function with a capital letter (a test checks it). */
export type OpType = Capitalize<keyof typeof OPS>
export type AttrsOf<T extends OpType> =
  (typeof OPS)[Uncapitalize<T>] extends OpDefinition<infer A> ? A : never
