/** The helper lines that are visible during a drag. */
import { useStore, ViewportPortal } from '@xyflow/react'
import { create } from 'zustand'
import type { HelperLines } from '../../geometry/helper-lines.ts'
import styles from './helper-lines-overlay.module.css'

const noLines: HelperLines = { x: null, y: null }
const useLines = create<HelperLines>(() => noLines)

export function showHelperLines(lines: HelperLines = noLines): void {
  const { x, y } = useLines.getState()
  if (lines.x !== x || lines.y !== y) useLines.setState(lines)
}

export function HelperLinesOverlay() {
  const { x, y } = useLines()
  const [left, top, zoom] = useStore((s) => s.transform)
  const width = useStore((s) => s.width)
  const height = useStore((s) => s.height)
  if (x === null && y === null) return null
  const thickness = 1 / zoom
  return (
    <ViewportPortal>
      {x !== null && (
        <div
          className={styles.helper}
          data-testid="helper-line"
          style={{ left: x - thickness / 2, top: -top / zoom, width: thickness, height: height / zoom }}
        />
      )}
      {y !== null && (
        <div
          className={styles.helper}
          data-testid="helper-line"
          style={{ left: -left / zoom, top: y - thickness / 2, width: width / zoom, height: thickness }}
        />
      )}
    </ViewportPortal>
  )
}
