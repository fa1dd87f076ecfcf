/** A chart with the lines of the compared runs, on uPlot; the mean of several runs lies in a band from the least to the greatest value.
 *  All charts of a comparison share the cursor and the shown part of the horizontal axis. */
import { useEffect, useRef } from 'react'
import uPlot from 'uplot'
import { align, alignOnGrid, isCommonAxis } from '../../charts/align.ts'
import type { ChartViewStore } from '../../charts/chart-view.ts'
import type { Curve } from '../../charts/curve.ts'
import { isEqualPalette, onThemeChange, readPalette } from '../../charts/palette.ts'
import { type Range, roundRange, ticksOf, tickText } from '../../charts/range.ts'
import { type Extent, shownOf, type ZoomAxis } from '../../charts/zoom.ts'
import { zoomPlugin } from '../../charts/zoom-plugin.ts'
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
  /** The horizontal axis, and what all charts of the comparison show of it. */
  readonly axis: ZoomAxis
  readonly view: ChartViewStore
  /** Position of the cursor while nothing is pointed at. */
  readonly rest?: number | null
}

export function ComparePlot(props: Props) {
  const { runs, label, logarithmic, whole, range, view } = props
  const host = useRef<HTMLDivElement>(null)
  const mounted = useRef<MountedPlot>(null)
  const latest = useRef(props)
  latest.current = props
  // A chart is made anew for other lines; new values of the same lines only set its data.
  const lines = runs
    .map(({ mark, raw, band }) => `${mark.color}${mark.dash.join()}${raw ? 'r' : ''}${band ? 'b' : ''}`)
    .join(' ')
  // biome-ignore lint/correctness/useExhaustiveDependencies: `lines`, scales and view stand for all that a chart is made of
  useEffect(() => {
    const plot = mountPlot(host.current!, () => latest.current)
    mounted.current = plot
    return plot.destroy
  }, [lines, logarithmic, whole, range, view])
  // What has not changed is not drawn anew.
  useEffect(() => mounted.current?.draw())
  return <div ref={host} className={styles.plot} role="img" aria-label={label} />
}

interface MountedPlot {
  draw(): void
  destroy(): void
}

/** Mounts a chart that follows its view outside React: a frame of a gesture sets a scale and draws. */
function mountPlot(element: HTMLElement, props: () => Props): MountedPlot {
  const { view } = props()
  let palette = readPalette(element)
  let chart = new uPlot(optionsOf(element, props), [[]], element)
  let drawn: {
    readonly runs: readonly PlottedRun[]
    readonly shown: Extent
    readonly isCommon: boolean
  } | null = null
  let frame = 0

  const placeCursor = (): void => {
    const { cursor } = view.getState()
    const position = cursor ?? props().rest ?? null
    const left = position === null ? -10 : chart.valToPos(position, 'x')
    const shown = left >= 0 && left <= chart.over.clientWidth ? left : -10
    if (Math.abs((chart.cursor.left ?? -10) - shown) > 0.5) chart.setCursor({ left: shown, top: 0 }, false)
  }
  const render = (): void => {
    frame = 0
    const { clientWidth: width, clientHeight: height } = element
    if (width === 0 || height === 0) return
    if (chart.width !== width || chart.height !== height) chart.setSize({ width, height })
    const { runs, axis } = props()
    const shown = shownOf(view.getState().zoom, axis)
    const isNew = drawn?.runs !== runs
    const isMoved = drawn?.shown.from !== shown.from || drawn.shown.to !== shown.to
    if (isNew || isMoved) {
      const curves = orderedCurves(runs)
      const isCommon = drawn && !isNew ? drawn.isCommon : isCommonAxis(curves)
      if (!isCommon) chart.setData(alignOnGrid(curves, shown, width * devicePixelRatio) as uPlot.AlignedData)
      else if (isNew) chart.setData(align(curves) as uPlot.AlignedData)
      else chart.setScale('x', { min: shown.from, max: shown.to })
      drawn = { runs, shown, isCommon }
    }
    // uPlot sets its scales in a microtask.
    queueMicrotask(placeCursor)
  }
  const schedule = (): void => {
    frame ||= requestAnimationFrame(render)
  }
  const resize = new ResizeObserver(schedule)
  resize.observe(element)
  const stopView = view.subscribe(schedule)
  // The page's attributes also change for other reasons.
  const stopTheme = onThemeChange(() => {
    const next = readPalette(element)
    if (isEqualPalette(palette, next)) return
    palette = next
    chart.destroy()
    chart = new uPlot(optionsOf(element, props), [[]], element)
    drawn = null
    render()
  })
  render()
  return {
    draw: schedule,
    destroy(): void {
      cancelAnimationFrame(frame)
      resize.disconnect()
      stopView()
      stopTheme()
      chart.destroy()
    },
  }
}

/** Smoothed lines over the raw ones, over the borders of bands. */
const orderedCurves = (runs: readonly PlottedRun[]): readonly Curve[] => [
  ...runs.flatMap(({ band }) => (band ? [band.high, band.low] : [])),
  ...runs.flatMap(({ raw }) => (raw ? [raw] : [])),
  ...runs.map(({ curve }) => curve),
]

function optionsOf(element: HTMLElement, props: () => Props): uPlot.Options {
  const { runs, logarithmic, whole, range, view } = props()
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
    cursor: { y: false, points: { size: 7 } },
    plugins: [zoomPlugin(view, () => props().axis)],
    scales: {
      x: {
        time: false,
        range: () => {
          const { from, to } = shownOf(view.getState().zoom, props().axis)
          const ticks = Math.min(6, Math.max(2, Math.floor(element.clientWidth / TICK_WIDTH)))
          const { step } = roundRange(from, to, ticks)
          ranges.x = { from, to, step: whole ? Math.max(1, Math.ceil(step)) : step }
          return [from, to > from ? to : from + 1]
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
  }
}

function hasOnePoint(values: ArrayLike<number | null | undefined>): boolean {
  let count = 0
  for (let i = 0; i < values.length && count < 2; i++)
    if (values[i] !== null && values[i] !== undefined) count++
  return count === 1
}

/** Pixels of the horizontal axis for each of its texts. */
const TICK_WIDTH = 64

/** The border of a band is not drawn. */
const BORDER: uPlot.Series = { stroke: 'transparent', width: 0, points: { show: false } }

/** @param color `#rrggbb`, as the theme has them */
const transparent = (color: string): string => `${color}2e`

const UNIT: Range = { from: 0, to: 1, step: 0.25 }
