/** The one chart component: curves over epochs on a canvas. It takes raw curves, thins them to its width, and draws at
 *  most once per animation frame however often it is given new data; it never animates. */
import { useEffect, useRef } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import css from './charts.module.css'
import { align, thin } from './curve.ts'
import { isSamePalette, onThemeChange, readPalette } from './palette.ts'
import { type PlotData, plotOptions } from './plot-options.ts'
import { type Range, valueRange } from './range.ts'

interface Props {
  readonly data: PlotData
  /** What the chart shows, for people who do not see it. */
  readonly label: string
  /** Epoch under the pointer, or null. */
  onHover(epoch: number | null): void
}

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
    plotOptions({
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
    values = valueRange([train, validation], running, height < 110 ? 2 : 4, data.bounded)
    // Alone, the running figures are the curve; later they stand behind the figures per epoch.
    chart.series[1]!.alpha = train.x.length < 2 ? 1 : 0.5
    chart.setData(align([running, train, validation]) as uPlot.AlignedData)
  }
  const schedule = (): void => {
    frame ||= requestAnimationFrame(render)
  }
  const resize = new ResizeObserver(schedule)
  resize.observe(element)
  // An attribute of the page changes for many reasons.
  const unwatch = onThemeChange(() => {
    const next = readPalette(element)
    if (isSamePalette(palette, next)) return
    palette = next
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
