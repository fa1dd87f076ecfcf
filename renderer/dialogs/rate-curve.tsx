/** The losses of a learning-rate range test over the rates, on a logarithmic axis. */
import { RATE_COUNT, rateAt, smoothed } from '../../shared/training/rate-range.ts'
import { useText } from '../ui/text.ts'
import styles from './rate-curve.module.css'

const WIDTH = 560
const HEIGHT = 230
const LEFT = 44
const BOTTOM = 26
const TOP = 12
/** The exponents of the axis labels, which are powers of ten. */
const TICK_EXPONENTS = [-6, -5, -4, -3, -2, -1, 0, 1]

const x = (rate: number) => {
  const fraction = Math.log(rate / rateAt(0)) / Math.log(rateAt(RATE_COUNT - 1) / rateAt(0))
  return LEFT + fraction * (WIDTH - LEFT - 8)
}

interface Props {
  readonly losses: readonly number[]
  readonly suggested: number | null
}

export function RateCurve({ losses, suggested }: Props) {
  const t = useText()
  const curve = smoothed(losses)
  const start = curve[0] ?? 1
  const low = Math.min(...curve)
  // The diverging losses at the end are cut off, because they would flatten the rest of the curve.
  const high = Math.max(start + (start - low), start * 1.1)
  const y = (loss: number) =>
    TOP + ((high - Math.max(low, Math.min(loss, high))) / (high - low || 1)) * (HEIGHT - TOP - BOTTOM)
  const path = (values: readonly number[]) =>
    values.map((v, i) => `${i === 0 ? 'M' : 'L'}${x(rateAt(i)).toFixed(1)} ${y(v).toFixed(1)}`).join('')
  const ticks = [low, (low + high) / 2, high]
  return (
    <svg
      className={styles.curve}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={t({
        en: `Loss over learning rates: from ${start.toFixed(2)} down to ${low.toFixed(2)}`,
        ko: `학습률에 따른 손실: ${start.toFixed(2)}에서 ${low.toFixed(2)}까지`,
      })}
    >
      {ticks.map((value) => (
        <g key={value}>
          <path className={styles.grid} d={`M${LEFT} ${y(value)}H${WIDTH - 8}`} />
          <text x={LEFT - 6} y={y(value) + 4} textAnchor="end">
            {value.toFixed(2)}
          </text>
        </g>
      ))}
      {TICK_EXPONENTS.map((power) => (
        <text key={power} x={x(10 ** power)} y={HEIGHT - 6} textAnchor="middle">
          {power === 0 ? '1' : power === 1 ? '10' : `1e${power}`}
        </text>
      ))}
      <path className={styles.raw} d={path(losses)} />
      <path className={styles.smooth} d={path(curve)} />
      {suggested !== null && (
        <path className={styles.mark} d={`M${x(suggested)} ${TOP}V${HEIGHT - BOTTOM}`} />
      )}
    </svg>
  )
}
