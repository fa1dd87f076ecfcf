/** Copies a text to the clipboard and confirms it on the button. */
import { useEffect, useState } from 'react'
import { notify } from '../state/notify.ts'
import { copyText } from '../ui/clipboard.ts'
import { Icon } from '../ui/icon.tsx'
import { useText } from '../ui/text.ts'
import styles from './buttons.module.css'

interface Props {
  readonly text: string
  /** Name of the copied text; shown next to the icon unless `small`. */
  readonly label: string
  readonly small?: boolean
}

export function CopyButton({ text, label, small = false }: Props) {
  const t = useText()
  const [copyCount, setCopyCount] = useState(0)
  useEffect(() => {
    if (copyCount === 0) return
    const timer = setTimeout(() => setCopyCount(0), 1500)
    return () => clearTimeout(timer)
  }, [copyCount])
  const copy = async (): Promise<void> => {
    if (await copyText(text)) setCopyCount((n) => n + 1)
    else
      notify(
        { en: 'Nothing was copied', ko: '복사하지 못했습니다' },
        [
          {
            en: 'The clipboard is not available here: select the text and press Ctrl+C (⌘C on a Mac).',
            ko: '여기서는 클립보드를 쓸 수 없습니다. 텍스트를 선택하고 Ctrl+C(Mac에서는 ⌘C)를 누르세요.',
          },
        ],
        { kind: 'refusal' },
      )
  }
  return (
    <button
      type="button"
      className={small ? styles.iconButton : styles.button}
      aria-label={label}
      title={small ? label : undefined}
      onClick={() => void copy()}
    >
      <Icon name={copyCount ? 'check' : 'copy'} size={14} />
      {!small && (
        <span className={styles.steady}>
          {copyCount ? t({ en: 'Copied', ko: '복사됨' }) : t({ en: 'Copy', ko: '복사' })}
        </span>
      )}
      {copyCount > 0 && (
        <span className="hidden-text" role="status">
          {t({ en: 'Copied', ko: '복사됨' })}
        </span>
      )}
    </button>
  )
}
