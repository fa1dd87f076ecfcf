/** The uPlot options of a chart over epochs: two axes with few round ticks, three curves, the mark of the best epoch.
 *  Colours, ranges and data are read at each redraw, so that a change of any of them needs only a redraw. */
import type uPlot from 'uplot'
import type { Curve } from './curve.ts'
import type { Palette } from './palette.ts'
import { type Range, ticksOf, tickText } from './range.ts'

export interface PlotData {
  /** The mean since the epoch's start, at points inside epochs. It is drawn faintly behind the others. */
  readonly running: Curve
  readonly train: Curve
  readonly validation: Curve
  readonly epochs: Range
  /** Whether the metric is always between 0 and 1. */
  readonly bounded: boolean
  /** The position of the dashed line and its dot. */
  readonly best: { readonly epoch: number; readonly value: number } | null
}

/** The greatest number of epochs whose values are marked by dots. */
const MAX_DOTS = 40

export interface ChartSource {
  palette(): Palette
  data(): PlotData | null
  values(): Range
  hover(epoch: number | null): void
}

export function plotOptions(source: ChartSource): uPlot.Options {
  const color = (name: Exclude<keyof Palette, 'font'>) => () => source.palette()[name]
  const epochs = (): Range => source.data()?.epochs ?? { from: 0, to: 1, step: 1 }
  const line = (name: 'train' | 'validation', width: number): uPlot.Series => ({
    scale: 'y',
    stroke: color(name),
    width,
    points: {
      show: () => (source.data()?.[name].x.length ?? 0) <= MAX_DOTS,
      size: 5,
      width: 0,
      fill: color(name),
      stroke: color(name),
    },
  })
  const axis: uPlot.Axis = {
    stroke: color('text'),
    ticks: { show: false },
    gap: 6,
    font: source.palette().font,
  }
  return {
    width: 300,
    height: 150,
    // The right padding fits the right half of the last tick's text.
    padding: [8, () => Math.max(12, tickText(epochs().to, epochs().step).length * 3.5 + 2), 0, 0],
    legend: { show: false },
    cursor: {
      y: false,
      points: { show: false },
      drag: { x: false, y: false, setScale: false },
      sync: { key: 'epochs', scales: ['x', null] },
    },
    scales: {
      x: { time: false, range: () => [epochs().from, epochs().to] },
      y: { range: () => [source.values().from, source.values().to] },
    },
    series: [
      {},
      { scale: 'y', stroke: color('train'), width: 1.25, alpha: 0.5, points: { show: false } },
      line('train', 2),
      line('validation', 2),
    ],
    axes: [
      {
        ...axis,
        size: 22,
        grid: { show: false },
        splits: () => ticksOf(epochs()),
        values: (_, ticks) => ticks.map((tick) => tickText(tick, epochs().step)),
      },
      {
        ...axis,
        size: (_, labels) => {
          // In steps of 8 pixels, so that one more digit does not move the whole chart.
          const longest = Math.max(0, ...(labels ?? []).map((text) => text.length))
          return Math.ceil((longest * 7 + 10) / 8) * 8
        },
        grid: { stroke: color('grid'), width: 1 },
        splits: () => ticksOf(source.values()),
        values: (_, ticks) => ticks.map((tick) => tickText(tick, source.values().step)),
      },
    ],
    hooks: {
      drawSeries: [
        (chart, series) => {
          if (series === 3) drawBest(chart, source)
        },
      ],
      setCursor: [
        (chart) => {
          const left = chart.cursor.left ?? -1
          const last = source.data()?.train.x.at(-1)
          if (left < 0 || last === undefined) return source.hover(null)
          source.hover(Math.min(last, Math.max(1, Math.round(chart.posToVal(left, 'x')))))
        },
      ],
    },
  }
}

/** Draws the best epoch: a dashed line through the chart and a dot on the curve that decided it. */
function drawBest(chart: uPlot, source: ChartSource): void {
  const best = source.data()?.best
  if (!best) return
  const { ctx, bbox } = chart
  const palette = source.palette()
  const x = Math.round(chart.valToPos(best.epoch, 'x', true))
  const y = chart.valToPos(best.value, 'y', true)
  const ratio = devicePixelRatio
  ctx.save()
  ctx.strokeStyle = palette.best
  ctx.lineWidth = ratio
  ctx.setLineDash([3 * ratio, 3 * ratio])
  ctx.beginPath()
  ctx.moveTo(x, bbox.top)
  ctx.lineTo(x, bbox.top + bbox.height)
  ctx.stroke()
  if (Number.isFinite(y)) {
    ctx.setLineDash([])
    ctx.fillStyle = palette.best
    ctx.strokeStyle = palette.background
    ctx.lineWidth = 1.5 * ratio
    ctx.beginPath()
    ctx.arc(x, y, 4.5 * ratio, 0, 2 * Math.PI)
    ctx.fill()
    ctx.stroke()
  }
  ctx.restore()
}
