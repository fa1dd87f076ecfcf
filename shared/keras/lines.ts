/** Lines of a program, each with the nodes of the drawing that it stands for. */
import type { Document, NetworkId, NodeId } from '../document/document.ts'
import { drawnAt, networkAt, splitPath } from '../document/groups.ts'

export interface Line {
  readonly text: string
  /** Paths of nodes, as they are drawn: one inside a repeated group has one path. */
  readonly nodes: readonly NodeId[]
}

/** Lines that stand for these nodes. */
export function linesFor(nodes: readonly NodeId[], lines: readonly string[]): Line[] {
  const drawn = [...new Set(nodes.map(drawnAt))]
  return lines.map((text) => ({ text, nodes: drawn }))
}

/** Lines that stand for nothing drawn. */
export const plainLines = (lines: readonly string[]): Line[] => linesFor([], lines)

export const textOf = (lines: readonly Line[]): string => `${lines.map(({ text }) => text).join('\n')}\n`

/**
 * Numbers from 0 of the lines that stand for a node of a network, whichever group it is seen through; of a group all that stand for
 * what is in it.
 */
export function linesOf(
  document: Document,
  lines: readonly Line[],
  network: NetworkId,
  node: NodeId,
): readonly number[] {
  const isIt = (path: NodeId): boolean => {
    const { groups, node: last } = splitPath(path)
    const steps = [...groups, last]
    return steps.some((step, i) => step === node && networkAt(document, groups.slice(0, i)) === network)
  }
  // Many lines have the same nodes.
  const known = new Map<NodeId, boolean>()
  const standsForIt = (path: NodeId): boolean => {
    const found = known.get(path) ?? isIt(path)
    known.set(path, found)
    return found
  }
  return lines.flatMap(({ nodes }, i) => (nodes.some(standsForIt) ? [i] : []))
}

/** The node that a line stands for; of several the one that is drawn where these groups lead. */
export function nodeOf({ nodes }: Line, groups: readonly NodeId[]): NodeId | null {
  const here = groups.join('/')
  return nodes.find((path) => splitPath(path).groups.join('/') === here) ?? nodes[0] ?? null
}
