/** The selected picture, enlarged, and what can be marked about it. */
import type { PictureSize } from '../../../shared/data/pictures.ts'
import { ExcludeButton } from '../../rows/exclude-button.tsx'
import type { Marks } from '../../rows/mark-edits.ts'
import { PART_NAMES } from '../../rows/part-names.ts'
import { Picture } from '../../rows/picture.tsx'
import type { PictureRow } from '../../rows/pixels.ts'
import { RightLabel } from '../../rows/right-label.tsx'
import { formatCount } from '../../ui/format.ts'
import { useText } from '../../ui/text.ts'
import panel from '../panel.module.css'
import styles from './pictures.module.css'

/** Height of the selected picture. */
const SELECTED = 168

interface Props {
  readonly size: PictureSize
  readonly row: number
  readonly picture: PictureRow
  readonly name: string
  readonly isStroke: boolean
  readonly target: string
  /** Names of the classes. */
  readonly classes: readonly string[]
  readonly marks: Marks
  /** Returns the focus to the pictures. */
  readonly onLeave: () => void
}

export function SelectedPicture({ row, picture, name, size, isStroke, onLeave, ...props }: Props) {
  const t = useText()
  const height = Math.min(SELECTED, Math.floor((280 * size.height) / size.width))
  return (
    <section
      className={`${panel.section} ${styles.selected}`}
      aria-label={t({ en: `Row ${formatCount(row + 1)}`, ko: `${formatCount(row + 1)}행` })}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onLeave()
      }}
    >
      <h3>
        {name}
        <span>
          {t({ en: `row ${formatCount(row + 1)}`, ko: `${formatCount(row + 1)}번째 행` })}
          {picture.part && ` · ${t(PART_NAMES[picture.part])}`}
        </span>
      </h3>
      <Picture pixels={picture.pixels} size={size} isStroke={isStroke} height={height} />
      <MarkButtons row={row} own={name} {...props} />
    </section>
  )
}

interface MarkButtonsProps extends Pick<Props, 'row' | 'target' | 'classes' | 'marks'> {
  /** The label in the data. */
  readonly own: string
}

function MarkButtons({ row, own, target, classes, marks }: MarkButtonsProps) {
  const t = useText()
  return (
    <div className={styles.marks}>
      <RightLabel
        key={row}
        target={target}
        row={row}
        own={own}
        classes={classes}
        marks={marks}
        prompt={t({ en: 'Wrong label…', ko: '틀린 레이블…' })}
      />
      <ExcludeButton className={panel.button} row={row} marks={marks} />
    </div>
  )
}
