// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot leave out the pictures that are out of view
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active picture
/** The pictures of the data with their classes, in the order of the source. Those out of view are neither read nor drawn. Arrows move by
 *  picture, Page keys by the visible lines, Home and End to the ends of a line, with Ctrl to the ends of the data; X or Delete excludes the active
 *  picture, W corrects its label. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { labelText } from '../../../shared/data/marks.ts'
import type { PictureSize } from '../../../shared/data/pictures.ts'
import { isMarkedExcluded, type Marks, rightLabelOf } from '../../rows/mark-edits.ts'
import { markOf } from '../../rows/mark-keys.ts'
import { Picture } from '../../rows/picture.tsx'
import { pictureAfter } from '../../rows/picture-keys.ts'
import type { PictureRow } from '../../rows/pixels.ts'
import type { RowWindows } from '../../rows/row-windows.ts'
import { useWidth } from '../../rows/use-width.ts'
import { formatCount } from '../../ui/format.ts'
import { useText } from '../../ui/text.ts'
import { PART_NAMES } from '../part-names.ts'
import styles from './pictures.module.css'

interface Props {
  readonly count: number
  readonly pictures: RowWindows<PictureRow>
  readonly size: PictureSize
  readonly isStroke: boolean
  /** Names of the classes. */
  readonly classes: readonly string[]
  readonly active: number | null
  readonly onActivate: (row: number) => void
  readonly marks: Marks
  /** Name of the target. */
  readonly target: string
  readonly onMark: (mark: 'exclude' | 'relabel') => void
}

const SIDE = 56
/** Room for most names of classes. */
const MIN_WIDTH = 78
/** Of the name below a picture, and around both. */
const LABEL = 32
const PADDING = 12

/** Small pictures are enlarged by a whole number, so that their pixels are of one size. */
const heightOf = ({ height }: PictureSize): number =>
  height > SIDE ? SIDE : height * Math.floor(SIDE / height)

export function PictureGrid(props: Props) {
  const { count, pictures, size, isStroke, classes, active, onActivate, marks, target, onMark } = props
  const t = useText()
  const scroller = useRef<HTMLDivElement>(null)
  const width = useWidth(scroller)
  const height = heightOf(size)
  const leastWidth = Math.max(MIN_WIDTH, Math.ceil((height * size.width) / size.height) + 8)
  const tileHeight = height + LABEL
  const perLine = Math.max(1, Math.floor((width - 2 * PADDING) / leastWidth))
  const tileWidth = Math.max(leastWidth, Math.floor((width - 2 * PADDING) / perLine))
  const lines = useVirtualizer({
    count: width === 0 ? 0 : Math.ceil(count / perLine),
    getScrollElement: () => scroller.current,
    estimateSize: () => tileHeight,
    paddingStart: PADDING,
    paddingEnd: PADDING,
    overscan: 2,
  })
  const shown = lines.getVirtualItems()
  const first = (shown[0]?.index ?? 0) * perLine
  const last = Math.min(count, ((shown.at(-1)?.index ?? -1) + 1) * perLine) - 1
  useEffect(() => {
    if (last >= first) pictures.show(first, last)
  }, [pictures, first, last])
  const onKeyDown = (event: React.KeyboardEvent) => {
    const wanted = active === null ? null : markOf(event)
    if (wanted !== null) {
      // The command Delete is about the canvas; a key that is held would mark and unmark.
      event.preventDefault()
      if (!event.repeat) onMark(wanted)
      return
    }
    const visible = Math.max(1, Math.floor((lines.scrollRect?.height ?? tileHeight) / tileHeight))
    const to = pictureAfter(event, active ?? first, { count, perLine, lines: visible })
    if (to === null || event.altKey) return
    event.preventDefault()
    // The first arrow shows where the active picture is.
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
      data-focus="columns"
      aria-label={t({ en: 'Pictures', ko: '이미지' })}
      aria-rowcount={Math.ceil(count / perLine)}
      aria-colcount={perLine}
      aria-activedescendant={active === null ? undefined : `picture-${active}`}
      onKeyDown={onKeyDown}
    >
      <div className={styles.lines} style={{ height: lines.getTotalSize() }} role="presentation">
        {shown.map(({ index, start }) => (
          <div
            key={index}
            className={styles.line}
            style={{ transform: `translateY(${start}px)`, left: PADDING }}
            role="row"
            aria-rowindex={index + 1}
          >
            {Array.from({ length: Math.min(perLine, count - index * perLine) }, (_, i) => {
              const row = index * perLine + i
              const picture = pictures.row(row)
              const own = picture && (classes[picture.label] ?? String(picture.label))
              const right = rightLabelOf(marks, row, target)
              const label = right && labelText(right)
              const name = label === null ? own : `→ ${label}`
              const excluded = isMarkedExcluded(marks, row)
              const part = excluded
                ? t({ en: ', excluded', ko: ', 제외함' })
                : picture?.part
                  ? `, ${t(PART_NAMES[picture.part])}`
                  : ''
              const words =
                own && `${formatCount(row + 1)}: ${own}${label === null ? '' : ` → ${label}`}${part}`
              return (
                <span
                  key={row}
                  id={`picture-${row}`}
                  role="gridcell"
                  className={styles.tile}
                  style={{ width: tileWidth, height: tileHeight }}
                  aria-selected={row === active}
                  aria-label={words}
                  title={words}
                  data-excluded={excluded || undefined}
                  data-relabelled={label !== null || undefined}
                  onPointerDown={() => onActivate(row)}
                >
                  {picture ? (
                    <Picture pixels={picture.pixels} size={size} isStroke={isStroke} height={height} />
                  ) : (
                    <i style={{ height, width: (height * size.width) / size.height }} />
                  )}
                  <span>{name}</span>
                </span>
              )
            })}
          </div>
        ))}
      </div>
    </div>
  )
}
