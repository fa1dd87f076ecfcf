/** The dock's upper edge: dragged with the pointer, moved with the arrow keys, reset with a double click. */
import { useRef } from 'react'
import { useText } from '../../text.ts'
import css from './dock.module.css'
import { DEFAULT_HEIGHT, MIN_HEIGHT, maxHeight, useDock } from './dock-state.ts'

const STEP = 16

export function ResizeHandle() {
  const t = useText()
  const height = useDock((s) => s.height)
  const resize = useDock((s) => s.resize)
  const from = useRef<{ y: number; height: number } | null>(null)
  const move = (event: React.KeyboardEvent): void => {
    const to = { ArrowUp: height + STEP, ArrowDown: height - STEP, Home: MIN_HEIGHT, End: maxHeight() }[
      event.key
    ]
    if (to === undefined) return
    event.preventDefault()
    resize(to)
  }
  return (
    <hr
      className={css.resize}
      tabIndex={0}
      aria-orientation="horizontal"
      aria-label={t({ en: 'Height of the panel', ko: '패널 높이' })}
      aria-valuenow={height}
      aria-valuemin={MIN_HEIGHT}
      aria-valuemax={maxHeight()}
      onKeyDown={move}
      onDoubleClick={() => resize(DEFAULT_HEIGHT)}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        from.current = { y: event.clientY, height }
      }}
      onPointerMove={(event) => {
        if (from.current) resize(from.current.height + from.current.y - event.clientY)
      }}
      onPointerUp={() => {
        from.current = null
      }}
      onLostPointerCapture={() => {
        from.current = null
      }}
    />
  )
}
