/** Hands the canvas's view to the commands, and frames each document that is opened. */
import { useReactFlow, useStoreApi } from '@xyflow/react'
import { useEffect } from 'react'
import { useApp } from '../state/store.ts'
import { NODE_HEIGHT, NODE_WIDTH } from './size.ts'

/** Below this nothing could be read: a longer network starts at its top instead. */
const READABLE = 0.75
const MARGIN = 12

const calm = () => window.matchMedia('(prefers-reduced-motion: reduce)').matches

export function useCanvasHandle(): void {
  const flow = useReactFlow()
  const store = useStoreApi()
  const opened = useApp((s) => s.opened)

  useEffect(() => {
    const duration = calm() ? 0 : 180
    useApp.setState({
      canvas: {
        fitView: () => void flow.fitView({ padding: 0.1, maxZoom: 1.25, duration }),
        zoomIn: () => void flow.zoomIn({ duration }),
        zoomOut: () => void flow.zoomOut({ duration }),
        zoomTo: (scale) => void flow.zoomTo(scale, { duration }),
        place: (x, y) => {
          const box = store.getState().domNode?.getBoundingClientRect()
          if (!box || x < box.left || x > box.right || y < box.top || y > box.bottom) return null
          const at = flow.screenToFlowPosition({ x, y }, { snapToGrid: false })
          return { x: at.x - NODE_WIDTH / 2, y: at.y - NODE_HEIGHT / 2 }
        },
        center: () => {
          const box = store.getState().domNode?.getBoundingClientRect()
          if (!box) return { x: 0, y: 0 }
          const at = flow.screenToFlowPosition({ x: box.left + box.width / 2, y: box.top + box.height / 5 })
          return { x: at.x - NODE_WIDTH / 2, y: at.y }
        },
        reveal: (node) => {
          const found = flow.getNode(node)
          if (found)
            void flow.setCenter(found.position.x + NODE_WIDTH / 2, found.position.y + NODE_HEIGHT / 2, {
              zoom: Math.max(flow.getZoom(), READABLE),
              duration,
            })
          requestAnimationFrame(() =>
            document
              .querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(node)}"]`)
              ?.focus({ preventScroll: true }),
          )
        },
        show: (node) =>
          // React Flow knows a new node one frame later.
          void requestAnimationFrame(() => {
            const found = flow.getNode(node)
            const { width, height } = store.getState()
            if (!found) return
            const { x, y, zoom } = flow.getViewport()
            const left = found.position.x * zoom + x
            const top = found.position.y * zoom + y
            const inside = (from: number, size: number, room: number) =>
              from < MARGIN ? MARGIN - from : Math.min(0, room - MARGIN - from - size)
            const dx = inside(left, NODE_WIDTH * zoom, width)
            const dy = inside(top, NODE_HEIGHT * zoom, height)
            if (dx !== 0 || dy !== 0) void flow.setViewport({ x: x + dx, y: y + dy, zoom }, { duration })
          }),
      },
    })
    return () => useApp.setState({ canvas: null })
  }, [flow, store])

  useEffect(() => {
    if (opened === 0) return
    // After the frame in which React Flow has taken the new nodes and its own size.
    const frame = requestAnimationFrame(() => {
      const nodes = flow.getNodes()
      const { width, height } = store.getState()
      if (width === 0) return
      if (nodes.length === 0) {
        void flow.setViewport({ x: 0, y: 0, zoom: 1 })
        return
      }
      const bounds = flow.getNodesBounds(nodes)
      const fit = Math.min((width - 2 * MARGIN) / bounds.width, (height - 2 * MARGIN) / bounds.height, 1)
      const zoom = Math.max(READABLE, fit)
      const x = width / 2 - (bounds.x + bounds.width / 2) * zoom
      const whole = bounds.height * zoom + 2 * MARGIN <= height
      const y = whole ? height / 2 - (bounds.y + bounds.height / 2) * zoom : MARGIN - bounds.y * zoom
      void flow.setViewport({ x, y, zoom })
    })
    return () => cancelAnimationFrame(frame)
  }, [opened, flow, store])
}
