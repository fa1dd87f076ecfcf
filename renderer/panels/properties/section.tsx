/** A section of the network's panel: a one-line summary that opens the content. */
import { type ReactNode, useId } from 'react'
import { hasError, type ProblemData } from '../../../shared/problem.ts'
import type { Text } from '../../../shared/text.ts'
import { useText } from '../../text.ts'
import { Icon } from '../../ui/icon.tsx'
import { FieldRow, isTold } from '../fields/field-row.tsx'
import { membersSlots, type Slot } from '../fields/slot.ts'
import styles from './properties.module.css'
import { type SectionId, setSection, useSections } from './section-state.ts'

interface Props {
  readonly id: SectionId
  readonly title: Text
  readonly line: Text
  /** Problems of the content. A folded section shows that there are some. */
  readonly problems: readonly ProblemData[]
  /** Content below the line that is also shown while the section is folded. */
  readonly always?: ReactNode
  readonly children: ReactNode
}

export function Section({ id, title, line, problems, always, children }: Props) {
  const t = useText()
  const body = useId()
  const open = useSections((s) => s.open.includes(id))
  const sign = hasError(problems) ? 'error' : 'warning'
  return (
    <section className={styles.fold}>
      <h3>
        <button
          type="button"
          aria-expanded={open}
          aria-controls={open ? body : undefined}
          title={t(line)}
          onClick={() => setSection('open', id, !open)}
        >
          <Icon name={open ? 'down' : 'right'} size={14} />
          {t(title)}
          <span>{t(line)}</span>
          {problems.length > 0 && (
            <span className={styles.sign} data-severity={sign}>
              <Icon name={sign} size={14} />
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
  named,
}: {
  readonly id: SectionId
  readonly slots: readonly Slot[]
  /** Names that are shown even at their defaults. Must be the same array each time. */
  readonly named: readonly string[]
}) {
  const t = useText()
  const whole = useSections((s) => s.whole.includes(id))
  const hidden = (of: readonly Slot[]): number =>
    of.reduce((n, slot) => n + (isTold(slot, named) ? hidden(membersSlots(slot)) : 1), 0)
  const rest = hidden(slots)
  return (
    <>
      {slots
        .filter((slot) => whole || isTold(slot, named))
        .map((slot) => (
          <FieldRow key={slot.path} slot={slot} {...(!whole && { named })} />
        ))}
      {rest > 0 && (
        <button
          type="button"
          className={styles.rest}
          aria-expanded={whole}
          onClick={() => setSection('whole', id, !whole)}
        >
          <Icon name={whole ? 'up' : 'down'} size={12} />
          {whole
            ? t({ en: 'Only what is set', ko: '바꾼 것만 보기' })
            : t({
                en: `${rest} more at ${rest === 1 ? 'its default' : 'their defaults'}`,
                ko: `기본값인 설정 ${rest}개 더 보기`,
              })}
        </button>
      )}
    </>
  )
}
