// biome-ignore-all lint/a11y/useSemanticElements: see run-grid.tsx
// biome-ignore-all lint/a11y/useFocusableInteractive: the button in it has the focus
/** The head of a column. Pressing it sorts by the column, and again in the other direction. */
import { useRunList } from '../../state/run-list.ts'
import { Icon } from '../../ui/icon.tsx'
import { isScore } from './run-values.ts'
import styles from './table.module.css'

interface Props {
  readonly name: string
  readonly title: string
  /** Numbers are aligned at the right; the main figure has a curve beside it. */
  readonly kind?: 'text' | 'number' | 'main'
}

/** Columns that begin with the greatest: the newest runs, the best scores. */
const startsDescending = (name: string) => ['started', 'size', 'duration'].includes(name) || isScore(name)

export function HeadCell({ name, title, kind = 'text' }: Props) {
  const by = useRunList((s) => s.sorting.by)
  const descending = useRunList((s) => s.sorting.descending)
  const isSorted = by === name
  return (
    <span
      role="columnheader"
      aria-sort={isSorted ? (descending ? 'descending' : 'ascending') : 'none'}
      data-number={kind === 'number' || undefined}
      data-main={kind === 'main' || undefined}
    >
      <button
        type="button"
        className={styles.sort}
        title={title}
        onClick={() =>
          useRunList.setState({
            sorting: { by: name, descending: isSorted ? !descending : startsDescending(name) },
          })
        }
      >
        <span>{title}</span>
        {isSorted && <Icon name={descending ? 'down' : 'up'} size={12} />}
      </button>
    </span>
  )
}
