/** A small plot of a curve. */
import type { ReactNode } from 'react'
import styles from './fields.module.css'

const WIDTH = 280
const HEIGHT = 56
const PAD = 5

interface Props {
  readonly points: readonly (readonly [number, number])[]
  /** Values at the lower and upper edge. */
  readonly low: number
  readonly high: number
  /** Caption below the plot. */
  readonly children?: ReactNode
}

export function CurvePlot({ points, low, high, children }: Props) {
  const from = points[0]![0]
  const to = points.at(-1)![0]
  const px = (x: number) => ((x - from) / (to - from)) * WIDTH
  const py = (y: number) => HEIGHT - PAD - ((y - low) / (high - low)) * (HEIGHT - 2 * PAD)
  const line = points
    .map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${px(x).toFixed(1)} ${py(y).toFixed(1)}`)
    .join('')
  return (
    <>
      <svg
        className={styles.curve}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        <path className={styles.axes} d={`M0 ${py(0)}H${WIDTH}${from < 0 ? `M${px(0)} 0V${HEIGHT}` : ''}`} />
        <path className={styles.line} d={line} />
      </svg>
      {children}
    </>
  )
}
