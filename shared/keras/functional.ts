/** A network of branches or blocks as Keras's functional calls: a line a layer, a Python function for each block. */
import type { NodeId } from '../document/document.ts'
import { drawnAt } from '../document/groups.ts'
import type { Block } from '../model/expand.ts'
import type { Model, ModelCall, ModelLayer } from '../model/model.ts'
import { automaticName } from '../model/names.ts'
import { identifiers } from './identifiers.ts'
import { type Line, linesFor } from './lines.ts'
import { call, called, dict, list, type Py, statement } from './printer.ts'

/** How layers are made. */
export interface Makers {
  make(layer: ModelLayer): Py
  /** What the program has given names to: no variable of a function may be called so. */
  readonly names: readonly string[]
  /** Its name is written down: a function that is called twice cannot. */
  isNamed(layer: ModelLayer): boolean
}

/** A layer's call, or a block called so many times in a row. */
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

const isOutput = ({ layer }: ModelCall): boolean => layer.definition.type === 'Output'
const isInput = ({ layer }: ModelCall): boolean => layer.definition.type === 'Input'

/** @returns lines of the functions, and lines that end in `model = …` */
export function functional(
  model: Model,
  makers: Makers,
  variable: (wish: string) => string,
): { readonly functions: readonly Line[]; readonly network: readonly Line[] } {
  const place = new Map(model.calls.map((c, i) => [c.node, i]))
  const under = callsUnder(model)
  const blocks = usableBlocks(model, makers, place, under)
  const found = new Map(blocks.map((b) => [b.prefix, b]))
  const names = new Map<string, string>()
  const functions: Line[] = []
  for (const block of blocks) nameOf(block)

  function nameOf(block: Block): string {
    const known = names.get(block.network)
    if (known !== undefined) return known
    // Blocks inside are written first.
    const body = functionBody(makers, place, under, found, block, nameOf)
    const name = variable(automaticName(block.name.replace(/\W+/g, '_')).replace(/^_+|_+$/g, '') || 'block')
    names.set(block.network, name)
    // The function stands for all groups that call its network.
    const alike = blocks.filter(({ network }) => network === block.network)
    const everywhere = (node: NodeId) => alike.map(({ prefix }) => prefix + node.slice(block.prefix.length))
    functions.push(
      ...linesFor([], functions.length > 0 ? ['', ''] : []),
      ...linesFor(alike.map(groupOf), [`def ${name}(${body.parameters.join(', ')}):`]),
      ...body.lines.flatMap(({ text, nodes }) => linesFor(nodes.flatMap(everywhere), [text])),
      ...linesFor(alike.map(groupOf), [body.result]),
    )
    return name
  }

  const steps = stepsOf(place, under, found, '')
  const outputs = model.outputs.flatMap((o) => model.calls[o]!.inputs[0] ?? [])
  const values = new Map<number, string>()
  const usersOf = users(steps)
  for (const [i, step] of steps.entries())
    for (const out of step.outs) {
      const used = usersOf(out)
      const usedUp = used.length === 1 && used[0] === i + 1 && !outputs.includes(out)
      values.set(
        out,
        step.kind === 'call' && isInput(step.call)
          ? variable(model.inputs.length === 1 ? 'inputs' : step.call.layer.name)
          : outputs.length === 1 && outputs[0] === out && used.length === 0
            ? variable('outputs')
            : usedUp && step.outs.length === 1
              ? 'x'
              : variable(step.kind === 'call' ? step.call.layer.name : names.get(step.blocks[0].network)!),
      )
    }
  const value = (i: number) => values.get(i)!
  /** One value, or several by the names of their Inputs or Outputs. */
  const ends = (indices: readonly number[], of: (i: number) => string): Py =>
    indices.length === 0
      ? '...'
      : indices.length === 1
        ? of(indices[0]!)
        : dict(indices.map((i) => [model.calls[i]!.layer.name, of(i)]))
  const given = (output: number): string => {
    const [from] = model.calls[output]!.inputs
    return from === undefined ? '...' : value(from)
  }
  return {
    functions,
    network: [
      ...written(steps, makers, value, variable, {
        block: ({ network }) => names.get(network)!,
        layer: ({ name }) => name,
      }),
      ...linesFor(
        model.outputs.map((o) => model.calls[o]!.node),
        statement(call('keras.Model', ends(model.inputs, value), ends(model.outputs, given)), 'model = '),
      ),
    ],
  }
}

/** Calls with their places in the model, by what their nodes begin with: `''`, `block/`, `block/inner/`. */
type CallsUnder = ReadonlyMap<string, readonly (readonly [number, ModelCall])[]>

function callsUnder(model: Model): CallsUnder {
  const under = new Map<string, [number, ModelCall][]>([['', []]])
  for (const [i, c] of model.calls.entries())
    for (let at = 0; ; at = c.node.indexOf('/', at) + 1) {
      const prefix = c.node.slice(0, at)
      const list = under.get(prefix)
      if (list) list.push([i, c])
      else under.set(prefix, [[i, c]])
      if (!c.node.includes('/', at)) break
    }
  return under
}

/** Blocks that can be functions: all, or none where one of them cannot. */
function usableBlocks(
  model: Model,
  makers: Makers,
  place: ReadonlyMap<string, number>,
  under: CallsUnder,
): readonly Block[] {
  const inside = ({ prefix }: Block) => under.get(`${prefix}/`) ?? []
  const blocks = model.blocks.filter((b) => inside(b).length > 0)
  /** Nothing comes out of an Output, wherever a wire leads from it. */
  const isValue = (node: NodeId | null) => {
    const at = node === null ? undefined : place.get(node)
    return at !== undefined && !isOutput(model.calls[at]!)
  }
  const fits = (b: Block) => {
    const outs = outsOf(b, place)
    return (
      outs.every((out) => model.calls[out]!.node.startsWith(`${b.prefix}/`)) &&
      new Set(outs).size === outs.length &&
      new Set(b.feeds).size === b.feeds.length &&
      b.feeds.every(isValue) &&
      inside(b).every(([, c]) => !makers.isNamed(c.layer))
    )
  }
  if (!blocks.every(fits)) return []
  const found = new Map(blocks.map((b) => [b.prefix, b]))
  const text = new Map<string, string>()
  const alike = blocks.every((b) => {
    const { lines, result } = functionBody(makers, place, under, found, b, (inner) => inner.network)
    const body = [...lines.map(({ text }) => text), result].join('\n')
    const first = text.get(b.network) ?? body
    text.set(b.network, first)
    return first === body
  })
  return alike ? blocks : []
}

/** What comes out of a block, without what nothing needs. */
const outsOf = ({ outputs }: Block, place: ReadonlyMap<string, number>): readonly number[] =>
  outputs.flatMap((node) => (node === null ? [] : (place.get(node) ?? [])))

interface FunctionBody {
  readonly parameters: readonly string[]
  /** Their nodes are those of the block that it was made from. */
  readonly lines: readonly Line[]
  /** The last line. */
  readonly result: string
}

function functionBody(
  makers: Makers,
  place: ReadonlyMap<string, number>,
  under: CallsUnder,
  blocks: ReadonlyMap<string, Block>,
  block: Block,
  nameOf: (block: Block) => string,
): FunctionBody {
  const steps = stepsOf(place, under, blocks, `${block.prefix}/`)
  const inner = steps.flatMap((s) => (s.kind === 'block' ? [nameOf(s.blocks[0])] : []))
  const variable = identifiers([...makers.names, ...inner])
  const usersOf = users(steps)
  const outs = outsOf(block, place)
  const feeds = block.feeds.map((feed) => place.get(feed!)!)
  const usedUpBy = (i: number, step: number) => {
    const used = usersOf(i)
    return used.length === 1 && used[0] === step && !outs.includes(i)
  }
  const values = new Map<number, string>()
  for (const [i, feed] of feeds.entries())
    values.set(
      feed,
      feeds.length === 1 && usedUpBy(feed, 0)
        ? 'x'
        : variable(feeds.length === 1 ? 'inputs' : `input_${i + 1}`),
    )
  for (const [i, step] of steps.entries())
    for (const out of step.outs) {
      const last = outs.length === 1 && out === outs[0]
      values.set(
        out,
        last || (step.outs.length === 1 && usedUpBy(out, i + 1))
          ? 'x'
          : variable(step.kind === 'call' ? typeName(step.call.layer) : nameOf(step.blocks[0])),
      )
    }
  const value = (i: number) => values.get(i)!
  return {
    parameters: feeds.map(value),
    lines: written(steps, makers, value, variable, { block: nameOf, layer: typeName }).map((line) => ({
      ...line,
      text: `    ${line.text}`,
    })),
    result: `    return ${outs.map(value).join(', ')}`,
  }
}

/** Calls and blocks that stand directly in what a prefix names. */
function stepsOf(
  place: ReadonlyMap<string, number>,
  under: CallsUnder,
  blocks: ReadonlyMap<string, Block>,
  prefix: string,
): readonly Step[] {
  const steps: Step[] = []
  let last = ''
  const seen = new Set<string>()
  for (const [i, c] of under.get(prefix) ?? []) {
    if (isOutput(c)) continue
    const rest = c.node.slice(prefix.length)
    const slash = rest.indexOf('/')
    const block = slash < 0 ? undefined : blocks.get(prefix + rest.slice(0, slash))
    if (!block) {
      steps.push({ kind: 'call', call: c, inputs: c.inputs, outs: [i] })
      last = ''
      continue
    }
    if (seen.has(block.prefix)) continue
    seen.add(block.prefix)
    const group = block.prefix.replace(/#\d+$/, '')
    const inputs = block.feeds.map((feed) => place.get(feed!)!)
    const outs = outsOf(block, place)
    const before = steps.at(-1)
    // The next repetition of the same group.
    if (before?.kind === 'block' && last === group)
      steps[steps.length - 1] = { ...before, blocks: [...before.blocks, block], outs }
    else steps.push({ kind: 'block', blocks: [block], inputs, outs })
    last = group
  }
  return steps
}

/** In a function, which is called for layers of several names. */
const typeName = ({ definition }: ModelLayer): string => automaticName(definition.type)

/** Which steps use a value. */
function users(steps: readonly Step[]): (value: number) => readonly number[] {
  const found = new Map<number, number[]>()
  for (const [i, step] of steps.entries())
    for (const input of new Set(step.inputs)) found.set(input, [...(found.get(input) ?? []), i])
  return (value) => found.get(value) ?? []
}

interface Names {
  block(block: Block): string
  layer(layer: ModelLayer): string
}

/** `outer/block#2` → `outer/block`: the node of a group, however often it is repeated. */
const groupOf = ({ prefix }: Block): NodeId => drawnAt(`${prefix}/`).slice(0, -1)

function written(
  steps: readonly Step[],
  { make }: Makers,
  value: (i: number) => string,
  variable: (wish: string) => string,
  nameOf: Names,
): Line[] {
  const callsOf = new Map<ModelLayer, NodeId[]>()
  for (const s of steps)
    if (s.kind === 'call') callsOf.set(s.call.layer, [...(callsOf.get(s.call.layer) ?? []), s.call.node])
  const shared = new Map<ModelLayer, string>()
  return steps.flatMap((step) => {
    const own = step.outs.map(value).join(', ')
    const target = `${own} = `
    if (step.kind === 'block') {
      const name = nameOf.block(step.blocks[0])
      return linesFor(
        [groupOf(step.blocks[0])],
        blockCall(name, own, step.inputs.map(value), step.blocks.length),
      )
    }
    const { layer, node } = step.call
    const called = (callee: Py) => linesFor([node], statement(applied(callee, step.inputs, value), target))
    if (isInput(step.call)) return linesFor([node], statement(make(layer), target))
    const known = shared.get(layer)
    if (known !== undefined) return called(known)
    const calls = callsOf.get(layer)!
    if (calls.length === 1) return called(make(layer))
    const name = variable(`${nameOf.layer(layer)}_layer`)
    shared.set(layer, name)
    return [...linesFor(calls, statement(make(layer), `${name} = `)), ...called(name)]
  })
}

/** A function called, or called in a loop. */
function blockCall(name: string, own: string, args: readonly string[], times: number): string[] {
  if (times === 1) return statement(call(name, ...args), `${own} = `)
  const given = args.join(', ')
  return [
    ...(given === own ? [] : [`${own} = ${given}`]),
    `for _ in range(${times}):`,
    `    ${own} = ${name}(${own})`,
  ]
}

/** A layer called: `layers.Dense(3)(x)`, `layers.Add()([x, y])`. */
function applied(layer: Py, inputs: readonly number[], value: (i: number) => string): Py {
  // An input that is missing, in a network with errors, is Python's `...`.
  const [only = '...', ...more] = inputs.map(value)
  return called(layer, more.length === 0 ? only : list([only, ...more]))
}
