/** The one chart component: curves over epochs on a canvas. It takes raw curves, thins them to its width, and draws at
 *  most once per animation frame however often it is given new data; it never animates. */
import { useEffect, useRef } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import css from './charts.module.css'
import { align, type Curve, thin } from './curve.ts'
import { onThemeChange, type Palette, readPalette } from './palette.ts'
import { type Range, ticksOf, tickText, valueRange } from './range.ts'

export interface PlotData {
  /** Mean since the epoch's start, inside epochs: drawn faintly behind the others. */
  readonly running: Curve
  readonly train: Curve
  readonly validation: Curve
  readonly epochs: Range
  /** Where the dashed line and its dot stand. */
  readonly best: { readonly epoch: number; readonly value: number } | null
}

interface Props {
  readonly data: PlotData
  /** What the chart shows, for people who do not see it. */
  readonly label: string
  /** Epoch under the pointer, or null. */
  onHover(epoch: number | null): void
}

/** Dots stand on the figures per epoch as long as there is room for them. */
const MAX_DOTS = 40

export function Plot({ data, label, onHover }: Props) {
  const host = useRef<HTMLDivElement>(null)
  const draw = useRef<(data: PlotData) => void>(null)
  const hover = useRef(onHover)
  hover.current = onHover

  useEffect(() => {
    const element = host.current!
    const plot = mountPlot(element, (epoch) => hover.current(epoch))
    draw.current = plot.draw
    return plot.destroy
  }, [])

  useEffect(() => draw.current?.(data), [data])

  return <div ref={host} className={css.plot} role="img" aria-label={label} />
}

/** A uPlot in an element. Everything outside React, so that a frame of training costs one canvas drawing. */
function mountPlot(element: HTMLElement, onHover: (epoch: number | null) => void) {
  let palette = readPalette(element)
  let data: PlotData | null = null
  let values: Range = { from: 0, to: 1, step: 0.25 }
  let frame = 0
  let hovered: number | null = null

  const chart = new uPlot(
    options({
      palette: () => palette,
      data: () => data,
      values: () => values,
      hover(epoch) {
        if (epoch === hovered) return
        hovered = epoch
        onHover(epoch)
      },
    }),
    [[]],
    element,
  )

  const render = (): void => {
    frame = 0
    const { clientWidth: width, clientHeight: height } = element
    if (width === 0 || height === 0 || !data) return
    if (chart.width !== width || chart.height !== height) chart.setSize({ width, height })
    const { from, to } = data.epochs
    const pixels = Math.max(50, width - 60)
    const running = thin(data.running, from, to, pixels)
    const train = thin(data.train, from, to, pixels)
    const validation = thin(data.validation, from, to, pixels)
    values = valueRange([train, validation], running, height < 110 ? 2 : 4)
    // Alone, the running figures are the curve; later they stand behind the figures per epoch.
    chart.series[1]!.alpha = train.x.length < 2 ? 1 : 0.5
    chart.setData(align([running, train, validation]) as uPlot.AlignedData)
  }
  const schedule = (): void => {
    frame ||= requestAnimationFrame(render)
  }
  const resize = new ResizeObserver(schedule)
  resize.observe(element)
  const unwatch = onThemeChange(() => {
    palette = readPalette(element)
    schedule()
  })

  // A typeface that arrives late is measured again.
  void document.fonts.ready.then(() => {
    if (element.isConnected) schedule()
  })

  return {
    draw(next: PlotData): void {
      data = next
      schedule()
    },
    destroy(): void {
      cancelAnimationFrame(frame)
      resize.disconnect()
      unwatch()
      chart.destroy()
    },
  }
}

interface Source {
  palette(): Palette
  data(): PlotData | null
  values(): Range
  hover(epoch: number | null): void
}

function options(source: Source): uPlot.Options {
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
    // Room for the right half of the last tick's text.
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
          // In steps of 8, so that one digit more does not move the whole chart.
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

/** The best epoch: a dashed line through the chart and a dot on the curve that decided. */
function drawBest(chart: uPlot, source: Source): void {
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
    ctx.strokeStyle = palette.paper
    ctx.lineWidth = 1.5 * ratio
    ctx.beginPath()
    ctx.arc(x, y, 4.5 * ratio, 0, 2 * Math.PI)
    ctx.fill()
    ctx.stroke()
  }
  ctx.restore()
}
