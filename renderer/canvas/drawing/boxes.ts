/** Boxes of the canvas's nodes and notes, read from the document, so that they are correct even during an animation. */
import { mainNetwork, type Network, type NodeId, type Position } from '../../../shared/document/document.ts'
import { drawingOf, useApp } from '../../state/store.ts'
import type { Box } from '../editing/helper-lines.ts'
import { viewIdOf } from '../editing/notes.ts'
import { NODE_HEIGHT, NODE_WIDTH } from './size.ts'

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

export const currentNetwork = (): Network => mainNetwork(drawingOf(useApp.getState()))
