/** Boxes of the nodes and notes, read from the document, so that they are correct even during an animation. Pure. */
import type { Network, NodeId, Position } from '../../shared/document/document.ts'
import type { Box } from './box.ts'
import { NODE_HEIGHT, NODE_WIDTH } from './size.ts'
import { viewIdOf } from './view-id.ts'

export const boxAt = (position: Position): Box => ({ ...position, width: NODE_WIDTH, height: NODE_HEIGHT })

/** Boxes by view id, of the given layers and notes. The default is all of them. */
export function boxesOf(
  network: Network,
  nodes: readonly NodeId[] = Object.keys(network.nodes),
  notes: readonly string[] = Object.keys(network.notes),
): ReadonlyMap<string, Box> {
  const boxes = new Map<string, Box>()
  for (const id of nodes) {
    const node = network.nodes[id]
    if (node) boxes.set(id, boxAt(node.position))
  }
  for (const id of notes) {
    const note = network.notes[id]
    if (note) boxes.set(viewIdOf(id), { ...note.position, width: note.width, height: note.height })
  }
  return boxes
}
