/** Distribution of the initial values of a weight. It is computed after the panel has rendered, since a large weight takes a while. */
import { memo, useEffect, useState } from 'react'
import type { Config } from '../../../shared/fields/index.ts'
import { formatMetric } from '../../ui/format.ts'
import { useText } from '../../ui/text.ts'
import styles from './fields.module.css'
import { type Histogram, histogramOf } from './histogram.ts'

const WIDTH = 280
const HEIGHT = 48

/** Cached histograms, by initializer and shape, so that moving between layers shows them at once. */
const cache = new Map<string, Histogram | null>()
const CACHE_SIZE = 64

function histogram(key: string): Histogram | null {
  const cached = cache.get(key)
  if (cached !== undefined) return cached
  const [config, sizes] = JSON.parse(key) as [Config, number[]]
  const computed = histogramOf(config, sizes)
  if (cache.size >= CACHE_SIZE) cache.clear()
  cache.set(key, computed)
  return computed
}

export function InitializerPicture({
  value,
  shape,
}: {
  readonly value: Config
  readonly shape: readonly number[]
}) {
  const key = JSON.stringify([value, shape])
  const [ready, setReady] = useState(() => (cache.has(key) ? key : ''))
  useEffect(() => {
    if (cache.has(key)) {
      setReady(key)
      return
    }
    const timer = setTimeout(() => {
      histogram(key)
      setReady(key)
    }, 60)
    return () => clearTimeout(timer)
  }, [key])
  // The previous histogram remains until the new one is ready, so that nothing jumps.
  const shown = ready === '' ? null : histogram(ready)
  return shown && <Bars histogram={shown} />
}

const Bars = memo(({ histogram: { counts, stddev, low, high } }: { readonly histogram: Histogram }) => {
  const t = useText()
  const maxCount = Math.max(...counts)
  const barWidth = WIDTH / counts.length
  const bars = counts
    .map((n, i) => {
      const h = (n / maxCount) * (HEIGHT - 6)
      return n === 0
        ? ''
        : `M${(i * barWidth).toFixed(1)} ${HEIGHT}v${(-h).toFixed(1)}h${(barWidth - 1).toFixed(1)}V${HEIGHT}z`
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
          en: `Initial values: ${formatMetric(low)} to ${formatMetric(high)}, standard deviation ${formatMetric(stddev)}.`,
          ko: `초깃값: ${formatMetric(low)}부터 ${formatMetric(high)}까지, 표준편차 ${formatMetric(stddev)}.`,
        })}
      </p>
    </>
  )
})
