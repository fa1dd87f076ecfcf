/** Which way a network is drawn. Derived from where its nodes stand, so nothing has to be kept in step with them. */
import type { Network } from './document.ts'

export type Direction = 'down' | 'right'

/** From one node of a chain to the next, corner to corner, in pixels, when it is drawn downwards: three cells of the grid. */
export const ROW = 84
/** The same to the right: room for a node and the shape on its wire. */
export const COLUMN = 308

/** `right` when most wires lead further right than down; both measured in steps of a chain. */
export function directionOf({ nodes, edges }: Pick<Network, 'nodes' | 'edges'>): Direction {
  let right = 0
  let all = 0
  for (const { from, to } of Object.values(edges)) {
    const a = nodes[from.node]?.position
    const b = nodes[to.node]?.position
    if (!a || !b) continue
    all++
    if ((b.x - a.x) / COLUMN > Math.abs(b.y - a.y) / ROW) right++
  }
  return right * 2 > all ? 'right' : 'down'
}
