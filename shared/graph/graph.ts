/** The graph: a growing list of operations. Adding an operation validates it and infers its shape. Adding the same operation with the
 *  same inputs again returns the existing node. */
import {
  type Attrs,
  type DType,
  type Graph,
  type GraphBuilder,
  GraphError,
  type Op,
  type OpDefinition,
  type Tensor,
} from './op.ts'
import { OPS } from './ops/index.ts'
import { elementCount } from './shape.ts'

export function createGraph(): Graph {
  const ops: Op[] = []
  const opsByKey = new Map<string, Op>()
  return {
    ops,
    add(definition, inputs, attrs) {
      const { type } = definition
      // JSON writes every non-finite number as null, so the value of a constant is part of the key separately.
      const key = `${type}|${inputs.map((i) => i.id).join()}|${JSON.stringify(attrs)}|${attrs.value ?? ''}`
      const existing = opsByKey.get(key)
      if (existing) return existing
      const op: Op = {
        id: ops.length,
        type,
        definition,
        inputs,
        attrs,
        ...infer(definition, inputs, attrs),
      }
      ops.push(op)
      opsByKey.set(key, op)
      return op
    },
  }
}

function infer(definition: OpDefinition, inputs: readonly Op[], attrs: Attrs) {
  try {
    return definition.infer(inputs, attrs)
  } catch (error) {
    if (error instanceof GraphError) throw new GraphError(`${definition.type}: ${error.message}`)
    throw error
  }
}

type Bound<F> = F extends (g: GraphBuilder, ...args: infer P) => Tensor ? (...args: P) => Tensor : never
type Methods = { readonly [K in keyof typeof OPS]: Bound<(typeof OPS)[K]> }

/** The operations as methods that add to one graph. */
export interface Ops extends Methods, GraphBuilder {
  /** Merges all axes but the batch into one. */
  flatten(x: Tensor): Tensor
  /** Sums over all axes but the first. */
  sumRows(x: Tensor): Tensor
  meanRows(x: Tensor): Tensor
}

const OP_FUNCTIONS = Object.entries(OPS) as unknown as readonly [
  name: keyof Methods,
  op: (g: GraphBuilder, ...args: readonly unknown[]) => Tensor,
][]

/** @param float dtype of constants that have no other operand */
export function createOps(graph: Graph, float: DType = 'float32'): Ops {
  const g: GraphBuilder = { graph, float }
  const methods = {} as { -readonly [K in keyof Methods]: (...args: readonly never[]) => Tensor } & Methods
  for (const [name, op] of OP_FUNCTIONS) methods[name] = (...args: readonly unknown[]) => op(g, ...args)
  const rowAxes = (x: Tensor) => x.shape.map((_, i) => i).slice(1)
  return Object.assign(methods, g, {
    flatten: (x: Tensor) => methods.reshape(x, [x.shape[0] ?? null, elementCount(x.shape.slice(1))]),
    sumRows: (x: Tensor) => methods.sum(x, rowAxes(x)),
    meanRows: (x: Tensor) => methods.mean(x, rowAxes(x)),
  })
}
