// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot leave out the cells that are out of view
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active cell
/** The cells of a row of the table: its part, and its values as they are in the file. */
import type { TableRow } from '../../../shared/data/table-profile.ts'
import type { Text } from '../../../shared/text.ts'
import { Icon } from '../../ui/icon.tsx'
import { useText } from '../../ui/text.ts'
import type { ColumnView } from '../columns/column-view.ts'
import { PART_NAMES } from '../part-names.ts'
import { MISSING } from './ordered-columns.ts'
import styles from './rows.module.css'

export const PART_WIDTH = 78

const EXCLUDED: Text = { en: 'excluded', ko: '제외' }

interface PartProps {
  readonly part: TableRow['part']
  /** A mark leaves the row out. */
  readonly isExcluded: boolean
  readonly left: number
}

export function PartCell({ part, isExcluded, left }: PartProps) {
  const t = useText()
  return (
    <span
      role="gridcell"
      className={styles.part}
      data-part={part ?? undefined}
      style={{ left, width: PART_WIDTH }}
    >
      {isExcluded ? t(EXCLUDED) : part ? t(PART_NAMES[part]) : ''}
    </span>
  )
}

interface CellProps {
  readonly id: string
  readonly view: ColumnView
  /** `null` where missing; `undefined` until the row is known. */
  readonly text: string | null | undefined
  /** The right label, where a mark corrects the text. */
  readonly label: string | null
  readonly isBad: boolean
  readonly isActive: boolean
  readonly left: number
  readonly width: number
  readonly onPress: () => void
}

export function Cell({ id, view, text, label, isBad, isActive, left, width, onPress }: CellProps) {
  const t = useText()
  const { profile, role } = view
  const marker = profile.markers.find((each) => each.text !== '')?.text ?? t(MISSING)
  return (
    <span
      id={id}
      role="gridcell"
      title={label === null ? (text ?? undefined) : `${text} → ${label}`}
      data-number={profile.type === 'number' || undefined}
      data-unused={role === 'ignore' || undefined}
      data-missing={text === null || undefined}
      data-bad={isBad || undefined}
      data-relabelled={label !== null || undefined}
      aria-selected={isActive}
      style={{ left, width }}
      onPointerDown={onPress}
    >
      {isBad && <Icon name="error" size={12} />}
      {label !== null && <del>{text}</del>}
      {label ?? (text === undefined ? <i className={styles.waiting} /> : (text ?? marker))}
    </span>
  )
}
