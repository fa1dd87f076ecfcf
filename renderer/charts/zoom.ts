/** The part of the horizontal axis that charts show, and how a person moves and zooms it. Pure. */

/** The ends of an axis, or of a part of it. */
export interface Extent {
  readonly from: number
  readonly to: number
}

/** An axis that can be zoomed. */
export interface ZoomAxis extends Extent {
  /** The shortest part that can be shown: two epochs, two steps; 0 where the axis alone limits it. */
  readonly least: number
}

/** Of an axis without a least part, this share can be shown. */
const LEAST_SHARE = 1e-4

const leastOf = ({ from, to, least }: ZoomAxis): number => Math.max(least, (to - from) * LEAST_SHARE)

/** What is shown: all where nothing is zoomed, or where the axis has become another one. */
export const shownOf = (zoom: Extent | null, axis: Extent): Extent =>
  zoom === null || zoom.from >= axis.to || zoom.to <= axis.from ? axis : zoom

/** Moves and lengthens a part so that it lies on the axis. @returns null if it is the whole axis */
export function clamp({ from, to }: Extent, axis: ZoomAxis): Extent | null {
  const length = Math.max(to - from, leastOf(axis))
  if (!(length < axis.to - axis.from)) return null
  // A part that is too short grows on both sides.
  const start = Math.min(Math.max((from + to - length) / 2, axis.from), axis.to - length)
  return { from: start, to: start + length }
}

/** @param at the position that stays where it is
 *  @param factor of the shown length: less than 1 shows a shorter part */
export function zoomAt(shown: Extent, axis: ZoomAxis, at: number, factor: number): Extent | null {
  const length = Math.max((shown.to - shown.from) * factor, leastOf(axis))
  const share = (at - shown.from) / (shown.to - shown.from)
  return clamp({ from: at - share * length, to: at + (1 - share) * length }, axis)
}

/** @param by the share of the shown length */
export function pan({ from, to }: Extent, axis: ZoomAxis, by: number): Extent | null {
  const distance = (to - from) * by
  return clamp({ from: from + distance, to: to + distance }, axis)
}

/** How much lies beyond a position that is brought into view, as a share of the shown length. */
const MARGIN = 0.1

/** Moves what is shown as little as possible, so that it has this position. */
export function reveal(shown: Extent, axis: ZoomAxis, position: number): Extent | null {
  const { from, to } = shown
  if (position < from) return pan(shown, axis, (position - from) / (to - from) - MARGIN)
  if (position > to) return pan(shown, axis, (position - to) / (to - from) + MARGIN)
  return clamp(shown, axis)
}

/** Positions that differ by less are one. */
const TINY = 1e-9

/** The next position after or before one, among columns of ascending positions; the last or first one beyond them. null without any. */
export function nextPosition(
  columns: readonly Float64Array[],
  from: number,
  direction: 1 | -1,
): number | null {
  const all = columns.flatMap((x) => {
    const found =
      direction > 0 ? x.find((each) => each > from + TINY) : x.filter((each) => each < from - TINY).at(-1)
    const end = direction > 0 ? x.at(-1) : x[0]
    return [{ isFound: found !== undefined, x: found ?? end }]
  })
  const isFound = all.some((each) => each.isFound)
  const candidates = all.flatMap((each) => (each.isFound === isFound ? (each.x ?? []) : []))
  if (candidates.length === 0) return null
  return isFound === direction > 0 ? Math.min(...candidates) : Math.max(...candidates)
}

/** A finger on a chart, or a mouse that drags it. */
export interface Grip {
  /** The position of the axis that it holds. */
  readonly value: number
  /** Where it is, from 0 at the left end of the chart to 1. */
  readonly place: number
}

/** The part in which what one or two grips hold is under them. @param length that is shown now */
export function partUnder(grips: readonly Grip[], length: number): Extent {
  const [first, second] = grips as readonly [Grip, ...Grip[]]
  const scaled = second && (second.value - first.value) / (second.place - first.place)
  const shown = scaled !== undefined && scaled > 0 && Number.isFinite(scaled) ? scaled : length
  const from = first.value - first.place * shown
  return { from, to: from + shown }
}

/** The factor of the shown length that a turn of the wheel means. A pinch on a trackpad is a wheel with Ctrl and small steps. */
export function wheelFactor({
  deltaY,
  deltaMode,
  ctrlKey,
}: Pick<WheelEvent, 'deltaY' | 'deltaMode' | 'ctrlKey'>): number {
  const unit = deltaMode === 1 ? 0.05 : deltaMode === 2 ? 1 : 0.002
  return 2 ** (deltaY * unit * (ctrlKey ? 10 : 1))
}
