/** Painting on a picture with a round brush whose edge is soft. Pure. */
import type { PictureSize } from '../../../shared/data/pictures.ts'

export interface Point {
  /** In pixels of the picture; the middle of the first one is 0.5. */
  readonly x: number
  readonly y: number
}

export interface Brush {
  /** In pixels of the picture. */
  readonly radius: number
  readonly isErasing: boolean
}

/** The picture with a stroke from one point to another. What is bright stays bright under a weaker edge. */
export function paintStroke(
  pixels: Uint8Array,
  { width, height, channels }: PictureSize,
  from: Point,
  to: Point,
  { radius, isErasing }: Brush,
): Uint8Array {
  const painted = pixels.slice()
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const distance = distanceTo({ x: x + 0.5, y: y + 0.5 }, from, to)
      // Full inside, falling to nothing across one pixel.
      const strength = Math.min(1, Math.max(0, radius + 0.5 - distance))
      if (strength === 0) continue
      for (let c = 0; c < channels; c++) {
        const at = (y * width + x) * channels + c
        const value = Math.round(255 * strength)
        painted[at] = isErasing ? Math.min(painted[at]!, 255 - value) : Math.max(painted[at]!, value)
      }
    }
  return painted
}

/** Distance of a point from a line between two others. */
function distanceTo(point: Point, from: Point, to: Point): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const length = dx * dx + dy * dy
  const along =
    length === 0 ? 0 : Math.min(1, Math.max(0, ((point.x - from.x) * dx + (point.y - from.y) * dy) / length))
  return Math.hypot(point.x - from.x - along * dx, point.y - from.y - along * dy)
}
