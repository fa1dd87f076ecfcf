/** Viewports that fit the drawing or a part of it, and the boxes that are out of view. Pure. */
import type { Viewport } from '@xyflow/react'
import { type Box, boundingBox, type Side } from './box.ts'
import { MIN_ZOOM } from './size.ts'

export interface ViewSize {
  readonly width: number
  readonly height: number
}

/** The zoom at which a card's smallest text has 11 pixels. A smaller one is used only to show all of something. */
export const READABLE_ZOOM = 1
/** The gap between the drawing and the edge of the view, in pixels. */
export const MARGIN = 12
/** The gap at an edge of the view that has controls or labels, in pixels. */
const CONTROLS_MARGIN = 52
/** The padding around a drawing that is shown as a whole, as a fraction of the view's shorter side. */
const FIT_PADDING = 0.08

/** The viewport that centres the drawing at a readable zoom, or shows its beginning where it is larger than the view.
 *  @param first the box at which the drawing begins @param maxZoom the maximum zoom */
export function readableView(
  boxes: readonly Box[],
  first: Box,
  viewSize: ViewSize,
  maxZoom: number,
): Viewport {
  const bounds = boundingBox(boxes)
  const zoom = Math.max(READABLE_ZOOM, Math.min(maxZoom, scaleFor(bounds, viewSize, MARGIN)))
  const offsetAlong = (axis: 'x' | 'y', size: 'width' | 'height') => {
    const visibleLength = (viewSize[size] - 2 * MARGIN) / zoom
    if (bounds[size] <= visibleLength) return viewSize[size] / 2 - (bounds[axis] + bounds[size] / 2) * zoom
    // From the drawing's edge if that shows the first layer too, else with the first layer in the middle.
    const last = bounds[axis] + bounds[size] - visibleLength
    const showsFirst = first[axis] + first[size] <= bounds[axis] + visibleLength
    const from = showsFirst ? bounds[axis] : Math.min(last, first[axis] + first[size] / 2 - visibleLength / 2)
    return MARGIN - from * zoom
  }
  return { x: offsetAlong('x', 'width'), y: offsetAlong('y', 'height'), zoom }
}

/** The viewport that centres all boxes, at any zoom. @param maxZoom the maximum zoom */
export function wholeView(boxes: readonly Box[], viewSize: ViewSize, maxZoom: number): Viewport {
  const bounds = boundingBox(boxes)
  const scale = scaleFor(bounds, viewSize, FIT_PADDING * Math.min(viewSize.width, viewSize.height))
  const zoom = Math.max(MIN_ZOOM, Math.min(maxZoom, scale))
  return {
    x: viewSize.width / 2 - (bounds.x + bounds.width / 2) * zoom,
    y: viewSize.height / 2 - (bounds.y + bounds.height / 2) * zoom,
    zoom,
  }
}

const scaleFor = (bounds: Box, { width, height }: ViewSize, margin: number): number =>
  Math.min((width - 2 * margin) / bounds.width, (height - 2 * margin) / bounds.height)

/** The boxes whose centre is out of view, by side. */
export function boxesOutOfView(
  boxes: Iterable<Box>,
  { x, y, zoom }: Viewport,
  { width, height }: ViewSize,
): Record<Side, Box[]> {
  const found: Record<Side, Box[]> = { down: [], right: [], up: [], left: [] }
  for (const box of boxes) {
    const middle = { x: (box.x + box.width / 2) * zoom + x, y: (box.y + box.height / 2) * zoom + y }
    if (middle.y > height) found.down.push(box)
    else if (middle.y < 0) found.up.push(box)
    else if (middle.x > width) found.right.push(box)
    else if (middle.x < 0) found.left.push(box)
  }
  return found
}

/** The viewport moved towards the boxes on one side: as far as the nearest of them, or to the end if that is nearer. */
export function scrolledView(
  boxes: readonly Box[],
  side: Side,
  { x, y, zoom }: Viewport,
  viewSize: ViewSize,
): Viewport {
  const bounds = boundingBox(boxes)
  const [axis, size] =
    side === 'down' || side === 'up' ? (['y', 'height'] as const) : (['x', 'width'] as const)
  const begin = bounds[axis] * zoom
  const end = (bounds[axis] + bounds[size]) * zoom
  const forward = side === 'down' || side === 'right'
  const nearest = forward ? MARGIN - begin : viewSize[size] - MARGIN - end
  const last = forward ? viewSize[size] - CONTROLS_MARGIN - end : MARGIN - begin
  const offset = forward ? Math.max(nearest, last) : Math.min(nearest, last)
  return axis === 'x' ? { x: offset, y, zoom } : { x, y: offset, zoom }
}
