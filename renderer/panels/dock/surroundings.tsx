/** The environment of the window and the training run, with reasons: a short form in the status bar, the full text when opened. */
import { useEffect, useId, useRef, useState } from 'react'
import { useApp } from '../../state/store.ts'
import { useText } from '../../text.ts'
import css from './status-bar.module.css'
import { hostWords, runtimeWords } from './surroundings-words.ts'

export function Surroundings() {
  const t = useText()
  const host = hostWords(useApp((s) => s.hostInfo))
  const runtime = runtimeWords(useApp((s) => s.runtime))
  const [open, setOpen] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  const id = useId()

  useEffect(() => {
    if (!open) return
    const outside = (event: PointerEvent): void => {
      if (!root.current?.contains(event.target as Node)) setOpen(false)
    }
    const close = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') setOpen(false)
    }
    document.addEventListener('pointerdown', outside, true)
    document.addEventListener('keydown', close)
    return () => {
      document.removeEventListener('pointerdown', outside, true)
      document.removeEventListener('keydown', close)
    }
  }, [open])

  return (
    <div ref={root} className={css.surroundings}>
      <button
        type="button"
        className={css.button}
        aria-expanded={open}
        aria-controls={id}
        title={[`${t(runtime.name)}: ${t(runtime.why)}`, `${t(host.name)}: ${t(host.why)}`].join('\n')}
        onClick={() => setOpen(!open)}
      >
        <span data-fallback={host.fallback || undefined}>{t(host.name)}</span>
        <span data-fallback={runtime.fallback || undefined}>{t(runtime.name)}</span>
        <span className={css.why} data-fallback={runtime.fallback || host.fallback || undefined}>
          {t(runtime.fallback || !host.fallback ? runtime.why : host.why)}
        </span>
      </button>
      {open && (
        <dl id={id} className={css.card}>
          <dt>{t({ en: 'Training', ko: '학습' })}</dt>
          <dd>{t(runtime.name)}</dd>
          <dd className={css.reason}>{t(runtime.why)}</dd>
          <dt>{t({ en: 'Window', ko: '창' })}</dt>
          <dd>{t(host.name)}</dd>
          <dd className={css.reason}>{t(host.why)}</dd>
        </dl>
      )}
    </div>
  )
}
