/** The pictures of the data with their classes, in the order of the source. */
import { labelText } from '../../../shared/data/marks.ts'
import type { PictureSize } from '../../../shared/data/pictures.ts'
import { isMarkedExcluded, type Marks, rightLabelOf } from '../../rows/mark-edits.ts'
import { PART_NAMES } from '../../rows/part-names.ts'
import { Picture } from '../../rows/picture.tsx'
import type { PictureRow } from '../../rows/pixels.ts'
import { type GridLayout, RowGrid } from '../../rows/row-grid.tsx'
import type { RowWindows } from '../../rows/row-windows.ts'
import { Tile, TileLine } from '../../rows/tile-line.tsx'
import { formatCount } from '../../ui/format.ts'
import { useText } from '../../ui/text.ts'

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

interface PictureLayout extends GridLayout {
  readonly tileWidth: number
  readonly height: number
}

function layoutFor(size: PictureSize, width: number): PictureLayout {
  const height = heightOf(size)
  const leastWidth = Math.max(MIN_WIDTH, Math.ceil((height * size.width) / size.height) + 8)
  const perLine = Math.max(1, Math.floor((width - 2 * PADDING) / leastWidth))
  const tileWidth = Math.max(leastWidth, Math.floor((width - 2 * PADDING) / perLine))
  return { perLine, lineHeight: height + LABEL, padding: PADDING, tileWidth, height }
}

export function PictureGrid(props: Props) {
  const { count, pictures, size, isStroke, classes, active, onActivate, marks, target, onMark } = props
  const t = useText()
  return (
    <RowGrid
      label={t({ en: 'Pictures', ko: '이미지' })}
      prefix="picture"
      rows="pictures"
      focus="columns"
      windows={pictures}
      layoutOf={(width) => layoutFor(size, width)}
      {...{ count, active, onActivate, onMark }}
      lineOf={(line, { padding, lineHeight, tileWidth, height }) => (
        <TileLine key={line.index} line={line} padding={padding}>
          {line.places.map((row) => {
            const picture = pictures.row(row)
            const own = picture && (classes[picture.label] ?? String(picture.label))
            const right = rightLabelOf(marks, row, target)
            const label = right && labelText(right)
            const excluded = isMarkedExcluded(marks, row)
            const part = excluded
              ? t({ en: ', excluded', ko: ', 제외함' })
              : picture?.part
                ? `, ${t(PART_NAMES[picture.part])}`
                : ''
            return (
              <Tile
                key={row}
                id={`picture-${row}`}
                width={tileWidth}
                height={lineHeight}
                words={own && `${formatCount(row + 1)}: ${own}${label === null ? '' : ` → ${label}`}${part}`}
                isActive={row === active}
                isExcluded={excluded}
                isRelabelled={label !== null}
                onActivate={() => onActivate(row)}
                picture={<Picture pixels={picture?.pixels} size={size} isStroke={isStroke} height={height} />}
              >
                {label === null ? own : `→ ${label}`}
              </Tile>
            )
          })}
        </TileLine>
      )}
    />
  )
}
