/** A chart with the lines of the compared runs, on uPlot; the mean of several runs lies in a band from the least to the greatest value.
 *  Arrow keys move the cursor, which all charts of the comparison share. */
import { useEffect, useRef } from 'react'
import uPlot from 'uplot'
import { align, type Curve, downsample } from '../../charts/curve.ts'
import { onThemeChange } from '../../charts/palette.ts'
import { type Range, roundRange, ticksOf, tickText } from '../../charts/range.ts'
import type { RunMark } from '../run-colors.ts'
import styles from './compare.module.css'

export interface PlottedRun {
  readonly mark: RunMark
  readonly curve: Curve
  /** The same without smoothing, drawn faintly; `null` where there is none. */
  readonly raw: Curve | null
  /** Least and greatest values of several runs; `null` for a single one. */
  readonly band: { readonly low: Curve; readonly high: Curve } | null
}

interface Props {
  readonly runs: readonly PlottedRun[]
  readonly label: string
  readonly logarithmic: boolean
  /** Positions are whole numbers: epochs, steps. */
  readonly whole: boolean
  /** Ends of the vertical axis, where the values do not decide them. */
  readonly range?: Range
  /** Position of the cursor, shared by all charts. */
  readonly cursor: number | null
  onCursor(position: number | null): void
}

export function ComparePlot({ runs, label, logarithmic, whole, range, cursor, onCursor }: Props) {
  const host = useRef<HTMLDivElement>(null)
  const plot = useRef<uPlot>(null)
  const report = useRef(onCursor)
  report.current = onCursor
  const latest = useRef(runs)
  latest.current = runs
  // A chart is made anew for other lines; new values of the same lines only set its data.
  const lines = runs
    .map(({ mark, raw, band }) => `${mark.color}${mark.dash.join()}${raw ? 'r' : ''}${band ? 'b' : ''}`)
    .join(' ')
  // biome-ignore lint/correctness/useExhaustiveDependencies: `lines` stands for the look of the runs
  useEffect(() => {
    const element = host.current!
    const mount = (): uPlot => {
      plot.current?.destroy()
      const chart = new uPlot(
        optionsOf(element, latest.current, { logarithmic, whole, range }, (position) =>
          report.current(position),
        ),
        dataOf(latest.current, element.clientWidth),
        element,
      )
      plot.current = chart
      return chart
    }
    mount()
    const resize = new ResizeObserver(() => {
      const { clientWidth: width, clientHeight: height } = element
      if (width > 0 && height > 0) plot.current?.setSize({ width, height })
    })
    resize.observe(element)
    const stop = onThemeChange(() => mount())
    return () => {
      resize.disconnect()
      stop()
      plot.current?.destroy()
      plot.current = null
    }
  }, [lines, logarithmic, whole, range])
  useEffect(() => plot.current?.setData(dataOf(runs, host.current!.clientWidth)), [runs])
  useEffect(() => {
    const chart = plot.current
    if (!chart) return
    const left = cursor === null ? -10 : chart.valToPos(cursor, 'x')
    if (Math.abs((chart.cursor.left ?? -10) - left) > 0.5) chart.setCursor({ left, top: 0 }, false)
  }, [cursor])
  return <div ref={host} className={styles.plot} role="img" aria-label={label} />
}

/** Smoothed lines over the raw ones, over the borders of bands. */
const orderedCurves = (runs: readonly PlottedRun[]): readonly Curve[] => [
  ...runs.flatMap(({ band }) => (band ? [band.high, band.low] : [])),
  ...runs.flatMap(({ raw }) => (raw ? [raw] : [])),
  ...runs.map(({ curve }) => curve),
]

function dataOf(runs: readonly PlottedRun[], width: number): uPlot.AlignedData {
  const { from, to } = extent(runs.map(({ curve }) => curve.x))
  const pixels = Math.max(50, width - 60)
  return align(orderedCurves(runs).map((curve) => downsample(curve, from, to, pixels))) as uPlot.AlignedData
}

function extent(columns: readonly Float64Array[]): { readonly from: number; readonly to: number } {
  const ends = columns.flatMap((x) => (x.length > 0 ? [x[0]!, x[x.length - 1]!] : []))
  return ends.length === 0 ? { from: 0, to: 1 } : { from: Math.min(...ends), to: Math.max(...ends) }
}

function optionsOf(
  element: HTMLElement,
  runs: readonly PlottedRun[],
  { logarithmic, whole, range }: Pick<Props, 'logarithmic' | 'whole' | 'range'>,
  onCursor: (position: number | null) => void,
): uPlot.Options {
  const style = getComputedStyle(element)
  const color = (name: string) => style.getPropertyValue(name).trim()
  const line = ({ mark }: PlottedRun, alpha: number): uPlot.Series => ({
    stroke: color(mark.color),
    width: 2,
    alpha,
    ...(mark.dash.length > 0 && { dash: [...mark.dash] }),
    // A line of one point would not be seen.
    points: { show: (chart, series) => hasOnePoint(chart.data[series]!), size: 7, fill: color(mark.color) },
  })
  const axis: uPlot.Axis = {
    stroke: color('--ink3'),
    ticks: { show: false },
    gap: 6,
    font: `11px ${color('--mono') || 'monospace'}`,
    grid: { stroke: color('--line'), width: 1 },
  }
  const banded = runs.filter(({ band }) => band !== null)
  const ranges: { x: Range; y: Range } = { x: UNIT, y: UNIT }
  return {
    width: Math.max(50, element.clientWidth),
    height: Math.max(50, element.clientHeight),
    padding: [8, 14, 0, 0],
    legend: { show: false },
    cursor: { y: false, points: { size: 7 }, drag: { x: false, y: false, setScale: false } },
    scales: {
      x: {
        time: false,
        range: (_, low, high) => {
          const range = roundRange(low ?? 0, high ?? 1, 6)
          ranges.x = whole ? { ...range, step: Math.max(1, Math.ceil(range.step)) } : range
          return [low ?? 0, (high ?? 1) === (low ?? 0) ? (low ?? 0) + 1 : (high ?? 1)]
        },
      },
      y: logarithmic
        ? { distr: 3 }
        : {
            range: (_, low, high) => {
              ranges.y =
                range ?? roundRange(low ?? Number.NaN, high ?? Number.NaN, element.clientHeight < 110 ? 2 : 4)
              return [ranges.y.from, ranges.y.to]
            },
          },
    },
    bands: banded.map(({ mark }, i) => ({
      series: [1 + 2 * i, 2 + 2 * i],
      fill: transparent(color(mark.color)),
    })),
    series: [
      {},
      ...banded.flatMap(() => [BORDER, BORDER]),
      ...runs.filter(({ raw }) => raw !== null).map((run) => line(run, 0.25)),
      ...runs.map((run) => line(run, 1)),
    ],
    axes: [
      {
        ...axis,
        size: 22,
        grid: { show: false },
        splits: (_u, _i, from, to) => ticksOf({ from, to, step: ranges.x.step }),
        values: (_, ticks) => ticks.map((tick) => tickText(tick, ranges.x.step)),
      },
      {
        ...axis,
        size: 52,
        ...(!logarithmic && {
          splits: () => ticksOf(ranges.y),
          values: (_: uPlot, ticks: number[]) => ticks.map((tick) => tickText(tick, ranges.y.step)),
        }),
      },
    ],
    hooks: {
      setCursor: [
        (chart) => {
          const left = chart.cursor.left ?? -1
          onCursor(left < 0 ? null : chart.posToVal(left, 'x'))
        },
      ],
    },
  }
}

function hasOnePoint(values: ArrayLike<number | null | undefined>): boolean {
  let count = 0
  for (let i = 0; i < values.length && count < 2; i++)
    if (values[i] !== null && values[i] !== undefined) count++
  return count === 1
}

/** The border of a band is not drawn. */
const BORDER: uPlot.Series = { stroke: 'transparent', width: 0, points: { show: false } }

/** @param color `#rrggbb`, as the theme has them */
const transparent = (color: string): string => `${color}2e`

const UNIT: Range = { from: 0, to: 1, step: 0.25 }
