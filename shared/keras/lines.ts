/** Lines of a program, each with the nodes on the canvas that it belongs to. */
import type { Document, NetworkId, NodeId } from '../document/document.ts'
import { networkAt, splitPath, withoutRepetition } from '../document/groups.ts'

export interface Line {
  readonly text: string
  /** Paths of nodes on the canvas; a node inside a repeated group has only one path. */
  readonly nodes: readonly NodeId[]
}

/** Lines that belong to these nodes. */
export function linesFor(nodes: readonly NodeId[], lines: readonly string[]): Line[] {
  const drawn = [...new Set(nodes.map(withoutRepetition))]
  return lines.map((text) => ({ text, nodes: drawn }))
}

/** Lines that belong to no node. */
export const plainLines = (lines: readonly string[]): Line[] => linesFor([], lines)

export const joinLines = (lines: readonly Line[]): string => `${lines.map(({ text }) => text).join('\n')}\n`

/**
 * Indices of the lines that belong to a node of a network, through any group that uses the network. The lines of a group are all lines
 * that belong to its content.
 */
export function linesOf(
  document: Document,
  lines: readonly Line[],
  network: NetworkId,
  node: NodeId,
): readonly number[] {
  const matches = (path: NodeId): boolean => {
    const { groups, node: last } = splitPath(path)
    const steps = [...groups, last]
    return steps.some((step, i) => step === node && networkAt(document, groups.slice(0, i)) === network)
  }
  // Many lines have the same nodes, so results are cached.
  const cache = new Map<NodeId, boolean>()
  const matchesCached = (path: NodeId): boolean => {
    const found = cache.get(path) ?? matches(path)
    cache.set(path, found)
    return found
  }
  return lines.flatMap(({ nodes }, i) => (nodes.some(matchesCached) ? [i] : []))
}

/** The node that a line belongs to. If there are several, the one inside these groups is preferred. */
export function nodeOf({ nodes }: Line, groups: readonly NodeId[]): NodeId | null {
  const currentGroups = groups.join('/')
  return nodes.find((path) => splitPath(path).groups.join('/') === currentGroups) ?? nodes[0] ?? null
}
