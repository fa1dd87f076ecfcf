/** A figure of Observable Plot as a picture for texts and slides. */
import type { PlotOptions } from '@observablehq/plot'
import { LOOK, loadLibrary, type PlotLibrary } from '../ui/plot.tsx'
import { addTo, type Colors, PICTURE_FONT, PICTURE_WIDTH, resolveVariables } from './chart-content.ts'

export interface PlotPicture {
  /** Stands above the figure. */
  readonly title: string
  readonly height: number
  /** As it is drawn in the window. */
  readonly options: (plot: PlotLibrary) => PlotOptions
}

/** Height of the title, and its distance from the left. */
const TITLE = { height: 34, left: 16 } as const

export async function plotSvg({ title, height, options }: PlotPicture, color: Colors): Promise<string> {
  const plot = await loadLibrary()
  const svg = plot.plot({
    ...LOOK,
    ...options(plot),
    ...{ width: PICTURE_WIDTH, height },
    style: {
      color: color('--ink2'),
      fontFamily: PICTURE_FONT.family,
      fontSize: `${PICTURE_FONT.size}px`,
      overflow: 'visible',
    },
  }) as SVGSVGElement
  for (const element of [svg, ...svg.querySelectorAll('*')])
    for (const { name, value } of [...element.attributes])
      if (value.includes('var(')) element.setAttribute(name, resolveVariables(value, color))
  const full = height + TITLE.height
  svg.setAttribute('height', String(full))
  svg.setAttribute('viewBox', `0 ${-TITLE.height} ${PICTURE_WIDTH} ${full}`)
  const heading = addTo(svg, 'text', {
    ...{ x: TITLE.left, y: -TITLE.height / 2, dy: '0.5em', fill: color('--ink'), 'text-anchor': 'start' },
    ...{ 'font-size': 14, 'font-weight': 600 },
  })
  heading.textContent = title
  const ground = { x: 0, y: -TITLE.height, width: PICTURE_WIDTH, height: full, fill: color('--panel') }
  svg.prepend(addTo(svg, 'rect', ground))
  return new XMLSerializer().serializeToString(svg)
}
