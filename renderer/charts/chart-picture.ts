/** Curves as a picture for texts and slides: SVG drawn by Observable Plot, and their numbers as CSV. */
import type { PlotOptions } from '@observablehq/plot'
import { align } from './align.ts'
import {
  addTo,
  type ChartContent,
  type Colors,
  PICTURE_FONT,
  PICTURE_HEIGHT,
  PICTURE_WIDTH,
  tableCsv,
} from './chart-content.ts'
import { type Curve, crop, downsample } from './curve.ts'
import type { Extent } from './zoom.ts'

export interface PictureLine {
  readonly name: string
  /** Name of a CSS variable. */
  readonly color: string
  /** Lengths of strokes and gaps in pixels; empty: a solid line. */
  readonly dash: readonly number[]
  readonly opacity: number
  readonly curve: Curve
}

export interface ChartPicture {
  /** Name of the figure. */
  readonly title: string
  /** Name of the horizontal axis. */
  readonly axis: string
  /** Positions on it are whole numbers. */
  readonly whole: boolean
  readonly logarithmic: boolean
  /** The shown part of the axis; null for all of it. The numbers are those of all. */
  readonly part?: Extent | null
  /** From back to front; a faint line is not in the key. */
  readonly lines: readonly PictureLine[]
}

const MARGIN = 56
/** The key below: columns, height of a row, characters of a name. */
const KEY_COLUMNS = 4
const KEY_ROW = 20
const MAX_NAME = 24
const TICKS = 10

export const contentOf = (picture: ChartPicture): ChartContent => ({
  name: picture.title,
  svg: (color) => svgOf(picture, color),
  csv: () => csvOf(picture),
})

async function svgOf(picture: ChartPicture, color: Colors): Promise<string> {
  const plot = await import('@observablehq/plot')
  const { title, axis, whole, logarithmic, part, lines } = picture
  const { from, to } = part ?? extentOf(lines)
  const marks = lines.flatMap(({ curve, color: name, dash, opacity }) => {
    const shown = part ? crop(curve, part) : curve
    const points = pointsOf(downsample(shown, from, to, PICTURE_WIDTH - MARGIN), logarithmic)
    const isPoint = points.filter(({ y }) => Number.isFinite(y)).length === 1
    return isPoint
      ? [plot.dot(points, { x: 'x', y: 'y', fill: color(name), fillOpacity: opacity })]
      : [
          plot.line(points, {
            ...{ x: 'x', y: 'y', stroke: color(name), strokeWidth: 2, strokeOpacity: opacity },
            ...(part && { clip: true }),
            ...(dash.length > 0 && { strokeDasharray: dash.join(' ') }),
          }),
        ]
  })
  const options: PlotOptions = {
    ...{
      width: PICTURE_WIDTH,
      height: PICTURE_HEIGHT,
      marginLeft: MARGIN,
      marginBottom: 40,
      marginRight: 20,
      marginTop: 28,
    },
    style: { color: color('--ink'), fontFamily: PICTURE_FONT.family, fontSize: `${PICTURE_FONT.size}px` },
    x: {
      label: axis,
      ...(part && { domain: [from, to] }),
      ...(whole && { ticks: Math.max(1, Math.min(TICKS, to - from)) }),
    },
    y: { label: title, grid: true, type: logarithmic ? 'log' : 'linear', nice: true },
    marks,
  }
  const svg = plot.plot(options) as SVGSVGElement
  addKey(svg, lines, color)
  return new XMLSerializer().serializeToString(svg)
}

/** One row for each position of the axis, one column for each line; empty where a line has no value. */
export function csvOf({ axis, lines }: ChartPicture): string {
  const [positions, ...columns] = align(lines.map(({ curve }) => curve))
  return tableCsv({
    columns: [axis, ...lines.map(({ name }) => name)],
    rows: Array.from(positions, (position, i) => [position, ...columns.map((values) => values[i] ?? null)]),
  })
}

function extentOf(lines: readonly PictureLine[]) {
  const ends = lines.flatMap(({ curve: { x } }) => (x.length > 0 ? [x[0]!, x[x.length - 1]!] : []))
  return { from: Math.min(...ends), to: Math.max(...ends) }
}

/** A logarithmic axis has positive numbers only. */
const pointsOf = ({ x, y }: Curve, logarithmic: boolean) =>
  Array.from(x, (position, i) => ({ x: position, y: logarithmic && !(y[i]! > 0) ? Number.NaN : y[i]! }))

/** Enlarges the picture by its background and the names of its lines. */
function addKey(svg: SVGSVGElement, lines: readonly PictureLine[], color: Colors): void {
  const named = lines.filter(({ opacity }) => opacity === 1)
  const height = PICTURE_HEIGHT + Math.ceil(named.length / KEY_COLUMNS) * KEY_ROW + 8
  svg.setAttribute('height', String(height))
  svg.setAttribute('viewBox', `0 0 ${PICTURE_WIDTH} ${height}`)
  const background = addTo(svg, 'rect', { width: PICTURE_WIDTH, height, fill: color('--panel') })
  svg.prepend(background)
  const column = (PICTURE_WIDTH - MARGIN) / KEY_COLUMNS
  for (const [i, line] of named.entries()) {
    const x = MARGIN + (i % KEY_COLUMNS) * column
    const y = PICTURE_HEIGHT + Math.floor(i / KEY_COLUMNS) * KEY_ROW + 8
    addTo(svg, 'line', {
      ...{ x1: x, x2: x + 22, y1: y, y2: y, stroke: color(line.color), 'stroke-width': 2 },
      ...(line.dash.length > 0 && { 'stroke-dasharray': line.dash.join(' ') }),
    })
    const text = addTo(svg, 'text', {
      x: x + 28,
      y,
      dy: '0.32em',
      'text-anchor': 'start',
      fill: color('--ink'),
    })
    text.textContent = line.name.length > MAX_NAME ? `${line.name.slice(0, MAX_NAME - 1)}…` : line.name
  }
}
