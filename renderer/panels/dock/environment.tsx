/** The environment of the window and the training run, with reasons: a short form in the status bar, the full text when opened. */
import { useEffect, useId, useRef, useState } from 'react'
import { hostText, runtimeText } from '../../state/environment-text.ts'
import { useApp } from '../../state/store.ts'
import { useText } from '../../ui/text.ts'
import styles from './status-bar.module.css'

export function Environment() {
  const t = useText()
  const host = hostText(useApp((s) => s.hostInfo))
  const runtime = runtimeText(useApp((s) => s.runtime))
  const [open, setOpen] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  const id = useId()

  useEffect(() => {
    if (!open) return
    const onPointerDown = (event: PointerEvent): void => {
      if (!root.current?.contains(event.target as Node)) setOpen(false)
    }
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') setOpen(false)
    }
    document.addEventListener('pointerdown', onPointerDown, true)
    document.addEventListener('keydown', onKeyDown)
    return () => {
      document.removeEventListener('pointerdown', onPointerDown, true)
      document.removeEventListener('keydown', onKeyDown)
    }
  }, [open])

  return (
    <div ref={root} className={styles.surroundings}>
      <button
        type="button"
        className={styles.button}
        aria-expanded={open}
        aria-controls={id}
        title={[`${t(runtime.name)}: ${t(runtime.reason)}`, `${t(host.name)}: ${t(host.reason)}`].join('\n')}
        onClick={() => setOpen(!open)}
      >
        <span data-fallback={host.fallback || undefined}>{t(host.name)}</span>
        <span data-fallback={runtime.fallback || undefined}>{t(runtime.name)}</span>
        <span className={styles.why} data-fallback={runtime.fallback || host.fallback || undefined}>
          {t(runtime.fallback || !host.fallback ? runtime.reason : host.reason)}
        </span>
      </button>
      {open && (
        <dl id={id} className={styles.card}>
          <dt>{t({ en: 'Training', ko: '학습' })}</dt>
          <dd>{t(runtime.name)}</dd>
          <dd className={styles.reason}>{t(runtime.reason)}</dd>
          <dt>{t({ en: 'Window', ko: '창' })}</dt>
          <dd>{t(host.name)}</dd>
          <dd className={styles.reason}>{t(host.reason)}</dd>
        </dl>
      )}
    </div>
  )
}
