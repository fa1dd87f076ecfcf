/** Evaluates one Program with TensorFlow, for comparisons with other executors and with Keras. */
import type { DType } from '../../../../shared/graph/op.ts'
import type { Program } from '../../../../shared/graph/program.ts'
import type { LoadedProgram, ProgramResult } from '../executor.ts'
import type { Values } from '../values.ts'
import { createTensor, loadBinding } from './binding.ts'
import { defineFunction, functionBody, type NodeOutput } from './function-body.ts'
import { outerGraph } from './outer-graph.ts'
import { argumentsOf, emitProgram } from './program-body.ts'
import { encodeSavedModel } from './proto.ts'
import { loadModel, readTensors } from './session.ts'
import { attr } from './types.ts'

type Arguments = ReadonlyMap<string, Values>

/** Runs a program once.
 *  @param args by Argument name (`state:dense/kernel`, `data:x` with the rows of the batch, `weight`); unused ones are ignored
 *  @throws Error naming a missing argument or an operation without a kernel */
export function evaluateProgram(
  program: Program,
  args: Arguments,
  options: { readonly xla?: boolean } = {},
): ProgramResult {
  const loaded = loadProgram(program, options)
  try {
    return loaded.run(args)
  } finally {
    loaded.close()
  }
}

/** Loads a program for any number of runs.
 *  @param bound arguments that stay the same, which TensorFlow keeps
 *  @throws Error naming an operation without a kernel */
export function loadProgram(
  program: Program,
  { xla = false, bound = new Map() }: { readonly xla?: boolean; readonly bound?: Arguments } = {},
): LoadedProgram {
  const binding = loadBinding()
  const graph = outerGraph()
  const body = functionBody()
  const inputs = argumentsOf(program).map((op, i) => {
    const name = op.attrs.name as string
    const shape = op.shape as readonly number[]
    const feedDtype = transferDtype(op.dtype)
    const feedNode = graph.feed(`feed_${i}`, feedDtype, shape)
    const source =
      feedDtype === op.dtype
        ? feedNode
        : graph.node(`as_${i}`, 'Bitcast', [feedNode], { T: attr.type(feedDtype), type: attr.type(op.dtype) })
    return { argument: name, name: `a${i}`, dtype: op.dtype, from: source, shape, feedNode }
  })
  const names = new Map(inputs.map((v) => [v.argument, v.name]))
  const value = emitProgram(body, program, (name) => names.get(name)!)
  const tensors = [...program.next.values(), ...program.results.values()]
  const outputs = tensors.map((t, i) => ({ name: `r${i}`, dtype: t.dtype, from: value(t) }))
  const called = graph.call('call', 'program', inputs, outputs, xla)
  const fetchNodes = outputs.map((o, i) => fetchable(graph, `out_${i}`, called[i]!, o))
  const bytes = encodeSavedModel(graph.nodes, [defineFunction('program', inputs, outputs, body.nodes)])

  const model = loadModel(binding, bytes)
  const feeds = inputs.map((v) => `${v.feedNode}:0`).join()
  const fetches = fetchNodes.map((f) => `${f}:0`).join()
  const tensorOf = ({ argument, dtype, shape }: (typeof inputs)[number], args: Arguments): number => {
    const values = args.get(argument)
    if (!values) throw new Error(`The program reads ${argument}, which was not given`)
    return createTensor(
      binding,
      shape,
      transferDtype(dtype),
      dtype === 'uint32' ? viewAsInt32(values) : values,
    )
  }
  const kept = new Map(
    inputs
      .filter(({ argument }) => bound.has(argument))
      .map((input) => [input.argument, tensorOf(input, bound)] as const),
  )
  return {
    run(args) {
      const ids = inputs.map((input) => kept.get(input.argument) ?? tensorOf(input, args))
      try {
        const out = readTensors(binding, binding.runSavedModel(model, ids, feeds, fetches))
        const all = out.map((v, i) => (outputs[i]!.dtype === 'uint32' ? new Uint32Array(v.buffer) : v))
        const next = [...program.next.keys()].map((name, i): [string, Values] => [name, all[i]!])
        const resultValues = all.slice(next.length)
        return {
          next: new Map(next),
          results: new Map([...program.results.keys()].map((name, i) => [name, resultValues[i]!])),
        }
      } finally {
        for (const [i, { argument }] of inputs.entries())
          if (!kept.has(argument)) binding.deleteTensor(ids[i]!)
      }
    },
    close() {
      for (const id of kept.values()) binding.deleteTensor(id)
      binding.deleteSavedModel(model)
    },
  }
}

/** The dtype in which values of a dtype are fed: the addon does not accept uint32. */
const transferDtype = (dtype: DType): DType => (dtype === 'uint32' ? 'int32' : dtype)
const viewAsInt32 = (v: Values) => new Int32Array(v.buffer, v.byteOffset, v.length)

/** Adds a node that the addon can fetch: it returns neither uint32 nor uint8 nor bfloat16. */
function fetchable(
  graph: ReturnType<typeof outerGraph>,
  name: string,
  value: string,
  { dtype }: NodeOutput,
): string {
  const to = attr.type(dtype === 'bfloat16' ? 'float32' : 'int32')
  if (dtype === 'uint32') return graph.node(name, 'Bitcast', [value], { T: attr.type(dtype), type: to })
  if (dtype === 'uint8' || dtype === 'bfloat16')
    return graph.node(name, 'Cast', [value], { SrcT: attr.type(dtype), DstT: to })
  return graph.node(name, 'Identity', [value], { T: attr.type(dtype) })
}
