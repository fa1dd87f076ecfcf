/** How far the engine is with reading or preparing the data, and Cancel. It appears for what takes longer than a moment. */
import { useEffect } from 'react'
import { CANCEL, shownReading, stopReading, useReading } from '../state/reading.ts'
import { useApp } from '../state/store.ts'
import { useTable } from '../state/table.ts'
import { useText } from '../ui/text.ts'
import panel from './panel.module.css'
import styles from './reading-progress.module.css'

export function ReadingProgress() {
  const table = useTable((s) => s.reading)
  const data = useApp((s) => s.data.state === 'reading')
  return table || data ? <Shown /> : null
}

function Shown() {
  const t = useText()
  const progress = useReading(shownReading)
  useEscape()
  const words = progress ? t(withoutFolder(progress.text)) : t({ en: 'Reading…', ko: '읽는 중…' })
  const percent = progress && Math.floor(progress.fraction * 100)
  return (
    <div className={styles.reading}>
      <div>
        <span title={words}>{words}</span>
        <i
          role="progressbar"
          aria-label={words}
          aria-valuenow={percent}
          data-unknown={progress === undefined || undefined}
        >
          <i style={percent === undefined ? undefined : { width: `${percent}%` }} />
        </i>
      </div>
      <button
        type="button"
        className={panel.button}
        title={t({ en: 'Esc stops it', ko: 'Esc로 멈춥니다' })}
        onClick={stopReading}
      >
        {t(CANCEL)}
      </button>
    </div>
  )
}

/** Paths in the engine's words are whole. */
const withoutFolder = ({ en, ko }: { readonly en: string; readonly ko: string }) => {
  const short = (text: string) => text.replace(/(^| )(?:[A-Za-z]:)?[/\\](?:[^/\\:]+[/\\])+/, '$1')
  return { en: short(en), ko: short(ko) }
}

/** Esc stops the reading, unless something else has used the key. */
function useEscape(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { workspace, dialog, menu } = useApp.getState()
      if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return
      if (workspace !== 'data' || dialog !== null || menu !== null) return
      event.preventDefault()
      stopReading()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}
