/** A minimap of the drawing with the visible part marked; a click, a drag or the wheel moves the view.
 *  It renders one SVG path per colour: React Flow's MiniMap renders one element per node, which is slow at a thousand layers. */
import { Panel, useReactFlow, useStore } from '@xyflow/react'
import { type PointerEvent, useDeferredValue, useEffect, useMemo, useRef } from 'react'
import type { Position } from '../../../shared/document/document.ts'
import { type Box, boundingBox } from '../../geometry/box.ts'
import { layerColor } from '../../ui/glyph.tsx'
import { useText } from '../../ui/text.ts'
import styles from './overview.module.css'
import type { ViewNode, ViewNote } from './views.ts'

/** The size in pixels. */
const WIDTH = 132
const HEIGHT = 92
/** The margin around the drawing, as a fraction of its size. */
const MARGIN = 0.05
/** Doublings of the zoom per pixel of wheel movement. */
const DOUBLINGS_PER_PIXEL = 0.002

type OverviewNode = ViewNode | ViewNote

const boxOf = ({ position, measured }: OverviewNode): Box => ({
  ...position,
  width: measured?.width ?? 0,
  height: measured?.height ?? 0,
})
const colorOf = (node: OverviewNode): string =>
  node.selected ? 'var(--accent)' : node.type === 'note' ? 'var(--line)' : layerColor(node.data.definition)

/** SVG path data of all boxes, by colour. */
export function pathsOf(nodes: readonly OverviewNode[]): ReadonlyMap<string, string> {
  const paths = new Map<string, string[]>()
  for (const node of nodes) {
    const { x, y, width, height } = boxOf(node)
    const color = colorOf(node)
    const path = `M${x} ${y}h${width}v${height}h${-width}z`
    const entries = paths.get(color)
    if (entries) entries.push(path)
    else paths.set(color, [path])
  }
  return new Map([...paths].map(([color, path]) => [color, path.join('')]))
}

/** The part of the canvas that the overview shows: the drawing, the view and a margin, in the overview's aspect ratio. */
export function frameOf(drawing: Box, view: Box): Box {
  const bounds = boundingBox([drawing, view])
  const scale = Math.max(bounds.width / WIDTH, bounds.height / HEIGHT) * (1 + 2 * MARGIN)
  const width = WIDTH * scale
  const height = HEIGHT * scale
  return {
    x: bounds.x - (width - bounds.width) / 2,
    y: bounds.y - (height - bounds.height) / 2,
    width,
    height,
  }
}

export function Overview({ nodes: currentNodes }: { readonly nodes: readonly OverviewNode[] }) {
  const t = useText()
  // Rendered after the canvas itself.
  const nodes = useDeferredValue(currentNodes)
  const paths = useMemo(() => pathsOf(nodes), [nodes])
  const drawing = useMemo(() => boundingBox(nodes.map(boxOf)), [nodes])
  const [x, y, zoom] = useStore((s) => s.transform)
  const width = useStore((s) => s.width)
  const height = useStore((s) => s.height)
  const view = { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom }
  const frame = frameOf(drawing, view)
  return (
    <Panel position="bottom-right" className={styles.overview} data-testid="overview">
      <svg
        ref={useWheel()}
        {...useDragging(frame, view)}
        width={WIDTH}
        height={HEIGHT}
        viewBox={`${frame.x} ${frame.y} ${frame.width} ${frame.height}`}
        role="img"
        aria-label={t({ en: 'Overview', ko: '전체 보기' })}
      >
        {[...paths].map(([color, path]) => (
          <path key={color} d={path} fill={color} />
        ))}
        <rect {...view} className={styles.view} />
      </svg>
    </Panel>
  )
}

/** A press outside the visible part centres the view there; a drag moves the view. */
function useDragging(frame: Box, view: Box) {
  const flow = useReactFlow()
  /** The offset from the pointer to the view's centre, and the frame at the drag's start: with the current frame the view would drift. */
  const drag = useRef<(Position & { readonly frame: Box }) | null>(null)
  const center = ({ x, y }: Position) => void flow.setCenter(x, y, { zoom: flow.getZoom() })
  const endDrag = () => {
    drag.current = null
  }
  return {
    onPointerDown: (event: PointerEvent<SVGSVGElement>) => {
      if (event.button !== 0) return
      const at = positionIn(frame, event)
      const x = view.x + view.width / 2 - at.x
      const y = view.y + view.height / 2 - at.y
      const inside = Math.abs(x) < view.width / 2 && Math.abs(y) < view.height / 2
      drag.current = inside ? { x, y, frame } : { x: 0, y: 0, frame }
      if (!inside) center(at)
      event.currentTarget.setPointerCapture(event.pointerId)
    },
    onPointerMove: (event: PointerEvent<SVGSVGElement>) => {
      if (!drag.current) return
      const at = positionIn(drag.current.frame, event)
      center({ x: at.x + drag.current.x, y: at.y + drag.current.y })
    },
    onPointerUp: endDrag,
    onPointerCancel: endDrag,
  }
}

/** The pointer's position in canvas coordinates. */
function positionIn(frame: Box, { currentTarget, clientX, clientY }: PointerEvent<SVGSVGElement>): Position {
  const { left, top } = currentTarget.getBoundingClientRect()
  return {
    x: frame.x + ((clientX - left) / WIDTH) * frame.width,
    y: frame.y + ((clientY - top) / HEIGHT) * frame.height,
  }
}

/** Zooms by wheel. The listener is not React's, which is passive and could not prevent the page from scrolling. */
function useWheel() {
  const svg = useRef<SVGSVGElement>(null)
  const flow = useReactFlow()
  useEffect(() => {
    const element = svg.current
    const onWheel = (event: WheelEvent) => {
      event.preventDefault()
      void flow.zoomTo(flow.getZoom() * 2 ** (-event.deltaY * DOUBLINGS_PER_PIXEL))
    }
    element?.addEventListener('wheel', onWheel, { passive: false })
    return () => element?.removeEventListener('wheel', onWheel)
  }, [flow])
  return svg
}
