/** What is known of a group before its contents are added. */
import type { GroupNode, Network, NodeId } from '../../document/document.ts'
import { nodesWithRole } from '../../document/groups.ts'
import type { Block, ExpandedGroup } from './expansion.ts'

/** The edges of a group node. */
export interface Wiring {
  /** The source of each connected input. */
  readonly sourceByPort: ReadonlyMap<number, NodeId | null>
  /** The highest index of an output with an edge; −1 if no edge leaves the group. */
  readonly lastUsedOutput: number
  readonly inCycle: boolean
}

export function describeGroup(
  network: Network,
  { network: id, repeat }: GroupNode,
  { sourceByPort, lastUsedOutput, inCycle }: Wiring,
  blocks: readonly Block[],
): ExpandedGroup {
  const inputs = nodesWithRole(network, 'input')
  const outputs = nodesWithRole(network, 'output').length
  return {
    network: id,
    name: network.name,
    repeat,
    blocks,
    fault: outputs === 0 ? 'no output' : repeat > 1 && inputs.length !== outputs ? 'repeated inputs' : null,
    inputs: inputs.map((_, i) => sourceByPort.get(i) ?? null),
    unconnected: inputs.flatMap((_, i) => (sourceByPort.has(i) ? [] : [i])),
    edgeCount: sourceByPort.size,
    outputs,
    lastUsedOutput,
    inCycle,
  }
}
