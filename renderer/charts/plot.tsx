/** A chart of curves over epochs on a canvas element. It downsamples the curves to its width and draws at most once per animation
 *  frame, however often it gets new data. It is not animated. */
import { useEffect, useRef } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { align } from './align.ts'
import styles from './charts.module.css'
import { downsample } from './curve.ts'
import { isEqualPalette, onThemeChange, readPalette } from './palette.ts'
import { type PlotData, plotOptions } from './plot-options.ts'
import { type Range, valueRange } from './range.ts'

interface Props {
  readonly data: PlotData
  /** The accessible description of the chart. */
  readonly label: string
  /** Called with the epoch under the pointer, or null. */
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

  return <div ref={host} className={styles.plot} role="img" aria-label={label} />
}

/** Mounts a uPlot chart in an element. It works outside React, so that an update during training costs one canvas redraw. */
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
    const running = downsample(data.running, from, to, pixels)
    const train = downsample(data.train, from, to, pixels)
    const validation = downsample(data.validation, from, to, pixels)
    values = valueRange([train, validation], running, height < 110 ? 2 : 4, data.bounded)
    // The running values are the main curve until there are two epochs; later they are behind the values per epoch.
    chart.series[1]!.alpha = train.x.length < 2 ? 1 : 0.5
    chart.setData(align([running, train, validation]) as uPlot.AlignedData)
  }
  const schedule = (): void => {
    frame ||= requestAnimationFrame(render)
  }
  const resize = new ResizeObserver(schedule)
  resize.observe(element)
  // The page's attributes also change for other reasons.
  const stopThemeListener = onThemeChange(() => {
    const next = readPalette(element)
    if (isEqualPalette(palette, next)) return
    palette = next
    schedule()
  })

  // Draws again when a font has loaded late, because texts are measured.
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
      stopThemeListener()
      chart.destroy()
    },
  }
}
