/** Automatic layout of the network or of its selected nodes, as one undo step and with an animation. */
import type { Direction } from '../../shared/document/direction.ts'
import { mainNetwork, type Network, type NodeId, type Position } from '../../shared/document/document.ts'
import { labels, moveNodes } from '../../shared/document/edits.ts'
import { boundingBox } from '../geometry/box.ts'
import { boxAt, boxesOf } from '../geometry/boxes.ts'
import { freeShift } from '../geometry/free-place.ts'
import { notify } from '../state/notify.ts'
import { sentencesOf } from '../state/problems.ts'
import { focusedDocumentOf, useApp } from '../state/store.ts'
import { animateNextChange } from './animate-positions.ts'
import { arrangeAsync } from './arrange-async.ts'

/** Arranges the selected nodes, or all nodes. Their upper left corner keeps its position unless they would overlap the others. */
export async function arrangeNetwork(direction: Direction): Promise<void> {
  const previous = focusedDocumentOf(useApp.getState())
  const network = mainNetwork(previous)
  const { nodes: selected } = useApp.getState().selection
  const nodes = selected.length > 1 ? selected : Object.keys(network.nodes)
  const selectedIds = new Set(nodes)
  const edges = Object.values(network.edges)
    .map(({ from, to }) => [from.node, to.node] as const)
    .filter(([from, to]) => from !== to && selectedIds.has(from) && selectedIds.has(to))
  const corner = { x: Number.POSITIVE_INFINITY, y: Number.POSITIVE_INFINITY }
  for (const id of nodes) {
    corner.x = Math.min(corner.x, network.nodes[id]!.position.x)
    corner.y = Math.min(corner.y, network.nodes[id]!.position.y)
  }
  try {
    const positions = await arrangeAsync({ nodes, edges }, direction)
    const app = useApp.getState()
    // Another document may have been opened while a large one was being laid out.
    if (mainNetwork(focusedDocumentOf(app)).nodes !== network.nodes) return
    const offset = freeCorner(network, positions, corner)
    animateNextChange()
    app.edit(labels.arrange, (document) =>
      moveNodes(
        document,
        Object.fromEntries(
          Object.entries(positions).map(([id, { x, y }]) => [id, { x: x + offset.x, y: y + offset.y }]),
        ),
      ),
    )
    if (selected.length > 1) app.canvas?.fit(nodes)
    else app.canvas?.frame()
  } catch (error) {
    notify({ en: 'The layers were not arranged', ko: '층을 배치하지 못했습니다' }, sentencesOf(error), {
      kind: 'refusal',
    })
  }
}

/** The position of the corner at which the arranged nodes overlap no other layer. */
function freeCorner(
  network: Network,
  positions: Readonly<Record<NodeId, Position>>,
  corner: Position,
): Position {
  const arranged = boundingBox(Object.values(positions).map(boxAt))
  const others = [...boxesOf(network, undefined, []).entries()].flatMap(([id, box]) =>
    Object.hasOwn(positions, id) ? [] : [box],
  )
  const { x, y } = freeShift({ ...arranged, ...corner }, others, ['right', 'down', 'left', 'up'])
  return { x: corner.x + x, y: corner.y + y }
}
