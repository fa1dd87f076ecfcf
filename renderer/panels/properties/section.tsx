/** A section of the network's panel: a one-line summary that opens the content. */
import { type ReactNode, useId } from 'react'
import { hasError, type ProblemData } from '../../../shared/problem.ts'
import type { Text } from '../../../shared/text.ts'
import { type SectionId, setSection, useSections } from '../../state/sections.ts'
import { Icon } from '../../ui/icon.tsx'
import { useText } from '../../ui/text.ts'
import { FieldRow, isShown } from '../fields/field-row.tsx'
import { memberSlots, type Slot } from '../fields/slot.ts'
import styles from './properties.module.css'

interface Props {
  readonly id: SectionId
  readonly title: Text
  readonly summary: Text
  /** Problems of the content. A folded section shows that there are some. */
  readonly problems: readonly ProblemData[]
  /** Content below the line that is also shown while the section is folded. */
  readonly always?: ReactNode
  readonly children: ReactNode
}

export function Section({ id, title, summary, problems, always, children }: Props) {
  const t = useText()
  const body = useId()
  const open = useSections((s) => s.open.includes(id))
  const severity = hasError(problems) ? 'error' : 'warning'
  return (
    <section className={styles.fold}>
      <h3>
        <button
          type="button"
          aria-expanded={open}
          aria-controls={open ? body : undefined}
          title={t(summary)}
          onClick={() => setSection('open', id, !open)}
        >
          <Icon name={open ? 'down' : 'right'} size={14} />
          {t(title)}
          <span>{t(summary)}</span>
          {problems.length > 0 && (
            <span className={styles.sign} data-severity={severity}>
              <Icon name={severity} size={14} />
              <span className="hidden-text">
                {t({ en: `Problems: ${problems.length}`, ko: `문제 ${problems.length}개` })}
              </span>
            </span>
          )}
        </button>
      </h3>
      {always}
      {open && (
        <div id={body} className={styles.foldBody}>
          {children}
        </div>
      )}
    </section>
  )
}

/** The settings that are set, mentioned in the summary or invalid. A button shows the others, which have their defaults. */
export function Settings({
  id,
  slots,
  alwaysShown,
}: {
  readonly id: SectionId
  readonly slots: readonly Slot[]
  /** Names that are shown even at their defaults. Must be the same array each time. */
  readonly alwaysShown: readonly string[]
}) {
  const t = useText()
  const showsAll = useSections((s) => s.whole.includes(id))
  const countHidden = (of: readonly Slot[]): number =>
    of.reduce((n, slot) => n + (isShown(slot, alwaysShown) ? countHidden(memberSlots(slot)) : 1), 0)
  const hiddenCount = countHidden(slots)
  return (
    <>
      {slots
        .filter((slot) => showsAll || isShown(slot, alwaysShown))
        .map((slot) => (
          <FieldRow key={slot.path} slot={slot} {...(!showsAll && { alwaysShown })} />
        ))}
      {hiddenCount > 0 && (
        <button
          type="button"
          className={styles.rest}
          aria-expanded={showsAll}
          onClick={() => setSection('whole', id, !showsAll)}
        >
          <Icon name={showsAll ? 'up' : 'down'} size={12} />
          {showsAll
            ? t({ en: 'Only changed settings', ko: '바꾼 것만 보기' })
            : t({
                en: `${hiddenCount} more with default ${hiddenCount === 1 ? 'value' : 'values'}`,
                ko: `기본값인 설정 ${hiddenCount}개 더 보기`,
              })}
        </button>
      )}
    </>
  )
}
