/** The mouse, the wheel and the fingers on a uPlot chart: a drag selects the part to show, with Shift or the middle button it moves the view,
 *  the wheel and two fingers zoom, a double click shows all. The view is changed, and who draws the charts follows it. */
import type uPlot from 'uplot'
import type { ChartViewStore } from './chart-view.ts'
import {
  clamp,
  type Extent,
  type Grip,
  pan,
  partUnder,
  shownOf,
  wheelFactor,
  type ZoomAxis,
  zoomAt,
} from './zoom.ts'

/** Pixels that a drag has at least; a shorter one is a click. */
const MIN_DRAG = 4

/** @param axisOf the axis at present */
export function zoomPlugin(view: ChartViewStore, axisOf: () => ZoomAxis): uPlot.Plugin {
  const shown = (): Extent => shownOf(view.getState().zoom, axisOf())
  const stop = new AbortController()
  let isPanning = () => false
  return {
    opts: (_, options) => ({
      ...options,
      cursor: {
        ...options.cursor,
        drag: { x: true, y: false, setScale: false, dist: MIN_DRAG },
        bind: {
          mousedown: (_chart, target, handle) => (event) => {
            if (!isGrip(event) && event.button === 0 && event.target === target) handle(event)
            return null
          },
          mousemove: (chart, target, handle) => (event) => {
            if (isPanning() || event.target !== target) return null
            handle(event)
            view.setState({ cursor: chart.posToVal(chart.cursor.left!, 'x') })
            return null
          },
          mouseleave: (_chart, target, handle) => (event) => {
            if (event.target !== target) return null
            handle(event)
            view.setState({ cursor: null })
            return null
          },
          dblclick: () => () => {
            view.setState({ zoom: null })
            return null
          },
        },
      },
    }),
    hooks: {
      setSelect: (chart) => {
        const { left, width } = chart.select
        if (width === 0) return
        const part = { from: chart.posToVal(left, 'x'), to: chart.posToVal(left + width, 'x') }
        chart.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false)
        view.setState({ zoom: clamp(part, axisOf()) })
      },
      init: ({ over }) => {
        const placeOf = ({ clientX }: MouseEvent): number => {
          const { left, width } = over.getBoundingClientRect()
          return (clientX - left) / width
        }
        const grips = followGrips(over, stop.signal, {
          placeOf,
          valueAt: (place) => shown().from + place * (shown().to - shown().from),
          onMove: (held) => {
            const { from, to } = shown()
            view.setState({ zoom: clamp(partUnder(held, to - from), axisOf()), cursor: null })
          },
        })
        isPanning = () => grips.size > 0
        const onWheel = (event: WheelEvent) => {
          event.preventDefault()
          const { from, to } = shown()
          const isSideways = Math.abs(event.deltaX) > Math.abs(event.deltaY)
          const at = from + placeOf(event) * (to - from)
          const zoom = isSideways
            ? pan({ from, to }, axisOf(), event.deltaX / over.clientWidth)
            : zoomAt({ from, to }, axisOf(), at, wheelFactor(event))
          view.setState({ zoom })
        }
        // The middle button does not scroll the page, Shift selects no text.
        const onDown = (event: MouseEvent) => {
          if (isGrip(event)) event.preventDefault()
        }
        over.addEventListener('mousedown', onDown, { signal: stop.signal })
        over.addEventListener('wheel', onWheel, { passive: false, signal: stop.signal })
      },
      destroy: () => stop.abort(),
    },
  }
}

const isGrip = ({ button, shiftKey }: MouseEvent): boolean => button === 1 || (button === 0 && shiftKey)

interface GripEvents {
  placeOf(event: MouseEvent): number
  valueAt(place: number): number
  onMove(grips: readonly Grip[]): void
}

/** Follows fingers, and a mouse with Shift or its middle button. */
function followGrips(over: HTMLElement, signal: AbortSignal, { placeOf, valueAt, onMove }: GripEvents) {
  const grips = new Map<number, Grip>()
  /** Another number of fingers holds other positions. */
  const hold = () => {
    for (const [id, { place }] of grips) grips.set(id, { place, value: valueAt(place) })
    over.toggleAttribute('data-held', grips.size > 0)
  }
  const onDown = (event: PointerEvent) => {
    if (event.pointerType !== 'touch' && !isGrip(event)) return
    over.setPointerCapture(event.pointerId)
    grips.set(event.pointerId, { place: placeOf(event), value: 0 })
    hold()
  }
  const onPointerMove = (event: PointerEvent) => {
    const grip = grips.get(event.pointerId)
    if (!grip) return
    grips.set(event.pointerId, { ...grip, place: placeOf(event) })
    onMove([...grips.values()])
  }
  const onUp = ({ pointerId }: PointerEvent) => {
    if (grips.delete(pointerId)) hold()
  }
  over.addEventListener('pointerdown', onDown, { signal })
  over.addEventListener('pointermove', onPointerMove, { signal })
  over.addEventListener('pointerup', onUp, { signal })
  over.addEventListener('pointercancel', onUp, { signal })
  return grips
}
