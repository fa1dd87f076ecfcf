/** Synchronizes the viewports of two canvases: panning or zooming one also moves the other. */
import { useReactFlow, useStore, type Viewport } from '@xyflow/react'
import { useEffect } from 'react'
import { create } from 'zustand'
import type { Network, Position } from '../../../shared/document/document.ts'

interface View {
  readonly at: Viewport
  move(to: Viewport): void
}

/** The viewport of the shown variant. */
const useView = create<View>(() => ({ at: { x: 0, y: 0, zoom: 1 }, move: () => {} }))

/** Rendered inside the canvas; publishes its viewport. */
export function ViewportPublisher() {
  const { setViewport } = useReactFlow()
  const [x, y, zoom] = useStore((s) => s.transform)
  useEffect(() => {
    useView.setState({ at: { x, y, zoom }, move: (to) => void setViewport(to) })
  }, [x, y, zoom, setViewport])
  return null
}

/** The offset of the compared drawing from the shown one, measured at the first node with the same id. */
export function offsetOf(shown: Network, compared: Network): Position {
  const id = Object.keys(shown.nodes).find((node) => Object.hasOwn(compared.nodes, node))
  if (id === undefined) return { x: 0, y: 0 }
  const [a, b] = [shown.nodes[id]!.position, compared.nodes[id]!.position]
  return { x: b.x - a.x, y: b.y - a.y }
}

/** The viewport of the compared canvas, offset by the given position. */
export function useLinkedViewport({ x, y }: Position): {
  readonly viewport: Viewport
  onViewportChange(to: Viewport): void
} {
  const { at, move } = useView()
  return {
    viewport: { x: at.x - x * at.zoom, y: at.y - y * at.zoom, zoom: at.zoom },
    onViewportChange: (to) => move({ x: to.x + x * to.zoom, y: to.y + y * to.zoom, zoom: to.zoom }),
  }
}
