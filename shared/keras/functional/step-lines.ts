/** Lines of Python for the steps of a network or of a block. */
import type { NodeId } from '../../document/document.ts'
import { withoutRepetition } from '../../document/groups.ts'
import type { Block } from '../../model/expansion/expansion.ts'
import type { ModelLayer } from '../../model/model.ts'
import { type Line, linesFor } from '../lines.ts'
import { call, callOf, list, type Py, statement } from '../printer.ts'
import { isInput } from './call-index.ts'
import type { LayerWriter } from './layer-writer.ts'
import type { Step } from './steps.ts'

/** Names in the code around the steps. */
export interface Names {
  /** The variable of a value. */
  value(value: number): string
  /** A new variable. */
  variable(preferred: string): string
  /** The function of a block. */
  block(block: Block): string
  layer(layer: ModelLayer): string
}

export function stepLines(steps: readonly Step[], { make }: LayerWriter, names: Names): Line[] {
  const nodesByLayer = groupByLayer(steps)
  const shared = new Map<ModelLayer, string>()
  return steps.flatMap((step) => {
    const targets = step.outs.map(names.value).join(', ')
    const assignment = `${targets} = `
    if (step.kind === 'block') {
      const [block] = step.blocks
      const args = step.inputs.map(names.value)
      return linesFor([groupOf(block)], blockCall(names.block(block), targets, args, step.blocks.length))
    }
    const { layer, node } = step.call
    const callLines = (callee: Py) =>
      linesFor([node], statement(layerCall(callee, step.inputs, names.value), assignment))
    if (isInput(step.call)) return linesFor([node], statement(make(layer), assignment))
    const existing = shared.get(layer)
    if (existing !== undefined) return callLines(existing)
    const nodes = nodesByLayer.get(layer)!
    if (nodes.length === 1) return callLines(make(layer))
    const name = names.variable(`${names.layer(layer)}_layer`)
    shared.set(layer, name)
    return [...linesFor(nodes, statement(make(layer), `${name} = `)), ...callLines(name)]
  })
}

/** The nodes that call each layer. */
function groupByLayer(steps: readonly Step[]): ReadonlyMap<ModelLayer, readonly NodeId[]> {
  const nodes = new Map<ModelLayer, NodeId[]>()
  for (const step of steps)
    if (step.kind === 'call')
      nodes.set(step.call.layer, [...(nodes.get(step.call.layer) ?? []), step.call.node])
  return nodes
}

/** `outer/block#2` → `outer/block`: the node of a group, without the number of the repetition. */
export const groupOf = ({ prefix }: Block): NodeId => withoutRepetition(`${prefix}/`).slice(0, -1)

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
function layerCall(layer: Py, inputs: readonly number[], nameOf: (value: number) => string): Py {
  // In a network with errors, Python's `...` replaces a missing input.
  const [only = '...', ...more] = inputs.map(nameOf)
  return callOf(layer, more.length === 0 ? only : list([only, ...more]))
}
