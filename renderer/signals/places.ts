/** Where the signals of each card have room: after the card (at its right in a network that goes down, else below it), before it, or inside
 *  it between two branches. Pure. */
import type { Direction } from '../../shared/document/direction.ts'
import type { Box } from '../geometry/box.ts'
import { SpatialGrid } from '../geometry/spatial-grid.ts'

export type Place = 'after' | 'before' | 'inside'

/** The sizes of the signals beside a card, in pixels. */
export const SIGNALS_WIDTH = 220
export const SIGNALS_HEIGHT = 42

/** The place beside a card. */
function beside({ x, y, width, height }: Box, place: 'after' | 'before', direction: Direction): Box {
  if (direction === 'down') {
    const left = place === 'after' ? x + width : x - SIGNALS_WIDTH
    return { x: left, y, width: SIGNALS_WIDTH, height }
  }
  const top = place === 'after' ? y + height : y - SIGNALS_HEIGHT
  return { x, y: top, width, height: SIGNALS_HEIGHT }
}

/** The places that signals take beside cards. @param cards boxes of all cards by id */
export function signalRooms(cards: ReadonlyMap<string, Box>, direction: Direction): readonly Box[] {
  return [...signalPlaces(cards, direction)].flatMap(([id, place]) =>
    place === 'inside' ? [] : [beside(cards.get(id)!, place, direction)],
  )
}

/** @param cards boxes of all cards by id */
export function signalPlaces(
  cards: ReadonlyMap<string, Box>,
  direction: Direction,
): ReadonlyMap<string, Place> {
  const grid = new SpatialGrid(cards.values())
  const places = new Map<string, Place>()
  for (const [id, card] of cards) {
    const place = (['after', 'before'] as const).find((place) => {
      const room = beside(card, place, direction)
      if (grid.overlapping(room).length > 0) return false
      grid.insert(room)
      return true
    })
    places.set(id, place ?? 'inside')
  }
  return places
}
