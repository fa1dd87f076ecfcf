/** The helper lines that are visible during a drag. */
import { useStore, ViewportPortal } from '@xyflow/react'
import { create } from 'zustand'
import styles from './canvas.module.css'
import type { Lines } from './helper-lines.ts'

const none: Lines = { x: null, y: null }
const useLines = create<Lines>(() => none)

export function showLines(lines: Lines = none): void {
  const { x, y } = useLines.getState()
  if (lines.x !== x || lines.y !== y) useLines.setState(lines)
}

export function AlignLines() {
  const { x, y } = useLines()
  const [left, top, zoom] = useStore((s) => s.transform)
  const width = useStore((s) => s.width)
  const height = useStore((s) => s.height)
  if (x === null && y === null) return null
  const thin = 1 / zoom
  return (
    <ViewportPortal>
      {x !== null && (
        <div
          className={styles.helper}
          data-testid="helper-line"
          style={{ left: x - thin / 2, top: -top / zoom, width: thin, height: height / zoom }}
        />
      )}
      {y !== null && (
        <div
          className={styles.helper}
          data-testid="helper-line"
          style={{ left: -left / zoom, top: y - thin / 2, width: width / zoom, height: thin }}
        />
      )}
    </ViewportPortal>
  )
}
