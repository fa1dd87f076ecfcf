/** A small picture of a column: a histogram stacked by class, or a bar of its categories. */
import type { CategoryCount, Histogram } from '../../../shared/data/table-profile.ts'
import { formatCount } from '../../ui/format.ts'
import { classColor } from '../class-color.ts'
import styles from './columns.module.css'
import { HEIGHT, stackedPaths, WIDTH } from './stacked-paths.ts'

export function StackedHistogram({ histogram }: { readonly histogram: Histogram }) {
  const paths = stackedPaths(histogram)
  return (
    <svg
      className={styles.histogram}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {paths.map((path, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the classes have a fixed order
        <path key={i} d={path} fill={paths.length > 1 ? classColor(i) : 'var(--dense)'} />
      ))}
      <path className={styles.base} d={`M0 ${HEIGHT - 0.5}H${WIDTH}`} />
    </svg>
  )
}

interface CategoryBarProps {
  readonly categories: readonly CategoryCount[]
  readonly missing: number
  readonly rows: number
  /** The number of a category as a class of the target; absent if the column is not the target. */
  readonly classIndex?: (category: string) => number
}

/** Categories narrower than this share of the bar have no room for their name. */
const MIN_NAMED = 0.16
const MAX_SEGMENTS = 12

export function CategoryBar({ categories, missing, rows, classIndex }: CategoryBarProps) {
  const shown = categories.slice(0, MAX_SEGMENTS)
  const rest = rows - missing - shown.reduce((sum, { count }) => sum + count, 0)
  return (
    <span className={styles.categories} aria-hidden="true">
      {shown.map(({ text, count }) => (
        <i
          key={text}
          title={`${text}: ${formatCount(count)}`}
          data-class={classIndex ? true : undefined}
          style={
            {
              flexGrow: count,
              ...(classIndex && { '--class': classColor(classIndex(text)) }),
            } as React.CSSProperties
          }
        >
          {count / rows >= MIN_NAMED && text}
        </i>
      ))}
      {rest > 0 && <i style={{ flexGrow: rest }} />}
      {missing > 0 && <i data-missing style={{ flexGrow: missing }} />}
    </span>
  )
}
