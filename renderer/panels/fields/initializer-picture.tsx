/** How the first values of a weight are spread: worked out after the panel is drawn, as a large weight takes a while. */
import { useEffect, useState } from 'react'
import type { Config } from '../../../shared/fields/index.ts'
import { useText } from '../../text.ts'
import { figure } from '../../ui/format.ts'
import styles from './fields.module.css'
import { type Histogram, histogramOf } from './histogram.ts'

const WIDTH = 280
const HEIGHT = 48

export function InitializerPicture({
  value,
  shape,
}: {
  readonly value: Config
  readonly shape: readonly number[]
}) {
  const t = useText()
  const key = JSON.stringify([value, shape])
  const [known, setKnown] = useState<{ readonly key: string; readonly histogram: Histogram | null } | null>(
    null,
  )
  useEffect(() => {
    const [config, sizes] = JSON.parse(key) as [Config, number[]]
    const timer = setTimeout(() => setKnown({ key, histogram: histogramOf(config, sizes) }), 60)
    return () => clearTimeout(timer)
  }, [key])
  // Until the new one is there the old one stays, so that nothing jumps.
  const histogram = known?.histogram
  if (!histogram) return null
  const { counts, mean, stddev, low, high } = histogram
  const most = Math.max(...counts)
  const wide = WIDTH / counts.length
  const bars = counts
    .map((n, i) => {
      const h = (n / most) * (HEIGHT - 6)
      return n === 0
        ? ''
        : `M${(i * wide).toFixed(1)} ${HEIGHT}v${(-h).toFixed(1)}h${(wide - 1).toFixed(1)}V${HEIGHT}z`
    })
    .join('')
  return (
    <>
      <svg
        className={styles.histogram}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        <path d={bars} />
      </svg>
      <p className={styles.caption}>
        {t({
          en: `First values from ${figure(low)} to ${figure(high)}; mean ${figure(mean)}, standard deviation ${figure(stddev)}.`,
          ko: `첫 값은 ${figure(low)}부터 ${figure(high)}까지, 평균 ${figure(mean)}, 표준편차 ${figure(stddev)}.`,
        })}
      </p>
    </>
  )
}
