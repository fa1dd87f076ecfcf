/** A large histogram of signals, with its axis, its menu and its table. */
import { useMemo } from 'react'
import type { Histogram } from '../../../shared/signals/signals.ts'
import { PlotMenu } from '../../charts/plot-menu.tsx'
import { formatPower } from '../../signals/texts.ts'
import { formatCount, formatFigure } from '../../ui/format.ts'
import { Plot, type PlotLibrary, type PlotPoints } from '../../ui/plot.tsx'
import { useText } from '../../ui/text.ts'
import styles from './layer-signals.module.css'

const HEIGHT = 84
const MARGINS = { marginTop: 6, marginRight: 14, marginBottom: 22, marginLeft: 14 }

interface Bin {
  readonly from: number
  readonly to: number
  readonly count: number
}

function binsOf({ from, to, counts }: Histogram): readonly Bin[] {
  const step = (to - from) / counts.length
  return counts.map((count, i) => ({ from: from + i * step, to: from + (i + 1) * step, count }))
}

interface Props {
  readonly title: string
  /** The layer. */
  readonly about: string
  readonly histogram: Histogram
  readonly color: string
  /** The edges are powers of ten. */
  readonly isLog: boolean
}

export function SignalsHistogram({ title, about, histogram, color, isLog }: Props) {
  const t = useText()
  const bins = useMemo(() => binsOf(histogram), [histogram])
  const edge = isLog ? formatPower : formatFigure
  const options = useMemo(
    () => (plot: PlotLibrary) => ({
      ...MARGINS,
      x: {
        domain: [histogram.from, histogram.to],
        ticks: 4,
        label: null,
        tickFormat: (value: number) => (isLog ? formatPower(value) : formatFigure(value)),
      },
      y: { axis: null },
      marks: [
        plot.rectY([...bins], { x1: 'from', x2: 'to', y: 'count', fill: color, insetRight: 1 }),
        plot.ruleY([0], { stroke: 'var(--line2)' }),
      ],
    }),
    [bins, histogram, color, isLog],
  )
  const columns = [t({ en: 'from', ko: '부터' }), t({ en: 'to', ko: '까지' }), t({ en: 'values', ko: '값' })]
  const points = useMemo(
    (): PlotPoints<Bin> => ({
      values: bins,
      x: ({ from, to }) => (from + to) / 2,
      y: ({ count }) => count,
      textOf: ({ from, to, count }) =>
        t({
          en: `${edge(from)} to ${edge(to)}: ${formatCount(count)}`,
          ko: `${edge(from)}부터 ${edge(to)}까지: ${formatCount(count)}`,
        }),
    }),
    [bins, t, edge],
  )
  return (
    <div className={styles.histogram}>
      <div className={styles.head}>
        {title}
        <PlotMenu
          title={title}
          about={about}
          options={options}
          table={() => ({
            columns,
            rows: bins.map(({ from, to, count }) =>
              isLog ? [10 ** from, 10 ** to, count] : [from, to, count],
            ),
          })}
        />
      </div>
      <Plot
        label={t({
          en: `${title} of ${about}. Left and Right go from bar to bar.`,
          ko: `${about}의 ${title}. 왼쪽과 오른쪽 화살표로 막대를 옮깁니다.`,
        })}
        height={HEIGHT}
        options={options}
        points={points}
      />
      <details className={styles.table}>
        <summary>{t({ en: 'As table', ko: '표로 보기' })}</summary>
        <div className={styles.scroller}>
          <table>
            <thead>
              <tr>
                {columns.map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {bins.map(({ from, to, count }) => (
                <tr key={from}>
                  <th scope="row">{edge(from)}</th>
                  <td>{edge(to)}</td>
                  <td>{formatCount(count)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </div>
  )
}
