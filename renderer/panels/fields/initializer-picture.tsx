/** Distribution of the initial values of a weight. It is computed after the panel has rendered, since a large weight takes a while. */
import { memo, useEffect, useState } from 'react'
import type { Config } from '../../../shared/fields/index.ts'
import { useText } from '../../text.ts'
import { figure } from '../../ui/format.ts'
import styles from './fields.module.css'
import { type Histogram, histogramOf } from './histogram.ts'

const WIDTH = 280
const HEIGHT = 48

/** Cached histograms, by initializer and shape, so that moving between layers shows them at once. */
const drawn = new Map<string, Histogram | null>()
const KEPT = 64

function histogram(key: string): Histogram | null {
  const known = drawn.get(key)
  if (known !== undefined) return known
  const [config, sizes] = JSON.parse(key) as [Config, number[]]
  const made = histogramOf(config, sizes)
  if (drawn.size >= KEPT) drawn.clear()
  drawn.set(key, made)
  return made
}

export function InitializerPicture({
  value,
  shape,
}: {
  readonly value: Config
  readonly shape: readonly number[]
}) {
  const key = JSON.stringify([value, shape])
  const [ready, setReady] = useState(() => (drawn.has(key) ? key : ''))
  useEffect(() => {
    if (drawn.has(key)) {
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
          en: `First values: ${figure(low)} to ${figure(high)}, standard deviation ${figure(stddev)}.`,
          ko: `첫 값: ${figure(low)}부터 ${figure(high)}까지, 표준편차 ${figure(stddev)}.`,
        })}
      </p>
    </>
  )
})
