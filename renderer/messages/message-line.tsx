/** The message at the bottom of the canvas, above the zoom buttons, as wide as its text. It disappears after a while, but not while it
 *  has the pointer or the focus, and it does not cover what the user works on. */
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { Text } from '../../shared/text.ts'
import { runAction } from '../state/attempt.ts'
import { dismissMessage, type Message, showNextMessage, useMessages } from '../state/notify.ts'
import { useApp } from '../state/store.ts'
import { Icon } from '../ui/icon.tsx'
import { useText } from '../ui/text.ts'
import styles from './message-line.module.css'

const VISIBLE_MS = 6000

/** Elements that the user works on: the selected or focused node on the canvas, and dialogs. */
const WORK_SELECTOR = '.react-flow__node:is(.selected, :focus-within), [role="dialog"]'

/** Longer messages can be read under Problems. */
const MAX_SENTENCES = 3

function sentencesOf({ kind, sentences }: Message): readonly Text[] {
  if (kind !== 'error' || sentences.length <= MAX_SENTENCES) return sentences
  const remaining = sentences.length - 1
  return [
    sentences[0]!,
    { en: `${remaining} more under Problems.`, ko: `문제 탭에 ${remaining}개가 더 있습니다.` },
  ]
}

/** Announced by screen readers. The live regions are always rendered, since a new region would not be announced. */
export function MessageLine() {
  const shown = useMessages((s) => s.shown)
  const line = shown && <Line key={shown.id} message={shown} />
  return (
    <div className={styles.place}>
      <div role="status">{shown?.kind === 'info' && line}</div>
      <div role="alert">{shown?.kind !== 'info' && line}</div>
    </div>
  )
}

type Box = Pick<DOMRect, 'left' | 'right' | 'top' | 'bottom'>

const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom

/** Whether a message at the bottom of the canvas would cover something that the user works on. */
function coversWork(line: HTMLElement): boolean {
  const { left, right, height } = line.getBoundingClientRect()
  const { bottom } = line.closest(`.${styles.place}`)!.getBoundingClientRect()
  const place = { left, right, top: bottom - height, bottom }
  return [...document.querySelectorAll(WORK_SELECTOR)].some((each) =>
    overlap(each.getBoundingClientRect(), place),
  )
}

function Line({ message }: { readonly message: Message }) {
  const t = useText()
  const held = useMessages((s) => s.held)
  const element = useRef<HTMLElement>(null)
  const previouslyFocused = useRef<Element | null>(null)
  const [above, setAbove] = useState(false)
  useLayoutEffect(() => setAbove(coversWork(element.current!)), [])
  // A dialog that opens later is rendered in the next frame.
  const dialog = useApp((s) => s.dialog)
  useEffect(() => {
    if (!dialog) return
    const frame = requestAnimationFrame(() => setAbove(coversWork(element.current!)))
    return () => cancelAnimationFrame(frame)
  }, [dialog])
  // biome-ignore lint/correctness/useExhaustiveDependencies: a repeated message restarts the timer
  useEffect(() => {
    if (held) return
    const timer = setTimeout(showNextMessage, VISIBLE_MS)
    return () => clearTimeout(timer)
  }, [held, message])
  const hold = (held: boolean) => useMessages.setState({ held })
  const restoreFocus = () => {
    if (element.current?.contains(document.activeElement))
      (previouslyFocused.current as HTMLElement | null)?.focus({ preventScroll: true })
  }
  const close = () => {
    restoreFocus()
    dismissMessage(message.id)
  }
  return (
    <section
      ref={element}
      aria-label={t({ en: 'Message', ko: '알림' })}
      className={styles.line}
      data-area="message"
      data-kind={message.kind}
      data-above={above || undefined}
      onPointerEnter={() => hold(true)}
      onPointerLeave={() => hold(element.current!.contains(document.activeElement))}
      onFocus={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget))
          previouslyFocused.current = event.relatedTarget
        hold(true)
      }}
      onBlur={(event) =>
        hold(event.currentTarget.contains(event.relatedTarget) || event.currentTarget.matches(':hover'))
      }
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        close()
      }}
    >
      <p>
        {message.kind !== 'info' && <Icon name="error" size={14} />}
        <b>{t(message.title)}</b>
        {sentencesOf(message).map((sentence) => ` ${t(sentence)}`)}
      </p>
      {message.actions.map((action) => (
        <button
          key={action.label.en}
          type="button"
          className={styles.action}
          onClick={() => {
            restoreFocus()
            void runAction(message, action)
          }}
        >
          {t(action.label)}
        </button>
      ))}
      <button
        type="button"
        className={styles.close}
        aria-label={t({ en: 'Close', ko: '닫기' })}
        onClick={close}
      >
        <Icon name="close" size={12} />
      </button>
    </section>
  )
}
