/** The upper edge of the dock: dragged with the pointer, moved with the arrow keys. A double click or Enter folds or opens the dock. */
import { useRef } from 'react'
import type { StoreApi, UseBoundStore } from 'zustand'
import { FOLDED_HEIGHT, MIN_HEIGHT, maxHeight, type ResizableDock } from '../../state/dock.ts'
import { useText } from '../../ui/text.ts'
import { useWindowHeight } from '../../ui/window-height.ts'
import styles from './dock.module.css'

const STEP = 16

interface Props {
  readonly dock: UseBoundStore<StoreApi<ResizableDock>>
}

export function ResizeHandle({ dock: useSize }: Props) {
  const t = useText()
  const folded = useSize((s) => s.folded)
  const limit = maxHeight(useWindowHeight())
  const height = useSize((s) => (s.folded ? FOLDED_HEIGHT : Math.min(s.height, limit)))
  const resize = useSize((s) => s.resize)
  const fold = useSize((s) => s.fold)
  const dragStart = useRef<{ y: number; height: number } | null>(null)
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const nextHeight = {
      ArrowUp: Math.max(MIN_HEIGHT, height + STEP),
      // Below the minimum height the dock can only be folded.
      ArrowDown: height <= MIN_HEIGHT ? FOLDED_HEIGHT : Math.max(MIN_HEIGHT, height - STEP),
      Home: FOLDED_HEIGHT,
      End: limit,
    }[event.key]
    if (nextHeight === undefined && event.key !== 'Enter') return
    event.preventDefault()
    if (nextHeight === undefined) fold(!folded)
    else resize(nextHeight)
  }
  return (
    <hr
      className={styles.resize}
      tabIndex={0}
      aria-orientation="horizontal"
      aria-label={t({ en: 'Height of the panel', ko: '패널 높이' })}
      aria-valuenow={height}
      aria-valuemin={FOLDED_HEIGHT}
      aria-valuemax={limit}
      onKeyDown={onKeyDown}
      onDoubleClick={() => fold(!folded)}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        dragStart.current = { y: event.clientY, height }
      }}
      onPointerMove={(event) => {
        // A press without movement is not a drag, since two of them are a double click.
        if (dragStart.current && event.clientY !== dragStart.current.y)
          resize(dragStart.current.height + dragStart.current.y - event.clientY)
      }}
      onPointerUp={() => {
        dragStart.current = null
      }}
      onLostPointerCapture={() => {
        dragStart.current = null
      }}
    />
  )
}
