/** A figure drawn by Observable Plot at the width of its place. It has one tab stop: Left and Right go from point to point, Up and Down from
 *  line to line, Enter opens a point. Colours are CSS variables, so that another theme needs no new drawing. */
import type { PlotOptions } from '@observablehq/plot'
import { type KeyboardEvent, type PointerEvent, Suspense, use, useEffect, useRef, useState } from 'react'
import { nonce } from './nonce.ts'
import styles from './plot.module.css'
import { pointAfterKey } from './plot-keys.ts'

export type PlotLibrary = typeof import('@observablehq/plot')

/** What the pointer and the arrow keys choose from, in this order. */
export interface PlotPoints<T> {
  readonly values: readonly T[]
  /** Place on the scales of the figure. */
  readonly x: (value: T) => number | string
  readonly y: (value: T) => number | string
  readonly textOf: (value: T) => string
  /** Name of the line of a point, whose points follow each other; absent: all points are of one line. */
  readonly lineOf?: (value: T) => string
  /** A press on a point, or Enter; absent where nothing is behind the points. */
  readonly onOpen?: (value: T) => void
}

interface Props<T> {
  /** The accessible name. */
  readonly label: string
  readonly height: number
  /** Marks and scales for a figure of this width in pixels. Another function draws anew. */
  readonly options: (plot: PlotLibrary, width: number) => PlotOptions
  readonly points?: PlotPoints<T>
  /** Stands below the figure while no point is chosen. */
  readonly caption?: string
}

let library: Promise<PlotLibrary> | null = null

/** The library is loaded with the first figure. */
export function loadLibrary(): Promise<PlotLibrary> {
  library ??= import('@observablehq/plot').catch((error) => {
    library = null // the next try loads again
    throw error
  })
  return library
}

export function Plot<T>(props: Props<T>) {
  return (
    <Suspense fallback={<div style={{ height: props.height }} />}>
      <Figure {...props} />
    </Suspense>
  )
}

interface Place {
  readonly left: number
  readonly top: number
}

function Figure<T>({ label, height, options, points, caption }: Props<T>) {
  const plot = use(loadLibrary())
  const host = useRef<HTMLDivElement>(null)
  const width = useWidth(host)
  const [active, setActive] = useState<number | null>(null)
  const [places, setPlaces] = useState<readonly Place[]>([])

  useEffect(() => {
    if (width === 0) return
    const drawn = plot.plot({ ...LOOK, ...options(plot, width), width, height })
    // The Content-Security-Policy refuses styles without it.
    for (const style of drawn.querySelectorAll('style')) style.nonce = nonce
    drawn.setAttribute('aria-hidden', 'true')
    host.current!.replaceChildren(drawn)
    const along = (axis: 'x' | 'y') => {
      const { apply, bandwidth = 0 } = drawn.scale(axis)!
      return (value: number | string): number => apply(value) + bandwidth / 2
    }
    if (!points) return
    const [x, y] = [along('x'), along('y')]
    setPlaces(points.values.map((value) => ({ left: x(points.x(value)), top: y(points.y(value)) })))
  }, [plot, options, points, width, height])

  const chosen = active === null ? undefined : points?.values[active]
  const place = active === null ? undefined : places[active]
  const open = () => {
    if (chosen !== undefined) points?.onOpen?.(chosen)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (!points || points.values.length === 0) return
    if (event.key === 'Enter') return open()
    const lines = points.values.map((value) => points.lineOf?.(value) ?? '')
    const next = pointAfterKey(event.key, active, lines, places)
    if (next === undefined) return
    event.preventDefault()
    setActive(next)
  }
  const onPointerMove = ({ clientX, clientY }: PointerEvent) => {
    const { left, top } = host.current!.getBoundingClientRect()
    setActive(nearest(places, { left: clientX - left, top: clientY - top }))
  }
  return (
    <figure className={styles.figure}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset holds controls */}
      <div
        className={styles.frame}
        role="group"
        aria-label={label}
        tabIndex={points ? 0 : undefined}
        data-opens={(points?.onOpen && chosen !== undefined) || undefined}
        onKeyDown={onKeyDown}
        onPointerMove={points && onPointerMove}
        onPointerLeave={() => setActive(null)}
        onBlur={() => setActive(null)}
        onClick={open}
      >
        <div ref={host} style={{ minHeight: height }} />
        {place && <i className={styles.marker} style={place} />}
      </div>
      {(points || caption) && (
        <figcaption aria-live="polite">{chosen !== undefined ? points?.textOf(chosen) : caption}</figcaption>
      )}
    </figure>
  )
}

/** What all figures have in common; a figure may override it. */
export const LOOK: PlotOptions = {
  className: 'figure',
  style: { color: 'var(--ink3)', fontFamily: 'var(--mono)', fontSize: '11px', overflow: 'visible' },
  marginTop: 22,
  marginRight: 12,
  marginBottom: 32,
  marginLeft: 44,
}

function useWidth(element: { readonly current: HTMLElement | null }): number {
  const [width, setWidth] = useState(0)
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry!.contentRect.width)))
    observer.observe(element.current!)
    return () => observer.disconnect()
  }, [element])
  return width
}

/** Index of the nearest place; null without places. */
function nearest(places: readonly Place[], to: Place): number | null {
  let [index, least]: [number | null, number] = [null, Number.POSITIVE_INFINITY]
  for (const [i, { left, top }] of places.entries()) {
    const distance = (left - to.left) ** 2 + (top - to.top) ** 2
    if (distance < least) [index, least] = [i, distance]
  }
  return index
}
