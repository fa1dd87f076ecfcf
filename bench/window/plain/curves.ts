/** The baseline for the curves of runs: uPlot alone, with the same numbers, lines and sizes. A drag with Shift moves the view of all charts, as in
 *  uPlot's own examples. */
import uPlot from 'uplot'
import { curve, EPOCHS, FIGURES, RUNS } from '../long-runs.ts'

interface Page {
  readonly size: { readonly width: number; readonly height: number }
  readonly shown: { readonly from: number; readonly to: number }
  /** Of each line. */
  readonly marks: readonly { readonly color: string; readonly dash: readonly number[] }[]
}

const { size, shown, marks } = (window as unknown as { page: Page }).page
const x = Array.from({ length: EPOCHS }, (_, i) => i + 1)

const charts = FIGURES.map(
  (figure) =>
    new uPlot(
      {
        ...size,
        padding: [8, 14, 0, 0],
        legend: { show: false },
        cursor: { y: false, points: { size: 7 }, drag: { x: true, y: false } },
        scales: { x: { time: false } },
        series: [
          {},
          ...marks.map(({ color, dash }) => ({
            ...{ stroke: color, width: 2, points: { show: false } },
            ...(dash.length > 0 && { dash: [...dash] }),
          })),
        ],
        axes: [{ size: 22, grid: { show: false } }, { size: 52 }],
      },
      [x, ...Array.from({ length: RUNS }, (_, run) => [...curve(run, figure)])],
      document.body,
    ),
)

const show = (min: number, max: number) => {
  for (const chart of charts) chart.setScale('x', { min, max })
}
show(shown.from, shown.to)

for (const { over, scales } of charts)
  over.addEventListener(
    'mousedown',
    (event) => {
      if (!event.shiftKey) return
      event.stopImmediatePropagation()
      const { min, max } = scales.x as { min: number; max: number }
      const perPixel = (max - min) / over.clientWidth
      const move = ({ clientX }: MouseEvent) => {
        const distance = (event.clientX - clientX) * perPixel
        show(min + distance, max + distance)
      }
      document.addEventListener('mousemove', move)
      document.addEventListener('mouseup', () => document.removeEventListener('mousemove', move), {
        once: true,
      })
    },
    true,
  )
