/** A small picture of an activation, from −4 to 4. */
import type { Config } from '../../../shared/fields/index.ts'
import { curveOf } from './curve.ts'
import styles from './fields.module.css'

const WIDTH = 280
const HEIGHT = 56
const PAD = 5
const REACH = 4

export function CurvePlot({ value }: { readonly value: Config }) {
  const points = curveOf(value, -REACH, REACH, 80)
  // Nothing to see in softmax, which is no function of one number, nor in a straight line.
  if (!points || value.type === 'linear') return null
  const low = Math.min(-0.5, ...points.map(([, y]) => y))
  const high = Math.min(REACH, Math.max(1.2, ...points.map(([, y]) => y)))
  const px = (x: number) => ((x + REACH) / (2 * REACH)) * WIDTH
  const py = (y: number) => HEIGHT - PAD - ((y - low) / (high - low)) * (HEIGHT - 2 * PAD)
  const line = points
    .map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${px(x).toFixed(1)} ${py(y).toFixed(1)}`)
    .join('')
  return (
    <svg
      className={styles.curve}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path className={styles.axes} d={`M0 ${py(0)}H${WIDTH}M${px(0)} 0V${HEIGHT}`} />
      <path className={styles.line} d={line} />
    </svg>
  )
}
