/** A histogram as one path: a bar for each bin, from the base up. Pure. */
import type { Histogram } from '../../shared/signals/signals.ts'

/** Bars of a bin with any value are at least so high, in pixels: a rare value is seen. */
const MIN_BAR = 1
const GAP = 0.75

/** @param width of the picture @param height of the highest bar */
export function barsPath({ counts }: Histogram, width: number, height: number): string {
  const most = Math.max(...counts)
  if (most === 0) return ''
  const step = width / counts.length
  return counts
    .map((count, i) => {
      if (count === 0) return ''
      const h = Math.max(MIN_BAR, (count / most) * height)
      return `M${(i * step).toFixed(2)} ${height}v${(-h).toFixed(2)}h${(step - GAP).toFixed(2)}V${height}z`
    })
    .join('')
}
