/** The direction in which a network is drawn. It is derived from the positions of the nodes, so it needs no state of its own. */
import type { Network } from './document.ts'

export type Direction = 'down' | 'right'

/** Distance from a node to the next one of a chain drawn downwards, corner to corner, in pixels: three grid cells. */
export const ROW_STEP = 84
/** The same distance for a chain drawn to the right: room for a node and the shape label on its edge. */
export const COLUMN_STEP = 308

/** `right` if most edges lead further right than down, measured in units of COLUMN_STEP and ROW_STEP. */
export function directionOf({ nodes, edges }: Pick<Network, 'nodes' | 'edges'>): Direction {
  let right = 0
  let total = 0
  for (const { from, to } of Object.values(edges)) {
    const a = nodes[from.node]?.position
    const b = nodes[to.node]?.position
    if (!a || !b) continue
    total++
    if ((b.x - a.x) / COLUMN_STEP > Math.abs(b.y - a.y) / ROW_STEP) right++
  }
  return right * 2 > total ? 'right' : 'down'
}

/** The axis along which a network is drawn, and the distance from a node to the next one along it. */
export const drawingAxis = (
  network: Pick<Network, 'nodes' | 'edges'>,
): { readonly axis: 'x' | 'y'; readonly step: number } =>
  directionOf(network) === 'right' ? { axis: 'x', step: COLUMN_STEP } : { axis: 'y', step: ROW_STEP }
