/** The upper edge of the dock: dragged with the pointer, moved with the arrow keys. A double click or Enter folds or opens the dock. */
import { useRef } from 'react'
import { useText } from '../../text.ts'
import { useWindowHeight } from '../../ui/window-height.ts'
import css from './dock.module.css'
import { FOLDED, MIN_HEIGHT, maxHeight, useDock } from './dock-state.ts'

const STEP = 16

export function ResizeHandle() {
  const t = useText()
  const folded = useDock((s) => s.folded)
  const most = maxHeight(useWindowHeight())
  const height = useDock((s) => (s.folded ? FOLDED : Math.min(s.height, most)))
  const resize = useDock((s) => s.resize)
  const fold = useDock((s) => s.fold)
  const from = useRef<{ y: number; height: number } | null>(null)
  const move = (event: React.KeyboardEvent): void => {
    const to = {
      ArrowUp: Math.max(MIN_HEIGHT, height + STEP),
      // Below the minimum height the dock can only be folded.
      ArrowDown: height <= MIN_HEIGHT ? FOLDED : Math.max(MIN_HEIGHT, height - STEP),
      Home: FOLDED,
      End: most,
    }[event.key]
    if (to === undefined && event.key !== 'Enter') return
    event.preventDefault()
    if (to === undefined) fold(!folded)
    else resize(to)
  }
  return (
    <hr
      className={css.resize}
      tabIndex={0}
      aria-orientation="horizontal"
      aria-label={t({ en: 'Height of the panel', ko: '패널 높이' })}
      aria-valuenow={height}
      aria-valuemin={FOLDED}
      aria-valuemax={most}
      onKeyDown={move}
      onDoubleClick={() => fold(!folded)}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        from.current = { y: event.clientY, height }
      }}
      onPointerMove={(event) => {
        // A press without movement is not a drag, since two of them are a double click.
        if (from.current && event.clientY !== from.current.y)
          resize(from.current.height + from.current.y - event.clientY)
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
