/** Puts the handle of the canvas's view into the store for the commands, and frames each document that is opened. */
import { useReactFlow, useStore, useStoreApi, type Viewport } from '@xyflow/react'
import { useEffect, useLayoutEffect, useRef } from 'react'
import { endsOf } from '../../shared/document/groups.ts'
import { openedInPlace } from '../groups/surroundings.ts'
import { useApp } from '../state/store.ts'
import { calm } from '../ui/calm.ts'
import { focusSoon } from '../ui/focus.ts'
import { boxesOf, networkNow } from './boxes.ts'
import { FAR } from './distance.tsx'
import { elementOf } from './elements.ts'
import { beyond, MARGIN, movedOn, READABLE, type Room, readable, whole } from './fit.ts'
import type { Box } from './helper-lines.ts'
import { GREATEST, NODE_HEIGHT, NODE_WIDTH, SMALLEST } from './size.ts'

/** The maximum zoom of a fit into view. */
const LARGEST = 1.25
/** The zoom factor of one press of the zoom buttons or keys. */
const STEP = 1.2
/** The duration of an animated movement of the view, in milliseconds. */
const GLIDE = 180
/** Events by which the user moves the view. */
const HANDS = ['pointerdown', 'wheel'] as const

export function useCanvasHandle(): void {
  const flow = useReactFlow()
  const store = useStoreApi()
  const opened = useApp((s) => s.opened)
  const groups = useApp((s) => s.inGroups)
  const width = useStore((s) => s.width)
  const height = useStore((s) => s.height)

  /** The viewport that an animation leads to; null when there is no animation. */
  const aim = useRef<Viewport>(null)

  useEffect(() => {
    const rest = () => {
      aim.current = null
    }
    /** An animation ends when the user moves the view. */
    const { domNode } = store.getState()
    for (const kind of HANDS) domNode?.addEventListener(kind, rest, true)
    const move = (view: Viewport) => {
      aim.current = view
      void flow.setViewport(view, { duration: calm() ? 0 : GLIDE }).then(() => {
        if (aim.current === view) rest()
      })
    }
    /** Zooms around the middle of the view. Quick successive steps add up: each starts from the target of the previous one. */
    const zoomTo = (scale: number, from: Viewport = aim.current ?? flow.getViewport()) => {
      const { width, height } = store.getState()
      const zoom = Math.min(Math.max(scale, SMALLEST), GREATEST)
      const by = zoom / from.zoom
      move({ zoom, x: width / 2 - (width / 2 - from.x) * by, y: height / 2 - (height / 2 - from.y) * by })
    }
    const zoomBy = (factor: number) => zoomTo((aim.current ?? flow.getViewport()).zoom * factor)
    const frame = () => store.getState().domNode?.getBoundingClientRect()
    useApp.setState({
      canvas: {
        fit: (nodes, notes) => {
          const boxes = [...boxesOf(networkNow(), nodes, notes ?? []).values()]
          if (boxes.length > 0) move(whole(boxes, store.getState(), LARGEST))
        },
        fitReadable: () => move(framed(store.getState(), LARGEST)),
        fitAll: () => {
          const boxes = [...boxesOf(networkNow()).values()]
          if (boxes.length > 0) move(whole(boxes, store.getState(), LARGEST))
        },
        frame: () => {
          const room = store.getState()
          rest()
          if (room.width > 0) void flow.setViewport(framed(room, 1))
        },
        moveOn: (side) => {
          const room = store.getState()
          const view = flow.getViewport()
          const boxes = beyond(boxesOf(networkNow(), undefined, []).values(), view, room)[side]
          if (boxes.length > 0) move(movedOn(boxes, side, view, room))
        },
        zoomIn: () => zoomBy(STEP),
        zoomOut: () => zoomBy(1 / STEP),
        zoomTo,
        place: (x, y) => {
          const box = frame()
          if (!box || x < box.left || x > box.right || y < box.top || y > box.bottom) return null
          const at = flow.screenToFlowPosition({ x, y }, { snapToGrid: false })
          return { x: at.x - NODE_WIDTH / 2, y: at.y - NODE_HEIGHT / 2 }
        },
        center: () => {
          const box = frame()
          if (!box) return { x: 0, y: 0 }
          const at = flow.screenToFlowPosition({ x: box.left + box.width / 2, y: box.top + box.height / 5 })
          return { x: at.x - NODE_WIDTH / 2, y: at.y }
        },
        middle: () => {
          const box = frame()
          return box
            ? { x: box.left + box.width / 2, y: box.top + box.height / 2 }
            : { x: innerWidth / 2, y: innerHeight / 2 }
        },
        reveal: (node) => {
          const box = boxesOf(networkNow(), [node], []).get(node)
          const { width, height } = store.getState()
          const zoom = flow.getZoom() < FAR ? READABLE : flow.getZoom()
          if (box)
            move({
              zoom,
              x: width / 2 - (box.x + box.width / 2) * zoom,
              y: height / 2 - (box.y + box.height / 2) * zoom,
            })
          focusSoon(() => elementOf(node))
        },
        show: (node) => {
          const box = boxesOf(networkNow(), [node], []).get(node)
          const to = box && showing(box, flow.getViewport(), store.getState())
          if (to) move(to)
        },
      },
    })
    return () => {
      for (const kind of HANDS) domNode?.removeEventListener(kind, rest, true)
      useApp.setState({ canvas: null })
    }
  }, [flow, store])

  const last = useRef({ opened, groups })
  useLayoutEffect(() => {
    const from = last.current
    last.current = { opened, groups }
    if (opened === 0 && groups.length === 0) return
    aim.current = null
    const opening = from.opened === opened ? openedInPlace(useApp.getState(), from.groups, groups) : null
    if (opening) {
      const { by, box } = opening
      const { x, y, zoom } = flow.getViewport()
      const same = { x: x - by.x * zoom, y: y - by.y * zoom, zoom }
      void flow.setViewport(same)
      const to = showing(box, same, store.getState())
      if (to) void flow.setViewport(to, { duration: calm() ? 0 : GLIDE })
      return
    }
    // One frame later, when React Flow has measured itself.
    const frame = requestAnimationFrame(() => useApp.getState().canvas?.frame())
    return () => cancelAnimationFrame(frame)
  }, [flow, store, opened, groups])

  // The middle stays in place when the window's width changes; if the drawing would be out of view, it is framed again.
  const before = useRef(0)
  useEffect(() => {
    const view = flow.getViewport()
    const x = before.current > 0 ? view.x + (width - before.current) / 2 : view.x
    before.current = width
    if (width === 0) return
    if (isOutOfView({ ...view, x }, width, height)) useApp.getState().canvas?.frame()
    else if (x !== view.x) void flow.setViewport({ ...view, x })
  }, [flow, width, height])
}

/** The viewport with the smallest move that shows a box, or at least its beginning; null when it is already visible. */
function showing(
  box: Box,
  { x, y, zoom }: Viewport,
  { width, height }: { readonly width: number; readonly height: number },
): Viewport | null {
  const inside = (from: number, size: number, room: number) =>
    from < MARGIN ? MARGIN - from : Math.max(MARGIN - from, Math.min(0, room - MARGIN - from - size))
  const dx = inside(box.x * zoom + x, box.width * zoom, width)
  const dy = inside(box.y * zoom + y, box.height * zoom, height)
  return dx === 0 && dy === 0 ? null : { x: x + dx, y: y + dy, zoom }
}

/** Whether the whole drawing is out of view. */
function isOutOfView({ x, y, zoom }: Viewport, width: number, height: number): boolean {
  const boxes = [...boxesOf(networkNow()).values()]
  return (
    boxes.length > 0 &&
    boxes.every(
      (box) =>
        (box.x + box.width) * zoom + x < MARGIN ||
        (box.y + box.height) * zoom + y < MARGIN ||
        box.x * zoom + x > width - MARGIN ||
        box.y * zoom + y > height - MARGIN,
    )
  )
}

/** The viewport of a document that has just been opened. */
function framed(room: Room, largest: number): Viewport {
  const network = networkNow()
  const boxes = boxesOf(network)
  const [input] = endsOf(network, 'Input')
  const first = boxes.get(input ?? '') ?? [...boxes.values()][0]
  return first ? readable([...boxes.values()], first, room, largest) : { x: 0, y: 0, zoom: 1 }
}
