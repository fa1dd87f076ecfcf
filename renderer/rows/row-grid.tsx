// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot leave out the rows that are out of view
/** A grid of rows of data, as pictures side by side or as lines of a table. Those out of view are neither read nor drawn. Arrows move by row,
 *  Page keys by the visible lines, Home and End to the ends of a line, with Ctrl to the ends of the data; X or Delete excludes the active row, W
 *  corrects its label. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useEffect, useRef } from 'react'
import { markOf } from './mark-keys.ts'
import { pictureAfter } from './picture-keys.ts'
import styles from './row-grid.module.css'
import { useWidth } from './use-width.ts'

export interface GridLayout {
  readonly perLine: number
  readonly lineHeight: number
  /** Around all lines. */
  readonly padding: number
  /** Height of a head that covers the first line. */
  readonly head?: number
}

/** A line in view, with the places of its rows. */
export interface GridLine {
  readonly index: number
  /** Distance from the top. */
  readonly start: number
  readonly places: readonly number[]
}

interface Props<Layout extends GridLayout> {
  readonly label: string
  /** The element of a row is called `prefix-place`. */
  readonly prefix: string
  readonly count: number
  readonly windows: { show(first: number, last: number): void }
  readonly layoutOf: (width: number) => Layout
  /** Place of the active row. */
  readonly active: number | null
  readonly onActivate: (place: number) => void
  readonly onMark: (mark: 'exclude' | 'relabel') => void
  /** Of a table: its head, its columns and their width. */
  readonly head?: ReactNode
  readonly columns?: number
  readonly width?: number | undefined
  /** What rows look like, for the styles around. */
  readonly rows: 'pictures' | 'table'
  /** Name by which the area finds what to focus. */
  readonly focus?: string
  readonly lineOf: (line: GridLine, layout: Layout) => ReactNode
}

export function RowGrid<Layout extends GridLayout>(props: Props<Layout>) {
  const { label, prefix, count, windows, layoutOf, active, onActivate, onMark, head, columns, lineOf } = props
  const scroller = useRef<HTMLDivElement>(null)
  const width = useWidth(scroller)
  const layout = layoutOf(width)
  const { perLine, lineHeight, padding } = layout
  const headHeight = layout.head ?? 0
  const lines = useVirtualizer({
    count: width === 0 ? 0 : Math.ceil(count / perLine),
    getScrollElement: () => scroller.current,
    estimateSize: () => lineHeight,
    paddingStart: padding,
    paddingEnd: padding,
    scrollPaddingStart: headHeight,
    overscan: 4,
  })
  const shown = lines.getVirtualItems()
  const first = (shown[0]?.index ?? 0) * perLine
  const last = Math.min(count, ((shown.at(-1)?.index ?? -1) + 1) * perLine) - 1
  useEffect(() => {
    if (last >= first) windows.show(first, last)
  }, [windows, first, last])
  const onKeyDown = (event: React.KeyboardEvent) => {
    const wanted = active === null ? null : markOf(event)
    if (wanted !== null) {
      // The command Delete is about something else; a key that is held would mark and unmark.
      event.preventDefault()
      if (!event.repeat) onMark(wanted)
      return
    }
    const height = (lines.scrollRect?.height ?? lineHeight) - headHeight
    const visible = Math.max(1, Math.floor(height / lineHeight))
    const to = pictureAfter(event, active ?? first, { count, perLine, lines: visible })
    if (to === null || event.altKey) return
    event.preventDefault()
    // The first arrow shows where the active row is.
    const next = active === null && event.key.startsWith('Arrow') ? first : to
    onActivate(next)
    lines.scrollToIndex(Math.floor(next / perLine))
  }
  return (
    <div
      ref={scroller}
      className={styles.scroller}
      role="grid"
      tabIndex={0}
      data-focus={props.focus}
      data-rows={props.rows}
      aria-label={label}
      aria-rowcount={Math.ceil(count / perLine) + (head ? 1 : 0)}
      aria-colcount={columns ?? perLine}
      aria-activedescendant={active === null ? undefined : `${prefix}-${active}`}
      onKeyDown={onKeyDown}
    >
      {head}
      <div
        className={styles.lines}
        style={{ height: lines.getTotalSize(), width: props.width }}
        role="presentation"
      >
        {shown.map(({ index, start }) => {
          const from = index * perLine
          const places = Array.from({ length: Math.min(perLine, count - from) }, (_, i) => from + i)
          return lineOf({ index, start, places }, layout)
        })}
      </div>
    </div>
  )
}
