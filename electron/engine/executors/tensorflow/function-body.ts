/** Builds the body of a TensorFlow function. Inside a function a value is named `node:output:index`, an argument by its name. Equal
 *  operations on equal inputs share one node. */
import type { DType } from '../../../../shared/graph/op.ts'
import type { ArgDef, AttrValue, FunctionDef, NodeDef } from './proto.ts'
import { attr, DT } from './types.ts'

export interface FunctionBody {
  /** Adds a node and returns the name of its `output` (the name in TensorFlow's OpDef). */
  node(
    op: string,
    inputs: readonly string[],
    attrs: { readonly [name: string]: AttrValue },
    output: string,
  ): string
  constant(dtype: DType, shape: readonly number[], values: readonly number[]): string
  int(value: number): string
  ints(values: readonly number[]): string
  /** The rows of `x` with the numbers `rows` (int32). */
  gather(x: string, rows: string, dtype: DType): string
  readonly nodes: readonly NodeDef[]
}

export function functionBody(): FunctionBody {
  const nodes: NodeDef[] = []
  const existingNodes = new Map<string, string>()
  const body: FunctionBody = {
    nodes,
    node(op, input, attrs, output) {
      const key = op === 'Const' ? null : `${op}|${input.join()}|${JSON.stringify(attrs)}`
      const name = (key !== null && existingNodes.get(key)) || `${op}_${nodes.length}`
      if (key === null || !existingNodes.has(key)) {
        nodes.push({ name, op, input, attr: attrs })
        if (key !== null) existingNodes.set(key, name)
      }
      return `${name}:${output}:0`
    },
    constant(dtype, shape, values) {
      const key = `Const|${dtype}|${shape}|${values.map((v) => (Object.is(v, -0) ? '-0' : v)).join()}`
      const existing = existingNodes.get(key)
      if (existing !== undefined) return existing
      const tensor = { dtype: attr.type(dtype), value: attr.tensor(dtype, shape, values) }
      const output = body.node('Const', [], tensor, 'output')
      existingNodes.set(key, output)
      return output
    },
    int: (value) => body.constant('int32', [], [value]),
    ints: (values) => body.constant('int32', [values.length], values),
    gather: (x, rows, dtype) =>
      body.node(
        'GatherV2',
        [x, rows, body.int(0)],
        {
          Tparams: attr.type(dtype),
          Tindices: attr.type('int32'),
          Taxis: attr.type('int32'),
          batch_dims: attr.int(0),
        },
        'output',
      ),
  }
  return body
}

export interface NodeOutput {
  readonly name: string
  readonly dtype: DType
}

/** Defines a function by its arguments, its results (name, dtype and source value) and its nodes. */
export function defineFunction(
  name: string,
  args: readonly NodeOutput[],
  results: readonly (NodeOutput & { readonly from: string })[],
  nodes: readonly NodeDef[],
): FunctionDef {
  const def = (v: NodeOutput): ArgDef => ({ name: v.name, type: DT[v.dtype] })
  return {
    signature: { name, input_arg: args.map(def), output_arg: results.map(def) },
    node_def: nodes,
    ret: Object.fromEntries(results.map((r) => [r.name, r.from])),
  }
}
