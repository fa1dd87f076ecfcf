/** A text input for a value: previews while typing, commits on Enter or blur, reverts on Escape. */
import { useState } from 'react'
import type { Json } from '../../../shared/json.ts'
import type { Text } from '../../../shared/text.ts'
import { useApp } from '../../state/store.ts'
import { useText } from '../../ui/text.ts'
import styles from './fields.module.css'
import { MIXED } from './mixed.ts'
import type { Slot } from './slot.ts'

interface Props {
  readonly slot: Slot
  readonly id: string
  readonly describedBy: string
  readonly invalid: boolean
  readonly show: (value: Json) => string
  readonly parse: (text: string) => Json
  readonly onRefused: (reason: Text | null) => void
  readonly onStep?: (direction: 1 | -1, big: boolean) => void
  readonly placeholder?: string
  readonly mono?: boolean
  readonly list?: string
}

export function TextBox(props: Props) {
  const t = useText()
  const { slot, show, parse, onRefused, onStep } = props
  // The text being typed; `null` shows the document's value.
  const [typed, setTyped] = useState<string | null>(null)
  const applyText = (text: string, mode: 'preview' | 'commit') => {
    const refusal = slot.set(parse(text), mode)
    onRefused(refusal)
    return refusal === null
  }
  const commit = () => {
    if (typed !== null && applyText(typed, 'commit')) setTyped(null)
  }
  const onKeyDown = (event: React.KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') {
      commit()
      event.currentTarget.select()
    } else if (event.key === 'Escape') {
      if (typed !== null) event.stopPropagation()
      useApp.getState().cancel()
      onRefused(null)
      setTyped(null)
    } else if (onStep && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      event.preventDefault()
      commit()
      onStep(event.key === 'ArrowUp' ? 1 : -1, event.shiftKey)
    }
  }
  return (
    <input
      id={props.id}
      type="text"
      className={styles.text}
      data-mono={props.mono || undefined}
      value={typed ?? (slot.mixed ? '' : show(slot.value))}
      placeholder={slot.mixed ? t(MIXED) : props.placeholder}
      list={props.list}
      spellCheck={false}
      autoComplete="off"
      aria-describedby={props.describedBy}
      aria-invalid={props.invalid || undefined}
      onChange={(event) => {
        setTyped(event.currentTarget.value)
        applyText(event.currentTarget.value, 'preview')
      }}
      onFocus={(event) => event.currentTarget.select()}
      onBlur={commit}
      onKeyDown={onKeyDown}
    />
  )
}
