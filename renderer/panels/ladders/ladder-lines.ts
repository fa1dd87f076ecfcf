/** Ladders as lines of a chart: a point for each rung, at its depth. Pure. */
import type { Ladder, Rung } from '../../../shared/signals/ladder.ts'
import type { Text } from '../../../shared/text.ts'
import type { VariantMark } from '../../variants/variant-mark.ts'
import { isOnLogAxis } from './log-axis.ts'

/** The ladder of a variant, or of a moment of a run. */
export interface LadderLine {
  readonly id: string
  readonly name: Text
  readonly mark: VariantMark
  readonly ladder: Ladder
  /** Of an older drawing: it is drawn pale. */
  readonly isStale: boolean
  /** Whether its layers are on the canvas, under the axis, and can be selected there. */
  readonly isShown: boolean
}

export type LadderKind = 'gradient' | 'signal'

export interface LadderPoint {
  readonly line: LadderLine
  readonly rung: Rung
  readonly x: number
  /** 0 and what is not finite have no place on a logarithmic axis. */
  readonly value: number
  /** 10 % and 90 % quantiles; of gradients only. */
  readonly range: readonly [number, number] | null
}

/** Distance of the points of two lines at one depth, which would hide each other, and of all lines together. */
const OFFSET = 0.12
const MAX_SPREAD = 0.5

/** Line by line, each in the order of computation. Rungs whose gradient no loss depends on are left out. */
export function pointsOf(lines: readonly LadderLine[], kind: LadderKind): readonly LadderPoint[] {
  const distance = Math.min(OFFSET, MAX_SPREAD / Math.max(1, lines.length - 1))
  return lines.flatMap((line, i) =>
    line.ladder.rungs.flatMap((rung): LadderPoint[] => {
      const figures = figuresOf(rung, kind)
      const x = rung.depth + (i - (lines.length - 1) / 2) * distance
      return figures ? [{ line, rung, x, ...figures }] : []
    }),
  )
}

function figuresOf(
  { outputs, gradients }: Rung,
  kind: LadderKind,
): Pick<LadderPoint, 'value' | 'range'> | null {
  if (kind === 'signal') return { value: outputs.unitDeviation, range: null }
  return gradients && { value: gradients.mean, range: [gradients.low, gradients.high] }
}

/** From a point to the one after it. */
export interface LadderLink {
  readonly from: LadderPoint
  readonly to: LadderPoint
}

/** The links between points that both have a place on the axis. */
export function linksOf(points: readonly LadderPoint[]): readonly LadderLink[] {
  const at = new Map<Rung, LadderPoint>(points.map((point) => [point.rung, point]))
  return points.flatMap((to) =>
    to.rung.from.flatMap((index): LadderLink[] => {
      const from = at.get(to.line.ladder.rungs[index]!)
      return from && isOnLogAxis(from.value) && isOnLogAxis(to.value) ? [{ from, to }] : []
    }),
  )
}

/** Part of the mean below which a 10 % quantile does not stretch the axis: some gradients of rectifiers are almost 0. */
const SHOWN_LOW = 1e-3

/** The values that decide the ends of the axis. */
export const axisValuesOf = (points: readonly LadderPoint[]): readonly number[] =>
  points.flatMap(({ value, range }) =>
    range ? [value, Math.max(range[0], value * SHOWN_LOW), range[1]] : [value],
  )

/** Names under the axis, by depth: of the first line, whose layers are on the canvas; of another one where it is deeper. */
export function depthNames(lines: readonly LadderLine[]): readonly string[] {
  const names: string[] = []
  const first = lines.filter(({ isShown }) => isShown)
  for (const { ladder } of [...first, ...lines])
    for (const { depth, layer } of ladder.rungs) names[depth] ??= layer
  return names
}

export interface DepthTick {
  readonly depth: number
  readonly text: string
}

/** Pixels of a letter under the axis. */
const LETTER = 6.7
const MIN_LETTERS = 4

/** As many of the names as have room, cut where they would meet. A name that only counts on from one before is its number: `_3`. */
export function depthTicks(names: readonly string[], width: number): readonly DepthTick[] {
  const step = Math.max(1, Math.ceil((names.length * LETTER * MIN_LETTERS) / width))
  /** Letters between the middles of two names. */
  const distance = (width / names.length) * (step / LETTER)
  const shown = names.flatMap((_, depth) => (depth % step === 0 ? [depth] : []))
  const texts = numbered(shown.map((depth) => names[depth]!))
  const reach = (text: string | undefined) => Math.min(text?.length ?? 0, distance)
  return shown.map((depth, i) => {
    const free = 2 * distance - Math.max(reach(texts[i - 1]), reach(texts[i + 1])) - 2
    const room = Math.max(MIN_LETTERS, Math.floor(free))
    const text = texts[i]!
    return { depth, text: text.length <= room ? text : `${text.slice(0, room - 1)}…` }
  })
}

function numbered(names: readonly string[]): readonly string[] {
  const seen = new Set<string>()
  return names.map((name) => {
    const [, base = name, number = ''] = /^(.*?)(_\d+)?$/.exec(name) ?? []
    const isKnown = seen.has(base)
    seen.add(base)
    return isKnown && number !== '' ? number : name
  })
}
