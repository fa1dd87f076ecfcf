/** The button that excludes a row from all parts, and includes it again. */
import type { ComponentProps } from 'react'
import { Icon } from '../ui/icon.tsx'
import { useText } from '../ui/text.ts'
import { isMarkedExcluded, type Marks, toggleExcluded } from './mark-edits.ts'

interface Props extends Pick<ComponentProps<'button'>, 'className' | 'disabled'> {
  readonly row: number
  readonly marks: Marks
  readonly hasIcon?: boolean
  /** Fingerprint of the row, where it was not read from the document's data. */
  readonly expected?: string | null
}

export function ExcludeButton({ row, marks, hasIcon = false, expected = null, ...button }: Props) {
  const t = useText()
  const excluded = isMarkedExcluded(marks, row)
  return (
    <button
      {...button}
      type="button"
      aria-pressed={excluded}
      title={t({
        en: 'The row is in no part: neither trained nor measured on. Key: X',
        ko: '이 행을 어느 부분에도 넣지 않습니다. 학습에도 평가에도 쓰지 않습니다. 키: X',
      })}
      onClick={() => toggleExcluded(row, marks, expected)}
    >
      {hasIcon && <Icon name={excluded ? 'reset' : 'minus'} size={12} />}
      {excluded ? t({ en: 'Include again', ko: '다시 포함' }) : t({ en: 'Exclude', ko: '제외' })}
    </button>
  )
}
