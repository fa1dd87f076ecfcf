/** A chart as a picture for texts and slides: SVG drawn by Observable Plot, PNG of the same, and its numbers as CSV. */
import type { PlotOptions } from '@observablehq/plot'
import { csvRow } from '../ui/csv.ts'
import { align } from './align.ts'
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

const WIDTH = 800
const HEIGHT = 420
const MARGIN = 56
const FONT = 'system-ui, sans-serif'
const FONT_SIZE = 12
/** The key below: columns, height of a row, characters of a name. */
const KEY_COLUMNS = 4
const KEY_ROW = 20
const MAX_NAME = 24
const SCALE = 2
const TICKS = 10

/** Resolves a CSS variable. */
export type Colors = (name: string) => string

/** The text of an SVG file that needs nothing else. */
export async function svgOf(picture: ChartPicture, color: Colors): Promise<string> {
  const plot = await import('@observablehq/plot')
  const { title, axis, whole, logarithmic, part, lines } = picture
  const { from, to } = part ?? extentOf(lines)
  const marks = lines.flatMap(({ curve, color: name, dash, opacity }) => {
    const shown = part ? crop(curve, part) : curve
    const points = pointsOf(downsample(shown, from, to, WIDTH - MARGIN), logarithmic)
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
    ...{ width: WIDTH, height: HEIGHT, marginLeft: MARGIN, marginBottom: 40, marginRight: 20, marginTop: 28 },
    style: { color: color('--ink'), fontFamily: FONT, fontSize: `${FONT_SIZE}px` },
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

/** @param svg an SVG file with a width and a height */
export async function pngOf(svg: string): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = url
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = image.naturalWidth * SCALE
    canvas.height = image.naturalHeight * SCALE
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height)
    return await new Promise((resolve, reject) =>
      canvas.toBlob(
        (blob) => (blob ? resolve(blob) : reject(new Error('The picture is too large.'))),
        'image/png',
      ),
    )
  } finally {
    URL.revokeObjectURL(url)
  }
}

/** One row for each position of the axis, one column for each line; empty where a line has no value. */
export function csvOf({ axis, lines }: ChartPicture): string {
  const [positions, ...columns] = align(lines.map(({ curve }) => curve))
  return [
    csvRow([axis, ...lines.map(({ name }) => name)]),
    ...Array.from(positions, (position, i) =>
      csvRow([String(position), ...columns.map((values) => String(values[i] ?? ''))]),
    ),
  ].join('\r\n')
}

function extentOf(lines: readonly PictureLine[]) {
  const ends = lines.flatMap(({ curve: { x } }) => (x.length > 0 ? [x[0]!, x[x.length - 1]!] : []))
  return { from: Math.min(...ends), to: Math.max(...ends) }
}

/** A logarithmic axis has positive numbers only. */
const pointsOf = ({ x, y }: Curve, logarithmic: boolean) =>
  Array.from(x, (position, i) => ({ x: position, y: logarithmic && !(y[i]! > 0) ? Number.NaN : y[i]! }))

const NAMESPACE = 'http://www.w3.org/2000/svg'

/** Enlarges the picture by its background and the names of its lines. */
function addKey(svg: SVGSVGElement, lines: readonly PictureLine[], color: Colors): void {
  const named = lines.filter(({ opacity }) => opacity === 1)
  const height = HEIGHT + Math.ceil(named.length / KEY_COLUMNS) * KEY_ROW + 8
  svg.setAttribute('height', String(height))
  svg.setAttribute('viewBox', `0 0 ${WIDTH} ${height}`)
  const add = (parent: Element, name: string, attributes: { readonly [name: string]: string | number }) => {
    const element = document.createElementNS(NAMESPACE, name)
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value))
    parent.append(element)
    return element
  }
  const background = add(svg, 'rect', { width: WIDTH, height, fill: color('--panel') })
  svg.prepend(background)
  const column = (WIDTH - MARGIN) / KEY_COLUMNS
  for (const [i, line] of named.entries()) {
    const x = MARGIN + (i % KEY_COLUMNS) * column
    const y = HEIGHT + Math.floor(i / KEY_COLUMNS) * KEY_ROW + 8
    add(svg, 'line', {
      ...{ x1: x, x2: x + 22, y1: y, y2: y, stroke: color(line.color), 'stroke-width': 2 },
      ...(line.dash.length > 0 && { 'stroke-dasharray': line.dash.join(' ') }),
    })
    const text = add(svg, 'text', {
      x: x + 28,
      y,
      dy: '0.32em',
      'text-anchor': 'start',
      fill: color('--ink'),
    })
    text.textContent = line.name.length > MAX_NAME ? `${line.name.slice(0, MAX_NAME - 1)}…` : line.name
  }
}
