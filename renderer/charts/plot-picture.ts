/** A figure of Observable Plot as a picture for texts and slides. */
import type { PlotOptions } from '@observablehq/plot'
import { LOOK, loadLibrary, type PlotLibrary } from '../ui/plot.tsx'
import { addTo, type Colors, PICTURE_FONT, PICTURE_WIDTH, resolveVariables } from './chart-content.ts'

export interface PlotPicture {
  /** Stands above the figure. */
  readonly title: string
  readonly height: number
  /** Both axes have the same units, so that the frame is a square; `height` does not count then. */
  readonly isSquare?: boolean
  /** As it is drawn in the window. */
  readonly options: (plot: PlotLibrary, width: number) => PlotOptions
}

/** Height of the title, and its distance from the left. */
const TITLE = { height: 34, left: 16 } as const

/** Height of a square picture, which is as wide as a title needs. */
const SQUARE_HEIGHT = 640

export async function plotSvg(
  { title, height: given, isSquare = false, options }: PlotPicture,
  color: Colors,
): Promise<string> {
  const plot = await loadLibrary()
  const own = { ...LOOK, ...options(plot, isSquare ? SQUARE_HEIGHT : PICTURE_WIDTH) }
  const height = isSquare ? SQUARE_HEIGHT : given
  const width = isSquare ? squareWidth(own, height) : PICTURE_WIDTH
  const svg = plot.plot({
    ...own,
    ...{ width, height },
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
  svg.setAttribute('viewBox', `0 ${-TITLE.height} ${width} ${full}`)
  const heading = addTo(svg, 'text', {
    ...{ x: TITLE.left, y: -TITLE.height / 2, dy: '0.5em', fill: color('--ink'), 'text-anchor': 'start' },
    ...{ 'font-size': 14, 'font-weight': 600 },
  })
  heading.textContent = title
  const ground = { x: 0, y: -TITLE.height, width, height: full, fill: color('--panel') }
  svg.prepend(addTo(svg, 'rect', ground))
  return new XMLSerializer().serializeToString(svg)
}

/** Width of a figure whose frame, within the margins, is a square. */
const squareWidth = (
  { marginTop = 0, marginRight = 0, marginBottom = 0, marginLeft = 0 }: PlotOptions,
  height: number,
): number => height - marginTop - marginBottom + marginLeft + marginRight
