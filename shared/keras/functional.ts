/** A network with branches or blocks in Keras's functional API: one line for each layer, one Python function for each block. */
import type { NodeId } from '../document/document.ts'
import { withoutRepetition } from '../document/groups.ts'
import type { Block } from '../model/expansion/expansion.ts'
import type { Model, ModelCall, ModelLayer } from '../model/model.ts'
import { automaticName } from '../model/names.ts'
import { createNameAllocator } from './identifiers.ts'
import { type Line, linesFor } from './lines.ts'
import { call, callOf, dict, list, type Py, statement } from './printer.ts'

/** Code of the constructors of layers. */
export interface LayerWriter {
  make(layer: ModelLayer): Py
  /** Names used elsewhere in the program, which the variables of a function must not have. */
  readonly names: readonly string[]
  /** Whether the constructor sets the name of the layer. A function that is called twice cannot contain such a layer. */
  isNamed(layer: ModelLayer): boolean
}

/** A call of a layer, or of a block several times in a row. */
type Step =
  | {
      readonly kind: 'call'
      readonly call: ModelCall
      readonly inputs: readonly number[]
      readonly outs: readonly number[]
    }
  | {
      readonly kind: 'block'
      readonly blocks: readonly [Block, ...Block[]]
      readonly inputs: readonly number[]
      readonly outs: readonly number[]
    }

const isOutput = ({ layer }: ModelCall): boolean => layer.definition.role === 'output'
const isInput = ({ layer }: ModelCall): boolean => layer.definition.role === 'input'

/** @returns the lines of the functions, and the lines of the network, of which the last defines `model` */
export function functional(
  model: Model,
  makers: LayerWriter,
  variable: (preferred: string) => string,
): { readonly functions: readonly Line[]; readonly network: readonly Line[] } {
  const indexByNode = new Map(model.calls.map((c, i) => [c.node, i]))
  const callsByPrefix = groupByPrefix(model)
  const blocks = usableBlocks(model, makers, indexByNode, callsByPrefix)
  const blocksByPrefix = new Map(blocks.map((b) => [b.prefix, b]))
  const names = new Map<string, string>()
  const functions: Line[] = []
  for (const block of blocks) nameOf(block)

  function nameOf(block: Block): string {
    const existing = names.get(block.network)
    if (existing !== undefined) return existing
    // Functions of inner blocks are written first.
    const body = functionBody(makers, indexByNode, callsByPrefix, blocksByPrefix, block, nameOf)
    const name = variable(automaticName(block.name.replace(/\W+/g, '_')).replace(/^_+|_+$/g, '') || 'block')
    names.set(block.network, name)
    // The function corresponds to all groups that call its network.
    const instances = blocks.filter(({ network }) => network === block.network)
    const inAllInstances = (node: NodeId) =>
      instances.map(({ prefix }) => prefix + node.slice(block.prefix.length))
    functions.push(
      ...linesFor([], functions.length > 0 ? ['', ''] : []),
      ...linesFor(instances.map(groupOf), [`def ${name}(${body.parameters.join(', ')}):`]),
      ...body.lines.flatMap(({ text, nodes }) => linesFor(nodes.flatMap(inAllInstances), [text])),
      ...linesFor(instances.map(groupOf), [body.result]),
    )
    return name
  }

  const steps = stepsOf(indexByNode, callsByPrefix, blocksByPrefix, '')
  const outputs = model.outputs.flatMap((o) => model.calls[o]!.inputs[0] ?? [])
  const values = new Map<number, string>()
  const consumersOf = findConsumers(steps)
  for (const [i, step] of steps.entries())
    for (const out of step.outs) {
      const consumers = consumersOf(out)
      const isOnlyUsedNext = consumers.length === 1 && consumers[0] === i + 1 && !outputs.includes(out)
      values.set(
        out,
        step.kind === 'call' && isInput(step.call)
          ? variable(model.inputs.length === 1 ? 'inputs' : step.call.layer.name)
          : outputs.length === 1 && outputs[0] === out && consumers.length === 0
            ? variable('outputs')
            : isOnlyUsedNext && step.outs.length === 1
              ? 'x'
              : variable(step.kind === 'call' ? step.call.layer.name : names.get(step.blocks[0].network)!),
      )
    }
  const value = (i: number) => values.get(i)!
  /** The variable of a single value, or a dict of several values by the names of their Inputs or Outputs. */
  const modelArgument = (indices: readonly number[], of: (i: number) => string): Py =>
    indices.length === 0
      ? '...'
      : indices.length === 1
        ? of(indices[0]!)
        : dict(indices.map((i) => [model.calls[i]!.layer.name, of(i)]))
  const outputValue = (output: number): string => {
    const [source] = model.calls[output]!.inputs
    return source === undefined ? '...' : value(source)
  }
  return {
    functions,
    network: [
      ...stepLines(steps, makers, value, variable, {
        block: ({ network }) => names.get(network)!,
        layer: ({ name }) => name,
      }),
      ...linesFor(
        model.outputs.map((o) => model.calls[o]!.node),
        statement(
          call('keras.Model', modelArgument(model.inputs, value), modelArgument(model.outputs, outputValue)),
          'model = ',
        ),
      ),
    ],
  }
}

/** Calls with their indices in the model, grouped by the prefixes of their nodes: `''`, `block/`, `block/inner/`. */
type CallsByPrefix = ReadonlyMap<string, readonly (readonly [number, ModelCall])[]>

function groupByPrefix(model: Model): CallsByPrefix {
  const callsByPrefix = new Map<string, [number, ModelCall][]>([['', []]])
  for (const [i, c] of model.calls.entries())
    for (let at = 0; ; at = c.node.indexOf('/', at) + 1) {
      const prefix = c.node.slice(0, at)
      const list = callsByPrefix.get(prefix)
      if (list) list.push([i, c])
      else callsByPrefix.set(prefix, [[i, c]])
      if (!c.node.includes('/', at)) break
    }
  return callsByPrefix
}

/** The blocks that are written as functions: all blocks, or none if one of them cannot be a function. */
function usableBlocks(
  model: Model,
  makers: LayerWriter,
  indexByNode: ReadonlyMap<string, number>,
  callsByPrefix: CallsByPrefix,
): readonly Block[] {
  const inside = ({ prefix }: Block) => callsByPrefix.get(`${prefix}/`) ?? []
  const blocks = model.blocks.filter((b) => inside(b).length > 0)
  /** Whether a node has a value; an Output has none, even if an edge starts at it. */
  const isValue = (node: NodeId | null) => {
    const index = node === null ? undefined : indexByNode.get(node)
    return index !== undefined && !isOutput(model.calls[index]!)
  }
  const isUsable = (b: Block) => {
    const outs = outsOf(b, indexByNode)
    return (
      outs.every((out) => model.calls[out]!.node.startsWith(`${b.prefix}/`)) &&
      new Set(outs).size === outs.length &&
      new Set(b.inputs).size === b.inputs.length &&
      b.inputs.every(isValue) &&
      inside(b).every(([, c]) => !makers.isNamed(c.layer))
    )
  }
  if (!blocks.every(isUsable)) return []
  const blocksByPrefix = new Map(blocks.map((b) => [b.prefix, b]))
  const text = new Map<string, string>()
  const isConsistent = blocks.every((b) => {
    const { lines, result } = functionBody(
      makers,
      indexByNode,
      callsByPrefix,
      blocksByPrefix,
      b,
      (inner) => inner.network,
    )
    const body = [...lines.map(({ text }) => text), result].join('\n')
    const first = text.get(b.network) ?? body
    text.set(b.network, first)
    return first === body
  })
  return isConsistent ? blocks : []
}

/** Indices of the calls whose values a block returns, without unused ones. */
const outsOf = ({ outputs }: Block, indexByNode: ReadonlyMap<string, number>): readonly number[] =>
  outputs.flatMap((node) => (node === null ? [] : (indexByNode.get(node) ?? [])))

interface FunctionBody {
  readonly parameters: readonly string[]
  /** Lines of the body, with the nodes of the block that the function was generated from. */
  readonly lines: readonly Line[]
  /** The return statement. */
  readonly result: string
}

function functionBody(
  makers: LayerWriter,
  indexByNode: ReadonlyMap<string, number>,
  callsByPrefix: CallsByPrefix,
  blocks: ReadonlyMap<string, Block>,
  block: Block,
  nameOf: (block: Block) => string,
): FunctionBody {
  const steps = stepsOf(indexByNode, callsByPrefix, blocks, `${block.prefix}/`)
  const inner = steps.flatMap((s) => (s.kind === 'block' ? [nameOf(s.blocks[0])] : []))
  const variable = createNameAllocator([...makers.names, ...inner])
  const consumersOf = findConsumers(steps)
  const outs = outsOf(block, indexByNode)
  const feeds = block.inputs.map((feed) => indexByNode.get(feed!)!)
  const isOnlyUsedBy = (i: number, step: number) => {
    const consumers = consumersOf(i)
    return consumers.length === 1 && consumers[0] === step && !outs.includes(i)
  }
  const values = new Map<number, string>()
  for (const [i, feed] of feeds.entries())
    values.set(
      feed,
      feeds.length === 1 && isOnlyUsedBy(feed, 0)
        ? 'x'
        : variable(feeds.length === 1 ? 'inputs' : `input_${i + 1}`),
    )
  for (const [i, step] of steps.entries())
    for (const out of step.outs) {
      const last = outs.length === 1 && out === outs[0]
      values.set(
        out,
        last || (step.outs.length === 1 && isOnlyUsedBy(out, i + 1))
          ? 'x'
          : variable(step.kind === 'call' ? typeName(step.call.layer) : nameOf(step.blocks[0])),
      )
    }
  const value = (i: number) => values.get(i)!
  return {
    parameters: feeds.map(value),
    lines: stepLines(steps, makers, value, variable, { block: nameOf, layer: typeName }).map((line) => ({
      ...line,
      text: `    ${line.text}`,
    })),
    result: `    return ${outs.map(value).join(', ')}`,
  }
}

/** The calls and blocks directly inside the group with this prefix. */
function stepsOf(
  indexByNode: ReadonlyMap<string, number>,
  callsByPrefix: CallsByPrefix,
  blocks: ReadonlyMap<string, Block>,
  prefix: string,
): readonly Step[] {
  const steps: Step[] = []
  let lastGroup = ''
  const seen = new Set<string>()
  for (const [i, c] of callsByPrefix.get(prefix) ?? []) {
    if (isOutput(c)) continue
    const rest = c.node.slice(prefix.length)
    const slash = rest.indexOf('/')
    const block = slash < 0 ? undefined : blocks.get(prefix + rest.slice(0, slash))
    if (!block) {
      steps.push({ kind: 'call', call: c, inputs: c.inputs, outs: [i] })
      lastGroup = ''
      continue
    }
    if (seen.has(block.prefix)) continue
    seen.add(block.prefix)
    const group = block.prefix.replace(/#\d+$/, '')
    const inputs = block.inputs.map((feed) => indexByNode.get(feed!)!)
    const outs = outsOf(block, indexByNode)
    const previous = steps.at(-1)
    // This block is the next repetition of the same group.
    if (previous?.kind === 'block' && lastGroup === group)
      steps[steps.length - 1] = { ...previous, blocks: [...previous.blocks, block], outs }
    else steps.push({ kind: 'block', blocks: [block], inputs, outs })
    lastGroup = group
  }
  return steps
}

/** Variable name inside a function, derived from the layer type, because each call of the function creates layers with other names. */
const typeName = ({ definition }: ModelLayer): string => automaticName(definition.type)

/** Returns a function that gives the indices of the steps that use a value. */
function findConsumers(steps: readonly Step[]): (value: number) => readonly number[] {
  const consumers = new Map<number, number[]>()
  for (const [i, step] of steps.entries())
    for (const input of new Set(step.inputs)) consumers.set(input, [...(consumers.get(input) ?? []), i])
  return (value) => consumers.get(value) ?? []
}

interface Names {
  block(block: Block): string
  layer(layer: ModelLayer): string
}

/** `outer/block#2` → `outer/block`: the node of a group, without the number of the repetition. */
const groupOf = ({ prefix }: Block): NodeId => withoutRepetition(`${prefix}/`).slice(0, -1)

function stepLines(
  steps: readonly Step[],
  { make }: LayerWriter,
  value: (i: number) => string,
  variable: (preferred: string) => string,
  nameOf: Names,
): Line[] {
  const callsOf = new Map<ModelLayer, NodeId[]>()
  for (const s of steps)
    if (s.kind === 'call') callsOf.set(s.call.layer, [...(callsOf.get(s.call.layer) ?? []), s.call.node])
  const shared = new Map<ModelLayer, string>()
  return steps.flatMap((step) => {
    const targets = step.outs.map(value).join(', ')
    const assignment = `${targets} = `
    if (step.kind === 'block') {
      const name = nameOf.block(step.blocks[0])
      return linesFor(
        [groupOf(step.blocks[0])],
        blockCall(name, targets, step.inputs.map(value), step.blocks.length),
      )
    }
    const { layer, node } = step.call
    const callLines = (callee: Py) =>
      linesFor([node], statement(layerCall(callee, step.inputs, value), assignment))
    if (isInput(step.call)) return linesFor([node], statement(make(layer), assignment))
    const existing = shared.get(layer)
    if (existing !== undefined) return callLines(existing)
    const calls = callsOf.get(layer)!
    if (calls.length === 1) return callLines(make(layer))
    const name = variable(`${nameOf.layer(layer)}_layer`)
    shared.set(layer, name)
    return [...linesFor(calls, statement(make(layer), `${name} = `)), ...callLines(name)]
  })
}

/** A call of a function, in a loop if it is repeated. */
function blockCall(name: string, targets: string, args: readonly string[], times: number): string[] {
  if (times === 1) return statement(call(name, ...args), `${targets} = `)
  const joinedArgs = args.join(', ')
  return [
    ...(joinedArgs === targets ? [] : [`${targets} = ${joinedArgs}`]),
    `for _ in range(${times}):`,
    `    ${targets} = ${name}(${targets})`,
  ]
}

/** A call of a layer: `layers.Dense(3)(x)`, `layers.Add()([x, y])`. */
function layerCall(layer: Py, inputs: readonly number[], value: (i: number) => string): Py {
  // In a network with errors, Python's `...` replaces a missing input.
  const [only = '...', ...more] = inputs.map(value)
  return callOf(layer, more.length === 0 ? only : list([only, ...more]))
}
