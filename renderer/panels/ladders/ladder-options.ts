/** A ladder as marks and scales of Observable Plot. */
import type { PlotOptions } from '@observablehq/plot'
import type { Text } from '../../../shared/text.ts'
import type { PlotLibrary } from '../../ui/plot.tsx'
import {
  axisValuesOf,
  depthTicks,
  type LadderLine,
  type LadderLink,
  type LadderPoint,
  linksOf,
} from './ladder-lines.ts'
import { isOnLogAxis, type LogAxis, logAxis, powerOfTen, powerText } from './log-axis.ts'

const MARGINS = { marginTop: 8, marginRight: 8, marginBottom: 22, marginLeft: 42 } as const
/** Pixels between two ticks of the vertical axis. */
const TICK_HEIGHT = 28
/** A longer ladder has no shapes: they would run together. */
const MAX_SHAPES = 60
const STALE_OPACITY = 0.5

export interface LadderFigure {
  readonly lines: readonly LadderLine[]
  readonly points: readonly LadderPoint[]
  /** Names under the axis. */
  readonly names: readonly string[]
  /** Depth of the selected layer. */
  readonly selected: number | null
  readonly height: number
  /** Names the lines beside them, for a picture that stands alone. */
  readonly t?: (text: Text) => string
}

export const axisOf = ({ points, height }: Pick<LadderFigure, 'points' | 'height'>): LogAxis =>
  logAxis(axisValuesOf(points), Math.max(2, Math.floor((height - 30) / TICK_HEIGHT) + 1))

export const ladderOptions =
  (figure: LadderFigure) =>
  (plot: PlotLibrary, width: number): PlotOptions => {
    const { lines, points, names, selected, t } = figure
    const margins = { ...MARGINS, ...(t && { marginRight: KEY_WIDTH }) }
    const { from, to, ticks } = axisOf(figure)
    const [low, high] = [powerOfTen(from), powerOfTen(to)]
    const links = linksOf(points)
    const texts = depthTicks(names, width - margins.marginLeft - margins.marginRight)
    return {
      ...margins,
      x: { domain: [-0.5, Math.max(0.5, names.length - 0.5)], axis: null, type: 'linear' },
      y: { type: 'log', domain: [low, high], axis: null },
      marks: [
        selectedBand(plot, selected),
        plot.gridY(ticks.map(powerOfTen), { stroke: 'var(--line)', strokeOpacity: 1 }),
        plot.axisY(ticks.map(powerOfTen), { tickSize: 0, tickFormat: powerText, label: null }),
        ...depthAxis(plot, texts, selected),
        ...lines.flatMap((line) =>
          lineMarks(
            plot,
            line,
            points.filter((point) => point.line === line),
            links.filter(({ to }) => to.line === line),
            [low, high],
          ),
        ),
        ...(t ? keyMarks(plot, lines, t) : []),
      ],
    }
  }

/** The lines by name, at the right of a picture. */
const keyMarks = (plot: PlotLibrary, lines: readonly LadderLine[], t: (text: Text) => string) =>
  lines.map(({ name, mark }, i) =>
    plot.text([`${SIGNS[mark.shape]} ${t(name)}`], {
      ...{ frameAnchor: 'top-right', textAnchor: 'start', dx: 14, dy: 8 + i * KEY_HEIGHT, fill: mark.color },
    }),
  )

const KEY_WIDTH = 210
const KEY_HEIGHT = 18
const SIGNS = { circle: '●', square: '■', triangle: '▲', diamond: '◆' } as const

const selectedBand = (plot: PlotLibrary, selected: number | null) =>
  plot.rectX(selected === null ? [] : [selected], {
    x1: (depth: number) => depth - 0.4,
    x2: (depth: number) => depth + 0.4,
    fill: 'var(--accent)',
    fillOpacity: 0.14,
  })

/** Names of layers; the selected one in the accent colour, bold. */
function depthAxis(plot: PlotLibrary, texts: ReturnType<typeof depthTicks>, selected: number | null) {
  const textAt = new Map(texts.map(({ depth, text }) => [depth, text]))
  const axis = (depths: readonly number[], look: { fill?: string; fontWeight?: string }) =>
    plot.axisX(depths, {
      tickSize: 0,
      tickFormat: (depth: number) => textAt.get(depth) ?? '',
      label: null,
      ...look,
    })
  const [own, others] = [
    texts.filter(({ depth }) => depth === selected),
    texts.filter(({ depth }) => depth !== selected),
  ]
  return [
    axis(
      others.map(({ depth }) => depth),
      {},
    ),
    ...(own.length > 0 ? [axis([own[0]!.depth], { fill: 'var(--accent)', fontWeight: '600' })] : []),
  ]
}

function lineMarks(
  plot: PlotLibrary,
  { mark: { color, dash, shape }, isStale }: LadderLine,
  points: readonly LadderPoint[],
  links: readonly LadderLink[],
  [low, high]: readonly [number, number],
) {
  const opacity = isStale ? STALE_OPACITY : 1
  const placed = points.filter(({ value }) => isOnLogAxis(value))
  const within = (value: number) => Math.min(Math.max(value, low), high)
  return [
    plot.ruleX(
      placed.filter(({ range }) => range?.every((end) => end >= 0)),
      {
        x: 'x',
        y1: ({ range }: LadderPoint) => within(range![0]),
        y2: ({ range }: LadderPoint) => within(range![1]),
        ...{ stroke: color, strokeWidth: 3, strokeOpacity: 0.4 * opacity },
      },
    ),
    plot.link(links, {
      ...{ x1: ({ from }: LadderLink) => from.x, y1: ({ from }: LadderLink) => from.value },
      ...{ x2: ({ to }: LadderLink) => to.x, y2: ({ to }: LadderLink) => to.value },
      ...{ stroke: color, strokeWidth: 2, strokeDasharray: dash || undefined, strokeOpacity: opacity },
    }),
    ...(placed.length <= MAX_SHAPES
      ? [plot.dot(placed, { x: 'x', y: 'value', symbol: shape, r: 3.5, fill: color, fillOpacity: opacity })]
      : []),
    // At the lower edge, as words: there is no place on the axis.
    plot.text(
      points.filter(({ value }) => !isOnLogAxis(value)),
      {
        ...{ x: 'x', frameAnchor: 'bottom', dy: -2, fill: color, fillOpacity: opacity, fontWeight: '600' },
        text: ({ value }: LadderPoint) => (value === 0 ? '0' : Number.isNaN(value) ? 'NaN' : '∞'),
      },
    ),
  ]
}
