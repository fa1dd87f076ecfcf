/** The blocks that are written as functions: all blocks, or none if one of them cannot be a function. */
import type { NodeId } from '../../document/document.ts'
import type { Block } from '../../model/expansion/expansion.ts'
import type { Model } from '../../model/model.ts'
import { type CallIndex, callsInside, isOutput, resultsOf } from './call-index.ts'
import { functionBody } from './function-body.ts'
import type { LayerWriter } from './layer-writer.ts'
import type { BlocksByPrefix } from './steps.ts'

export function functionBlocks(model: Model, writer: LayerWriter, calls: CallIndex): BlocksByPrefix {
  const blocks = model.blocks.filter((b) => callsInside(calls, b).length > 0)
  if (!blocks.every((b) => canBeFunction(model, writer, calls, b))) return new Map()
  const byPrefix = new Map(blocks.map((b) => [b.prefix, b]))
  return areConsistent(writer, calls, byPrefix) ? byPrefix : new Map()
}

function canBeFunction(
  { calls: modelCalls }: Model,
  writer: LayerWriter,
  calls: CallIndex,
  block: Block,
): boolean {
  const results = resultsOf(calls, block)
  /** Whether a node has a value; an Output has none, even if an edge starts at it. */
  const isValue = (node: NodeId | null) => {
    const index = node === null ? undefined : calls.byNode.get(node)
    return index !== undefined && !isOutput(modelCalls[index]!)
  }
  return (
    results.every((i) => modelCalls[i]!.node.startsWith(`${block.prefix}/`)) &&
    new Set(results).size === results.length &&
    new Set(block.inputs).size === block.inputs.length &&
    block.inputs.every(isValue) &&
    callsInside(calls, block).every(([, c]) => !writer.isNamed(c.layer))
  )
}

/** Whether all blocks of each network would be the same function. */
function areConsistent(writer: LayerWriter, calls: CallIndex, blocks: BlocksByPrefix): boolean {
  const textByNetwork = new Map<string, string>()
  return [...blocks.values()].every((block) => {
    const { lines, result } = functionBody(writer, calls, blocks, block, (inner) => inner.network)
    const body = [...lines.map(({ text }) => text), result].join('\n')
    const first = textByNetwork.get(block.network) ?? body
    textByNetwork.set(block.network, first)
    return first === body
  })
}
