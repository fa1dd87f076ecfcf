// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot leave out the cells that are out of view
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active cell
/** The cells of a row of the table: its part, and its values as they are in the file. */
import type { TableRow } from '../../../shared/data/table-profile.ts'
import type { Text } from '../../../shared/text.ts'
import { PART_NAMES } from '../../rows/part-names.ts'
import { Icon } from '../../ui/icon.tsx'
import { useText } from '../../ui/text.ts'
import { MISSING, type OrderedColumn } from './ordered-columns.ts'
import { preparedText } from './prepared-text.ts'
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
  readonly column: OrderedColumn
  /** `null` where missing; `undefined` until the row is known. */
  readonly text: string | null | undefined
  /** The stored values of the row: `null` if it is not stored, `undefined` while the cells of the file are shown. */
  readonly prepared: Float32Array | null | undefined
  /** The right label, where a mark corrects the text. */
  readonly label: string | null
  readonly isBad: boolean
  readonly isActive: boolean
  readonly left: number
  readonly width: number
  readonly onPress: () => void
}

export function Cell(props: CellProps) {
  const { id, column, text, prepared, label, isBad, isActive, left, width, onPress } = props
  const t = useText()
  const { view, filling } = column
  const { profile, role, settings } = view
  const marker = profile.markers.find((each) => each.text !== '')?.text ?? t(MISSING)
  const isFilled = filling !== null && (text === null || (isBad && settings.type !== 'auto'))
  const result = prepared && column.prepared.length > 0 ? preparedText(prepared, column.prepared) : null
  const words = text === undefined ? undefined : `${text ?? marker}${isFilled ? `\n${t(filling.hint)}` : ''}`
  return (
    <span
      id={id}
      role="gridcell"
      title={label === null ? words : `${text} → ${label}`}
      data-number={profile.type === 'number' || result !== null || undefined}
      data-unused={role === 'ignore' || (prepared !== undefined && result === null) || undefined}
      data-missing={text === null || undefined}
      data-bad={isBad || undefined}
      data-relabelled={label !== null || undefined}
      aria-selected={isActive}
      style={{ left, width }}
      onPointerDown={onPress}
    >
      {isBad && <Icon name="error" size={12} />}
      {label !== null && <del>{text}</del>}
      {result ?? label ?? (text === undefined ? <i className={styles.waiting} /> : (text ?? marker))}
      {isFilled && result === null && <em> → {t(filling.text)}</em>}
    </span>
  )
}
