/** Fills the fields with a row that was copied from a table. */
import { useEffect, useRef, useState } from 'react'
import type { Text } from '../../../shared/text.ts'
import { parsePastedRow } from '../../state/paste-row.ts'
import { setOtherRow, usePredictions } from '../../state/predictions.ts'
import buttons from '../../ui/button.module.css'
import { useText } from '../../ui/text.ts'
import shared from './predict.module.css'
import styles from './predict-panel.module.css'

export function PasteRow() {
  const t = useText()
  const [isOpen, setOpen] = useState(false)
  const [problem, setProblem] = useState<Text | null>(null)
  const box = useRef<HTMLTextAreaElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (isOpen) box.current?.focus()
  }, [isOpen])
  const close = () => {
    setOpen(false)
    setProblem(null)
    button.current?.focus()
  }
  const fill = (text: string) => {
    const { inputs } = usePredictions.getState()
    if (!inputs?.columns) return
    const pasted = parsePastedRow(text, { ...inputs, columns: inputs.columns })
    if ('problem' in pasted) return setProblem(pasted.problem)
    setOtherRow(pasted.cells)
    close()
  }
  return (
    <>
      <button
        ref={button}
        type="button"
        className={buttons.button}
        aria-expanded={isOpen}
        onClick={() => (isOpen ? close() : setOpen(true))}
      >
        {t({ en: 'Paste a row…', ko: '행 붙여넣기…' })}
      </button>
      {problem && (
        <p className={shared.problem} role="alert">
          {t(problem)}
        </p>
      )}
      {isOpen && (
        <textarea
          ref={box}
          className={`${styles.paste} ${shared.input}`}
          rows={2}
          spellCheck={false}
          placeholder={t({
            en: 'Paste here: values divided by tabs or commas, or a header and a row',
            ko: '여기에 붙여넣기: 탭이나 쉼표로 나눈 값, 또는 머리글과 한 행',
          })}
          aria-label={t({ en: 'Row to paste', ko: '붙여넣을 행' })}
          onPaste={(event) => {
            event.preventDefault()
            fill(event.clipboardData.getData('text/plain'))
          }}
          onKeyDown={(event) => {
            if (event.key === 'Escape') {
              event.stopPropagation()
              close()
            }
            if (event.key === 'Enter' && !event.shiftKey) {
              event.preventDefault()
              fill(event.currentTarget.value)
            }
          }}
        />
      )}
    </>
  )
}
