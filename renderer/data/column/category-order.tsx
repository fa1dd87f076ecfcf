/** The order of the categories or classes: that of their codes. Arrow keys go from one to the next, with Alt they move the one that has the
 *  focus, and a typed number moves it to that place. */
import { type KeyboardEvent, useRef, useState } from 'react'
import { focusNextFrame } from '../../ui/focus.ts'
import { formatCount } from '../../ui/format.ts'
import { Icon } from '../../ui/icon.tsx'
import { useText } from '../../ui/text.ts'
import ui from '../../ui/ui.module.css'
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
  const [active, setActive] = useState(0)
  const itemAt = (i: number) => list.current?.children[i] as HTMLElement | undefined
  const focusItem = (i: number) => itemAt(i)?.focus()
  const { name, categories } = view.profile
  const isTarget = view === table.view.target
  const own = view.settings.categories
  const order =
    own ??
    (isTarget && table.view.classes.length > 0
      ? table.view.classes
      : sortCategories(categories.map(({ text }) => text)))
  const current = Math.min(active, order.length - 1)
  const counts = new Map(categories.map(({ text, count }) => [text, count]))
  const move = (from: number, to: number) => {
    if (to < 0 || to >= order.length || to === from) return
    const next = [...order]
    next.splice(to, 0, ...next.splice(from, 1))
    editColumn(name, { categories: next })
    focusNextFrame(() => itemAt(to))
  }
  const onKeyDown = (event: KeyboardEvent<HTMLLIElement>, i: number) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey) return
    const to = { ArrowUp: i - 1, ArrowDown: i + 1, Home: 0, End: order.length - 1 }[event.key]
    if (to !== undefined) {
      event.preventDefault()
      if (event.altKey) move(i, to)
      else focusItem(to)
    }
    // The digit goes into the input, in place of the number in it.
    if (/^[1-9]$/.test(event.key) && !event.altKey) event.currentTarget.querySelector('input')?.select()
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
            tabIndex={i === current ? 0 : -1}
            aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown Alt+Home Alt+End"
            onFocus={() => setActive(i)}
            onKeyDown={(event) => onKeyDown(event, i)}
          >
            {isTarget && <i style={{ background: classColor(i) }} />}
            <PlaceInput
              category={category}
              place={i + 1}
              places={order.length}
              onMove={(place) => move(i, place - 1)}
              onLeave={() => focusItem(i)}
            />
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
      <p className={styles.keys}>
        {t({
          en: 'Alt with ↑ ↓ Home End moves it; a number moves it to that place.',
          ko: 'Alt와 ↑ ↓ Home End로 옮깁니다. 숫자를 입력하면 그 자리로 옮깁니다.',
        })}
      </p>
      {own && (
        <button
          type="button"
          className={ui.quietButton}
          onClick={() => editColumn(name, { categories: null })}
        >
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
      className={ui.smallButton}
      aria-label={`${category}: ${label}`}
      title={label}
      tabIndex={-1}
      disabled={disabled}
      onClick={onMove}
    >
      <Icon name={up ? 'up' : 'down'} size={13} />
    </button>
  )
}

interface PlaceInputProps {
  readonly category: string
  /** From 1 on. */
  readonly place: number
  readonly places: number
  readonly onMove: (place: number) => void
  /** The focus goes back to the category. */
  readonly onLeave: () => void
}

/** The place of a category. Another number moves it there; one beyond the ends moves it to the end. */
function PlaceInput({ category, place, places, onMove, onLeave }: PlaceInputProps) {
  const t = useText()
  const [typed, setTyped] = useState<string | null>(null)
  const isCancelled = useRef(false)
  /** However the input is left, this is called once. */
  const commit = () => {
    const wanted = isCancelled.current ? Number.NaN : Number.parseInt(typed ?? '', 10)
    isCancelled.current = false
    setTyped(null)
    if (Number.isFinite(wanted)) onMove(Math.min(Math.max(wanted, 1), places))
  }
  return (
    <input
      className={styles.place}
      inputMode="numeric"
      tabIndex={-1}
      aria-label={t({ en: `Place of ${category}`, ko: `${category}의 자리` })}
      value={typed ?? String(place)}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== 'Escape') return
        event.preventDefault()
        event.stopPropagation()
        isCancelled.current = event.key === 'Escape'
        onLeave()
      }}
    />
  )
}
