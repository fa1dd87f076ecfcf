/** Two canvases that show the same place: whichever is moved or zoomed takes the other along. */
import { useReactFlow, useStore, type Viewport } from '@xyflow/react'
import { useEffect } from 'react'
import { create } from 'zustand'
import type { Network, Position } from '../../shared/document/document.ts'

interface View {
  readonly at: Viewport
  move(to: Viewport): void
}

/** How the shown variant is looked at. */
const useView = create<View>(() => ({ at: { x: 0, y: 0, zoom: 1 }, move: () => {} }))

/** Stands inside the canvas and tells how it is looked at. */
export function SharedView() {
  const { setViewport } = useReactFlow()
  const [x, y, zoom] = useStore((s) => s.transform)
  useEffect(() => {
    useView.setState({ at: { x, y, zoom }, move: (to) => void setViewport(to) })
  }, [x, y, zoom, setViewport])
  return null
}

/** How far the drawing beside stands from the shown one, by the first node of the same id. */
export function shiftOf(shown: Network, beside: Network): Position {
  const id = Object.keys(shown.nodes).find((node) => Object.hasOwn(beside.nodes, node))
  if (id === undefined) return { x: 0, y: 0 }
  const [a, b] = [shown.nodes[id]!.position, beside.nodes[id]!.position]
  return { x: b.x - a.x, y: b.y - a.y }
}

/** The view of the canvas beside: `shift` further on. */
export function useSharedView({ x, y }: Position): {
  readonly viewport: Viewport
  onViewportChange(to: Viewport): void
} {
  const { at, move } = useView()
  return {
    viewport: { x: at.x - x * at.zoom, y: at.y - y * at.zoom, zoom: at.zoom },
    onViewportChange: (to) => move({ x: to.x + x * to.zoom, y: to.y + y * to.zoom, zoom: to.zoom }),
  }
}
