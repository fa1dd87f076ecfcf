/** Automatic layout of the network or of its selected nodes, as one undo step and with an animation. */
import type { Direction } from '../../shared/document/direction.ts'
import { mainNetwork, type Network, type NodeId, type Position } from '../../shared/document/document.ts'
import { labels, moveNodes } from '../../shared/document/edits.ts'
import { boxAt, boxesOf } from '../canvas/boxes.ts'
import { freeShift } from '../canvas/free-place.ts'
import { glide } from '../canvas/glide.ts'
import { around } from '../canvas/helper-lines.ts'
import { sentencesOf } from '../state/problems.ts'
import { drawingOf, useApp } from '../state/store.ts'
import { notify } from '../ui/notify.ts'
import { arrangeAside } from './arrange-aside.ts'

/** Arranges the selected nodes, or all nodes. Their upper left corner keeps its position unless they would overlap the others. */
export async function arrangeNetwork(direction: Direction): Promise<void> {
  const before = drawingOf(useApp.getState())
  const network = mainNetwork(before)
  const { nodes: selected } = useApp.getState().selection
  const nodes = selected.length > 1 ? selected : Object.keys(network.nodes)
  const chosen = new Set(nodes)
  const edges = Object.values(network.edges)
    .map(({ from, to }) => [from.node, to.node] as const)
    .filter(([from, to]) => from !== to && chosen.has(from) && chosen.has(to))
  const corner = { x: Number.POSITIVE_INFINITY, y: Number.POSITIVE_INFINITY }
  for (const id of nodes) {
    corner.x = Math.min(corner.x, network.nodes[id]!.position.x)
    corner.y = Math.min(corner.y, network.nodes[id]!.position.y)
  }
  try {
    const places = await arrangeAside({ nodes, edges }, direction)
    const app = useApp.getState()
    // Another document may have been opened while a large one was being laid out.
    if (mainNetwork(drawingOf(app)).nodes !== network.nodes) return
    const by = besideOthers(network, places, corner)
    glide()
    app.edit(labels.arrange, (document) =>
      moveNodes(
        document,
        Object.fromEntries(
          Object.entries(places).map(([id, { x, y }]) => [id, { x: x + by.x, y: y + by.y }]),
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
function besideOthers(
  network: Network,
  places: Readonly<Record<NodeId, Position>>,
  corner: Position,
): Position {
  const arranged = around(Object.values(places).map(boxAt))
  const others = [...boxesOf(network, undefined, []).entries()].flatMap(([id, box]) =>
    Object.hasOwn(places, id) ? [] : [box],
  )
  const { x, y } = freeShift({ ...arranged, ...corner }, others, ['right', 'down', 'left', 'up'])
  return { x: corner.x + x, y: corner.y + y }
}
