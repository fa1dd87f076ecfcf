// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot leave out the rows that are out of view
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active row
/** The shown rows as pictures or as lines of a table. Those out of view are neither read nor drawn. Arrows move by row, Page keys by the
 *  visible ones; X or Delete excludes the active row, W corrects its label. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef } from 'react'
import type { OutputEvaluation } from '../../../shared/evaluation/evaluation.ts'
import type { Text } from '../../../shared/text.ts'
import type { Marks } from '../../rows/mark-edits.ts'
import { markOf } from '../../rows/mark-keys.ts'
import { pictureAfter } from '../../rows/picture-keys.ts'
import type { RowWindows } from '../../rows/row-windows.ts'
import { useWidth } from '../../rows/use-width.ts'
import { useText } from '../../ui/text.ts'
import { columnsOf, LineHead, MistakeLine, widthOf } from './mistake-line.tsx'
import { MistakeTile, TILE_LABEL } from './mistake-tile.tsx'
import styles from './mistakes.module.css'
import type { MistakeRow, RowForm } from './use-mistakes.ts'

interface Props {
  readonly title: Text
  readonly count: number
  readonly windows: RowWindows<MistakeRow>
  readonly form: RowForm
  readonly output: OutputEvaluation
  readonly marks: Marks
  /** Place of the chosen row. */
  readonly active: number | null
  readonly onActivate: (place: number) => void
  readonly onMark: (mark: 'exclude' | 'relabel') => void
}

/** Longer side of a picture. */
const SIDE = 56
const MIN_TILE = 64
const LINE_HEIGHT = 25
const PADDING = 10

export function MistakeGrid(props: Props) {
  const { title, count, windows, form, output, marks, active, onActivate, onMark } = props
  const t = useText()
  const scroller = useRef<HTMLDivElement>(null)
  const width = useWidth(scroller)
  const isPictures = form.kind === 'pictures'
  const padding = isPictures ? PADDING : 0
  const tile = Math.max(MIN_TILE, Math.floor(SIDE * shapeOf(form)) + 8)
  const perLine = isPictures ? Math.max(1, Math.floor((width - 2 * padding) / tile)) : 1
  const lineHeight = isPictures ? SIDE + TILE_LABEL : LINE_HEIGHT
  const lines = useVirtualizer({
    count: width === 0 ? 0 : Math.ceil(count / perLine),
    getScrollElement: () => scroller.current,
    estimateSize: () => lineHeight,
    paddingStart: padding,
    paddingEnd: padding,
    // The head covers the first line.
    scrollPaddingStart: isPictures ? 0 : LINE_HEIGHT,
    overscan: 4,
  })
  const shown = lines.getVirtualItems()
  const first = (shown[0]?.index ?? 0) * perLine
  const last = Math.min(count, ((shown.at(-1)?.index ?? -1) + 1) * perLine) - 1
  useEffect(() => {
    if (last >= first) windows.show(first, last)
  }, [windows, first, last])
  const columns = useMemo(() => (form.kind === 'table' ? columnsOf(output, form) : []), [output, form])
  const onKeyDown = (event: React.KeyboardEvent) => {
    const wanted = active === null ? null : markOf(event)
    if (wanted !== null) {
      // The command Delete is about runs; a key that is held would mark and unmark.
      event.preventDefault()
      if (!event.repeat) onMark(wanted)
      return
    }
    const visible = Math.max(1, Math.floor((lines.scrollRect?.height ?? lineHeight) / lineHeight) - 1)
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
      data-rows={form.kind}
      role="grid"
      tabIndex={0}
      aria-label={t(title)}
      aria-rowcount={Math.ceil(count / perLine) + (isPictures ? 0 : 1)}
      aria-colcount={isPictures ? perLine : columns.length}
      aria-activedescendant={active === null ? undefined : `mistake-${active}`}
      onKeyDown={onKeyDown}
    >
      {!isPictures && <LineHead columns={columns} />}
      <div
        className={styles.lines}
        style={{ height: lines.getTotalSize(), width: isPictures ? undefined : widthOf(columns) }}
        role="presentation"
      >
        {shown.map(({ index, start }) =>
          isPictures ? (
            <div
              key={index}
              className={styles.line}
              style={{ transform: `translateY(${start}px)`, left: padding, right: padding }}
              role="row"
              aria-rowindex={index + 1}
            >
              {Array.from({ length: Math.min(perLine, count - index * perLine) }, (_, i) => {
                const place = index * perLine + i
                return (
                  <MistakeTile
                    key={place}
                    place={place}
                    row={windows.row(place)}
                    form={form}
                    side={SIDE}
                    width={`${100 / perLine}%`}
                    output={output}
                    marks={marks}
                    isActive={place === active}
                    onActivate={onActivate}
                  />
                )
              })}
            </div>
          ) : (
            <MistakeLine
              key={index}
              place={index}
              top={start}
              row={windows.row(index)}
              columns={columns}
              output={output}
              marks={marks}
              isActive={index === active}
              onActivate={onActivate}
            />
          ),
        )}
      </div>
    </div>
  )
}

/** Width of a picture by its height; at most its longer side is SIDE. */
const shapeOf = (form: RowForm): number =>
  form.kind === 'pictures' ? Math.min(1, form.size.width / form.size.height) : 1
