/** A slider for a ratio: dragging previews, releasing commits one step. */
import { useRef } from 'react'
import type { NumberField } from '../../../shared/fields/index.ts'
import type { Text } from '../../../shared/text.ts'
import { useText } from '../../ui/text.ts'
import styles from './fields.module.css'
import type { Slot } from './slot.ts'

/** Number of steps, about as fine as a hand can set. */
const STEPS = 100

/** Whether a field gets a slider: a main argument with a range of at most 1, such as a dropout rate or a slope. */
export const isSlider = (field: NumberField<unknown>): boolean =>
  field.kind === 'float' && field.shownOnNode && !field.optional && field.max - field.min <= 1

interface Props {
  readonly slot: Slot
  readonly field: NumberField<unknown>
  readonly onRefused: (reason: Text | null) => void
}

export function Slider({ slot, field, onRefused }: Props) {
  const t = useText()
  const pendingValue = useRef<number | null>(null)
  const value = typeof slot.value === 'number' ? slot.value : field.min
  const commit = () => {
    if (pendingValue.current === null) return
    onRefused(slot.set(pendingValue.current, 'commit'))
    pendingValue.current = null
  }
  return (
    <input
      type="range"
      className={styles.slider}
      min={field.min}
      max={field.max}
      step={(field.max - field.min) / STEPS}
      value={value}
      aria-label={t({ en: `${slot.name}, slider`, ko: `${slot.name}, 슬라이더` })}
      style={{ '--share': (value - field.min) / (field.max - field.min) } as React.CSSProperties}
      onChange={(event) => {
        pendingValue.current = Number(Number(event.currentTarget.value).toFixed(4))
        onRefused(slot.set(pendingValue.current, 'preview'))
      }}
      onPointerUp={commit}
      onKeyUp={commit}
      onBlur={commit}
    />
  )
}
