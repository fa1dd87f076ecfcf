/** Items of the outline: a layer, its connections below it, a note. They are siblings with a level, since the accessible name of a
 *  nested layer would include all items below it. */
import { memo } from 'react'
import { formatCount } from '../ui/format.ts'
import { Glyph } from '../ui/glyph.tsx'
import { Icon } from '../ui/icon.tsx'
import { useText } from '../ui/text.ts'
import type { LayerRow, Link, NoteRow } from './outline-rows.ts'
import styles from './side.module.css'

interface LayerProps {
  readonly row: LayerRow
  readonly selected: boolean
  readonly open: boolean
  /** The key of the focusable item (roving tab index), if it belongs to this layer. */
  readonly reached: string | null
}

/** Compares props by value, since rows are derived again with every change of the network. */
const isEqualRow = (a: LayerProps, b: LayerProps): boolean =>
  a.selected === b.selected &&
  a.open === b.open &&
  a.reached === b.reached &&
  JSON.stringify({ ...a.row, definition: 0 }) === JSON.stringify({ ...b.row, definition: 0 })

function LinkItem({ owner, link, reached }: { owner: string; link: Link; reached: boolean }) {
  const t = useText()
  const { name, output } = link
  const label =
    link.way === 'from'
      ? output === null
        ? t({ en: `from ${name}`, ko: `${name}에서` })
        : t({ en: `from ${name} output ${output}`, ko: `${name} 출력 ${output}에서` })
      : output === null
        ? t({ en: `to ${name}`, ko: `${name}(으)로` })
        : t({ en: `output ${output} to ${name}`, ko: `출력 ${output}에서 ${name}(으)로` })
  return (
    <div
      role="treeitem"
      aria-level={2}
      aria-selected={false}
      className={styles.item}
      data-inner
      tabIndex={reached ? 0 : -1}
      data-key={`${owner} ${link.way} ${link.edge}`}
      data-to={link.node}
      aria-label={label}
    >
      <div className={styles.row}>
        <span className={styles.twist}>
          <Icon name={link.way === 'from' ? 'up' : 'down'} size={12} />
        </span>
        <span className={styles.name}>{label}</span>
      </div>
    </div>
  )
}

export const LayerItem = memo(function LayerItem({ row, selected, open, reached }: LayerProps) {
  const t = useText()
  const problemCount = row.problems
  const label = t({
    en: `${row.type} ${row.name}, output ${row.shape}, ${formatCount(row.parameters)} parameters${problemCount ? `, ${problemCount} ${problemCount === 1 ? 'problem' : 'problems'}` : ''}`,
    ko: `${row.type} ${row.name}, 출력 ${row.shape}, 매개변수 ${formatCount(row.parameters)}개${problemCount ? `, 문제 ${problemCount}개` : ''}`,
  })
  return (
    <>
      <div
        role="treeitem"
        aria-level={1}
        className={styles.item}
        tabIndex={reached === row.id ? 0 : -1}
        data-key={row.id}
        data-node={row.id}
        aria-label={label}
        aria-selected={selected}
        aria-expanded={row.links.length > 0 ? open : undefined}
      >
        <div className={styles.row} data-problem={problemCount > 0 || undefined}>
          <span className={styles.twist} data-twist data-open={open || undefined}>
            {row.links.length > 0 && <Icon name="right" size={12} />}
          </span>
          {row.definition && <Glyph definition={row.definition} size={16} />}
          <span className={styles.name}>{row.name}</span>
          <span className={styles.more}>{row.shape}</span>
        </div>
      </div>
      {open &&
        row.links.map((link) => (
          <LinkItem
            key={`${link.way} ${link.edge}`}
            owner={row.id}
            link={link}
            reached={reached === `${row.id} ${link.way} ${link.edge}`}
          />
        ))}
    </>
  )
}, isEqualRow)

interface NoteProps {
  readonly row: NoteRow
  readonly selected: boolean
  readonly reached: boolean
}

export function NoteItem({ row, selected, reached }: NoteProps) {
  const t = useText()
  return (
    <div
      role="treeitem"
      aria-level={1}
      className={styles.item}
      tabIndex={reached ? 0 : -1}
      data-key={`#${row.id}`}
      data-note={row.id}
      aria-label={t({ en: `Note: ${row.text}`, ko: `메모: ${row.text}` })}
      aria-selected={selected}
    >
      <div className={styles.row}>
        <span className={styles.twist} />
        <Icon name="file" size={14} />
        <span className={styles.name}>{row.text || t({ en: 'Empty note', ko: '빈 메모' })}</span>
      </div>
    </div>
  )
}
