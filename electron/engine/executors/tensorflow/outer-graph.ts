/** The graph that contains variables, feeds, fetches and calls of the functions. Here a value is named `node` or `node:index`. */
import type { DType } from '../../../../shared/graph/op.ts'
import type { NodeOutput } from './function-body.ts'
import type { AttrValue, NodeDef } from './proto.ts'
import { attr, DT } from './types.ts'

export interface OuterGraph {
  readonly nodes: NodeDef[]
  node(
    name: string,
    op: string,
    inputs: readonly string[],
    attrs?: { readonly [name: string]: AttrValue },
  ): string
  feed(name: string, dtype: DType, shape: readonly number[]): string
  /** A variable with `NAME/feed`, `NAME/wrote` (fetch to write) and `NAME/read`. uint32, which the addon does not support, is fed and
   *  fetched as int32 with the same bits (`NAME/bits`). */
  variable(name: string, dtype: DType, shape: readonly number[]): void
  /** Calls a function and returns its results. */
  call(
    name: string,
    fn: string,
    inputs: readonly (NodeOutput & { readonly from: string })[],
    results: readonly NodeOutput[],
    xla: boolean,
  ): readonly string[]
  /** A scalar that is available after `after` have run; fetched if only an effect is needed. */
  signal(name: string, after: readonly string[]): string
}

export function outerGraph(): OuterGraph {
  const nodes: NodeDef[] = []
  const graph: OuterGraph = {
    nodes,
    node(name, op, input, attrs = {}) {
      nodes.push({ name, op, input, attr: attrs })
      return name
    },
    feed: (name, dtype, shape) =>
      graph.node(name, 'Placeholder', [], { dtype: attr.type(dtype), shape: attr.shape(shape) }),
    variable(name, dtype, shape) {
      const type = { dtype: attr.type(dtype) }
      graph.node(name, 'VarHandleOp', [], {
        ...type,
        shape: attr.shape(shape),
        shared_name: attr.string(name),
        container: attr.string(''),
      })
      const carrierDtype = dtype === 'uint32' ? 'int32' : dtype
      const feedNode = graph.feed(`${name}/feed`, carrierDtype, shape)
      const value =
        carrierDtype === dtype ? feedNode : bitcast(graph, `${name}/as`, feedNode, carrierDtype, dtype)
      graph.node(`${name}/set`, 'AssignVariableOp', [name, value], type)
      graph.signal(`${name}/wrote`, [`${name}/set`])
      graph.node(`${name}/read`, 'ReadVariableOp', [name], type)
      if (carrierDtype !== dtype) bitcast(graph, `${name}/bits`, `${name}/read`, dtype, carrierDtype)
    },
    call(name, fn, inputs, results, xla) {
      graph.node(
        name,
        'StatefulPartitionedCall',
        inputs.map((v) => v.from),
        {
          Tin: attr.types(inputs.map((v) => DT[v.dtype])),
          Tout: attr.types(results.map((v) => DT[v.dtype])),
          f: attr.func(fn),
          config: attr.string(''),
          config_proto: attr.string(''),
          executor_type: attr.string(''),
          ...(xla ? { _XlaMustCompile: attr.bool(true) } : {}),
        },
      )
      return results.map((_, i) => `${name}:${i}`)
    },
    signal(name, after) {
      const one = graph.node(`${name}/one`, 'Const', [], {
        dtype: attr.type('int32'),
        value: attr.tensor('int32', [], [1]),
      })
      return graph.node(name, 'Identity', [one, ...after.map((n) => `^${n}`)], { T: attr.type('int32') })
    },
  }
  return graph
}

const bitcast = (graph: OuterGraph, name: string, value: string, from: DType, to: DType) =>
  graph.node(name, 'Bitcast', [value], { T: attr.type(from), type: attr.type(to) })
