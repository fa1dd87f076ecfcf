/** The order of the categories or classes: that of their codes. Alt with an arrow key moves the one that has the focus. */
import { useRef } from 'react'
import { focusNextFrame } from '../../ui/focus.ts'
import { formatCount } from '../../ui/format.ts'
import { Icon } from '../../ui/icon.tsx'
import { useText } from '../../ui/text.ts'
import { classColor } from '../class-color.ts'
import { editColumn } from '../columns/column-edits.ts'
import { type ColumnView, sortCategories } from '../columns/column-view.ts'
import panel from '../panel.module.css'
import type { KnownTable } from '../use-table-view.ts'
import styles from './category-order.module.css'

interface Props {
  readonly view: ColumnView
  readonly table: KnownTable
}

export function CategoryOrder({ view, table }: Props) {
  const t = useText()
  const list = useRef<HTMLOListElement>(null)
  const { name, categories } = view.profile
  const isTarget = view === table.view.target
  const own = view.settings.categories
  const order =
    own ??
    (isTarget && table.view.classes.length > 0
      ? table.view.classes
      : sortCategories(categories.map(({ text }) => text)))
  const counts = new Map(categories.map(({ text, count }) => [text, count]))
  const move = (from: number, to: number) => {
    if (to < 0 || to >= order.length) return
    const next = [...order]
    next.splice(to, 0, ...next.splice(from, 1))
    editColumn(name, { categories: next })
    focusNextFrame(() => list.current?.children[to] as HTMLElement | undefined)
  }
  const title = isTarget
    ? t({ en: 'Order of classes', ko: '클래스 순서' })
    : t({ en: 'Order of categories', ko: '범주 순서' })
  return (
    <section className={panel.section}>
      <h3>
        {title}
        <span>{own ? t({ en: 'your own', ko: '직접 정함' }) : t({ en: 'sorted', ko: '정렬한 순서' })}</span>
      </h3>
      <ol ref={list} className={styles.order} aria-label={title}>
        {order.map((category, i) => (
          <li
            key={category}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: Alt with an arrow key moves the category
            tabIndex={0}
            aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
            onKeyDown={(event) => {
              const to = { ArrowUp: i - 1, ArrowDown: i + 1 }[event.key]
              if (!event.altKey || to === undefined) return
              event.preventDefault()
              move(i, to)
            }}
          >
            {isTarget && <i style={{ background: classColor(i) }} />}
            <span className={styles.name} title={category}>
              {category}
            </span>
            <small>{formatCount(counts.get(category) ?? 0)}</small>
            <span className={styles.moves}>
              <MoveButton category={category} up disabled={i === 0} onMove={() => move(i, i - 1)} />
              <MoveButton
                category={category}
                disabled={i === order.length - 1}
                onMove={() => move(i, i + 1)}
              />
            </span>
          </li>
        ))}
      </ol>
      {own && (
        <button type="button" className={styles.plain} onClick={() => editColumn(name, { categories: null })}>
          <Icon name="reset" size={13} />
          {t({ en: 'Sorted', ko: '정렬한 순서로' })}
        </button>
      )}
    </section>
  )
}

interface MoveButtonProps {
  readonly category: string
  readonly up?: boolean
  readonly disabled: boolean
  readonly onMove: () => void
}

function MoveButton({ category, up, disabled, onMove }: MoveButtonProps) {
  const t = useText()
  const label = up ? t({ en: 'Move up', ko: '위로' }) : t({ en: 'Move down', ko: '아래로' })
  return (
    <button
      type="button"
      aria-label={`${category}: ${label}`}
      title={label}
      disabled={disabled}
      onClick={onMove}
    >
      <Icon name={up ? 'up' : 'down'} size={13} />
    </button>
  )
}
