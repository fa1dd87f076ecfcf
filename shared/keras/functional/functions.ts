/** The Python functions of the blocks of a model, one for each network that groups call. */
import type { NodeId } from '../../document/document.ts'
import type { Block } from '../../model/expansion/expansion.ts'
import { automaticName } from '../../model/names.ts'
import { type Line, linesFor } from '../lines.ts'
import type { CallIndex } from './call-index.ts'
import { functionBody } from './function-body.ts'
import type { LayerWriter } from './layer-writer.ts'
import { groupOf } from './step-lines.ts'
import type { BlocksByPrefix } from './steps.ts'

export interface Functions {
  readonly lines: readonly Line[]
  /** The name of the function of a block. */
  nameOf(block: Block): string
}

export function writeFunctions(
  writer: LayerWriter,
  calls: CallIndex,
  blocksByPrefix: BlocksByPrefix,
  variable: (preferred: string) => string,
): Functions {
  const blocks = [...blocksByPrefix.values()]
  const names = new Map<string, string>()
  const lines: Line[] = []

  function nameOf(block: Block): string {
    const existing = names.get(block.network)
    if (existing !== undefined) return existing
    // Functions of inner blocks are written first.
    const body = functionBody(writer, calls, blocksByPrefix, block, nameOf)
    const name = variable(automaticName(block.name.replace(/\W+/g, '_')).replace(/^_+|_+$/g, '') || 'block')
    names.set(block.network, name)
    // The function corresponds to all groups that call its network.
    const instances = blocks.filter(({ network }) => network === block.network)
    const inAllInstances = (node: NodeId) =>
      instances.map(({ prefix }) => prefix + node.slice(block.prefix.length))
    lines.push(
      ...linesFor([], lines.length > 0 ? ['', ''] : []),
      ...linesFor(instances.map(groupOf), [`def ${name}(${body.parameters.join(', ')}):`]),
      ...body.lines.flatMap(({ text, nodes }) => linesFor(nodes.flatMap(inAllInstances), [text])),
      ...linesFor(instances.map(groupOf), [body.result]),
    )
    return name
  }

  for (const block of blocks) nameOf(block)
  return { lines, nameOf }
}
