/** The steps of the undo history by name. A click undoes or redoes to that step. */
import { useEffect, useRef } from 'react'
import { useApp } from '../state/store.ts'
import { useText } from '../ui/text.ts'
import styles from './side.module.css'

/** Number of steps shown before and after the present one. */
const MAX_STEPS_PER_SIDE = 150

function onArrow(event: React.KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (step === undefined) return
  event.preventDefault()
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('button')]
  buttons[buttons.indexOf(document.activeElement as HTMLElement) + step]?.focus()
}

export function HistoryList() {
  const t = useText()
  const { past, future } = useApp((s) => s.history)
  const jump = useApp((s) => s.jump)
  const box = useRef<HTMLElement>(null)
  const doneCount = past.length
  useEffect(() => {
    box.current?.querySelector(`[data-step="${doneCount}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [doneCount])
  const opened = { en: 'Opened', ko: '열었을 때' }
  const labels = [opened, ...past.map((e) => e.label), ...future.map((e) => e.label)]
  const from = Math.max(0, doneCount - MAX_STEPS_PER_SIDE)
  const to = Math.min(labels.length, doneCount + MAX_STEPS_PER_SIDE)
  const hiddenNotice = (n: number) =>
    n > 0 && (
      <p className={styles.empty}>
        {t({ en: `${n} more steps are not shown`, ko: `${n}단계는 보이지 않습니다` })}
      </p>
    )
  return (
    <section
      ref={box}
      className={styles.scroll}
      data-focus="history"
      aria-label={t({ en: 'History', ko: '작업 내역' })}
      onKeyDown={onArrow}
    >
      {hiddenNotice(from)}
      <ol className={styles.steps}>
        {labels.slice(from, to).map((label, i) => {
          const step = from + i
          return (
            <li key={step}>
              <button
                type="button"
                className={styles.step}
                data-step={step}
                data-undone={step > doneCount || undefined}
                aria-current={step === doneCount ? 'step' : undefined}
                onClick={() => jump(step)}
              >
                {t(label)}
              </button>
            </li>
          )
        })}
      </ol>
      {hiddenNotice(labels.length - to)}
    </section>
  )
}
