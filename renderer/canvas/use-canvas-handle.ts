/** Puts the handle of the canvas's view into the store for the commands, and frames each document that is opened. */
import { useReactFlow, useStore, useStoreApi, type Viewport } from '@xyflow/react'
import { useCallback, useEffect, useLayoutEffect, useRef } from 'react'
import { directionOf } from '../../shared/document/direction.ts'
import { nodesWithRole } from '../../shared/document/groups.ts'
import { elementOf } from '../edits/elements.ts'
import { type Box, boundingBox } from '../geometry/box.ts'
import { boxesOf } from '../geometry/boxes.ts'
import {
  boxesOutOfView,
  MARGIN,
  READABLE_ZOOM,
  readableView,
  scrolledView,
  type ViewSize,
  wholeView,
} from '../geometry/fit.ts'
import { MAX_ZOOM, MIN_ZOOM, NODE_HEIGHT, NODE_WIDTH } from '../geometry/size.ts'
import { viewShift } from '../groups/surroundings.ts'
import { signalRooms } from '../signals/places.ts'
import { useSignals } from '../signals/state.ts'
import { currentNetwork, useApp } from '../state/store.ts'
import { focusNextFrame } from '../ui/focus.ts'
import { prefersReducedMotion } from '../ui/reduced-motion.ts'
import { FAR_ZOOM } from './drawing/detail-level.tsx'

/** The maximum zoom of a fit into view. */
const MAX_FIT_ZOOM = 1.25
/** The zoom factor of one press of the zoom buttons or keys. */
const ZOOM_STEP = 1.2
/** The duration of an animated movement of the view, in milliseconds. */
const MOVE_DURATION = 180
/** Events by which the user moves the view. */
const USER_EVENTS = ['pointerdown', 'wheel'] as const

export function useCanvasHandle(): void {
  const flow = useReactFlow()
  const store = useStoreApi()
  const opened = useApp((s) => s.opened)
  const groups = useApp((s) => s.inGroups)
  const width = useStore((s) => s.width)
  const height = useStore((s) => s.height)

  /** The viewport that an animation leads to; null when there is no animation. */
  const targetView = useRef<Viewport>(null)
  const moveTo = useCallback(
    (view: Viewport) => {
      targetView.current = view
      void flow.setViewport(view, { duration: prefersReducedMotion() ? 0 : MOVE_DURATION }).then(() => {
        if (targetView.current === view) targetView.current = null
      })
    },
    [flow],
  )

  useEffect(() => {
    const clearTarget = () => {
      targetView.current = null
    }
    /** An animation ends when the user moves the view. */
    const { domNode } = store.getState()
    for (const kind of USER_EVENTS) domNode?.addEventListener(kind, clearTarget, true)
    /** Zooms around the middle of the view. Quick successive steps add up: each starts from the target of the previous one. */
    const zoomTo = (scale: number, from: Viewport = targetView.current ?? flow.getViewport()) => {
      const { width, height } = store.getState()
      const zoom = Math.min(Math.max(scale, MIN_ZOOM), MAX_ZOOM)
      const ratio = zoom / from.zoom
      moveTo({
        zoom,
        x: width / 2 - (width / 2 - from.x) * ratio,
        y: height / 2 - (height / 2 - from.y) * ratio,
      })
    }
    const zoomBy = (factor: number) => zoomTo((targetView.current ?? flow.getViewport()).zoom * factor)
    const canvasRect = () => store.getState().domNode?.getBoundingClientRect()
    useApp.setState({
      canvas: {
        fit: (nodes, notes) => {
          const boxes = [...boxesOf(currentNetwork(), nodes, notes ?? []).values()]
          if (boxes.length > 0) moveTo(wholeView(boxes, store.getState(), MAX_FIT_ZOOM))
        },
        fitReadable: () => moveTo(initialView(store.getState(), MAX_FIT_ZOOM)),
        fitAll: () => {
          const boxes = [...boxesOf(currentNetwork()).values()]
          if (boxes.length > 0) moveTo(wholeView(boxes, store.getState(), MAX_FIT_ZOOM))
        },
        frame: () => {
          const room = store.getState()
          clearTarget()
          if (room.width > 0) void flow.setViewport(initialView(room, 1))
        },
        panToOutOfView: (side) => {
          const room = store.getState()
          const view = flow.getViewport()
          const boxes = boxesOutOfView(boxesOf(currentNetwork(), undefined, []).values(), view, room)[side]
          if (boxes.length > 0) moveTo(scrolledView(boxes, side, view, room))
        },
        zoomIn: () => zoomBy(ZOOM_STEP),
        zoomOut: () => zoomBy(1 / ZOOM_STEP),
        zoomTo,
        positionAt: (x, y) => {
          const box = canvasRect()
          if (!box || x < box.left || x > box.right || y < box.top || y > box.bottom) return null
          const at = flow.screenToFlowPosition({ x, y }, { snapToGrid: false })
          return { x: at.x - NODE_WIDTH / 2, y: at.y - NODE_HEIGHT / 2 }
        },
        center: () => {
          const box = canvasRect()
          if (!box) return { x: 0, y: 0 }
          const at = flow.screenToFlowPosition({ x: box.left + box.width / 2, y: box.top + box.height / 5 })
          return { x: at.x - NODE_WIDTH / 2, y: at.y }
        },
        middle: () => {
          const box = canvasRect()
          return box
            ? { x: box.left + box.width / 2, y: box.top + box.height / 2 }
            : { x: innerWidth / 2, y: innerHeight / 2 }
        },
        reveal: (node) => {
          const box = boxesOf(currentNetwork(), [node], []).get(node)
          const { width, height } = store.getState()
          const zoom = flow.getZoom() < FAR_ZOOM ? READABLE_ZOOM : flow.getZoom()
          if (box)
            moveTo({
              zoom,
              x: width / 2 - (box.x + box.width / 2) * zoom,
              y: height / 2 - (box.y + box.height / 2) * zoom,
            })
          focusNextFrame(() => elementOf(node))
        },
        ensureVisible: (node) => {
          const box = boxesOf(currentNetwork(), [node], []).get(node)
          const to = box && revealingView(box, flow.getViewport(), store.getState())
          if (to) moveTo(to)
        },
      },
    })
    return () => {
      for (const kind of USER_EVENTS) domNode?.removeEventListener(kind, clearTarget, true)
      useApp.setState({ canvas: null })
    }
  }, [flow, store, moveTo])

  const previous = useRef({ opened, groups })
  useLayoutEffect(() => {
    const from = previous.current
    previous.current = { opened, groups }
    if (opened === 0 && groups.length === 0) return
    targetView.current = null
    const opening = from.opened === opened ? viewShift(useApp.getState(), from.groups, groups) : null
    if (opening) {
      const { offset, box } = opening
      const { x, y, zoom } = flow.getViewport()
      const shiftedView = { x: x - offset.x * zoom, y: y - offset.y * zoom, zoom }
      void flow.setViewport(shiftedView)
      const to = revealingView(box, shiftedView, store.getState())
      if (to) moveTo(to)
      return
    }
    // One frame later, when React Flow has measured itself.
    const frame = requestAnimationFrame(() => useApp.getState().canvas?.frame())
    return () => cancelAnimationFrame(frame)
  }, [flow, store, moveTo, opened, groups])

  // Where the signals beside the cards would be out of view, the drawing moves with them to the middle.
  const showsSignals = useSignals((s) => s.isOn)
  useEffect(() => {
    const boxes = drawnBoxes()
    if (!showsSignals || boxes.length === 0) return
    const view = flow.getViewport()
    const room = store.getState()
    const bounds = boundingBox(boxes)
    const revealed = revealingView(bounds, view, room)
    if (!revealed || revealed.x === view.x) return
    const fits = bounds.width * view.zoom <= room.width - 2 * MARGIN
    const centred = room.width / 2 - (bounds.x + bounds.width / 2) * view.zoom
    moveTo({ ...view, x: fits ? centred : revealed.x })
  }, [flow, store, moveTo, showsSignals])

  // The middle stays in place when the window's width changes; if the drawing would be out of view, it is framed again.
  const previousWidth = useRef(0)
  useEffect(() => {
    const target = targetView.current
    const view = target ?? flow.getViewport()
    const x = previousWidth.current > 0 ? view.x + (width - previousWidth.current) / 2 : view.x
    previousWidth.current = width
    if (width === 0) return
    if (isOutOfView({ ...view, x }, width, height)) useApp.getState().canvas?.frame()
    else if (x !== view.x) {
      // An animation continues to its shifted target.
      if (target) moveTo({ ...target, x })
      else void flow.setViewport({ ...view, x })
    }
  }, [flow, moveTo, width, height])
}

/** The viewport with the smallest move that shows a box, or at least its beginning; null when it is already visible. */
function revealingView(
  box: Box,
  { x, y, zoom }: Viewport,
  { width, height }: { readonly width: number; readonly height: number },
): Viewport | null {
  const shift = (from: number, size: number, viewLength: number) =>
    from < MARGIN ? MARGIN - from : Math.max(MARGIN - from, Math.min(0, viewLength - MARGIN - from - size))
  const dx = shift(box.x * zoom + x, box.width * zoom, width)
  const dy = shift(box.y * zoom + y, box.height * zoom, height)
  return dx === 0 && dy === 0 ? null : { x: x + dx, y: y + dy, zoom }
}

/** Whether the whole drawing is out of view. */
function isOutOfView({ x, y, zoom }: Viewport, width: number, height: number): boolean {
  const boxes = [...boxesOf(currentNetwork()).values()]
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
function initialView(viewSize: ViewSize, maxZoom: number): Viewport {
  const network = currentNetwork()
  const boxes = boxesOf(network)
  const [input] = nodesWithRole(network, 'input')
  const first = boxes.get(input ?? '') ?? [...boxes.values()][0]
  return first ? readableView(drawnBoxes(), first, viewSize, maxZoom) : { x: 0, y: 0, zoom: 1 }
}

/** Boxes of all that is drawn: nodes, notes, and the signals that are shown. */
function drawnBoxes(): readonly Box[] {
  const network = currentNetwork()
  const boxes = [...boxesOf(network).values()]
  if (!useSignals.getState().isOn) return boxes
  return [...boxes, ...signalRooms(boxesOf(network, undefined, []), directionOf(network))]
}
