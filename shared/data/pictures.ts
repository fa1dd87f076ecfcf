/** Data whose rows are pictures: their size, and rows as the window shows them. */
import type { Parts } from './parts.ts'

export interface PictureSize {
  readonly height: number
  readonly width: number
  /** 1 for gray, 3 for red, green and blue. */
  readonly channels: 1 | 3
}

/** A longer side is a series or a map rather than a picture to look at. */
const MAX_SIDE = 1024

/** The size of the pictures that rows of this shape are; null if they are none: `[28, 28]`, `[32, 32, 3]`. */
export function pictureSize([
  height = 0,
  width = 0,
  channels = 1,
  ...more
]: readonly number[]): PictureSize | null {
  if (more.length > 0 || height < 2 || width < 2 || height > MAX_SIDE || width > MAX_SIDE) return null
  return channels === 1 || channels === 3 ? { height, width, channels } : null
}

/** Bytes of pixels that one answer of the engine has. */
const MAX_BYTES = 4 * 2 ** 20

/** How many pictures are asked for at once. */
export const picturesPerCall = ({ height, width, channels }: PictureSize): number =>
  Math.max(1, Math.min(200, Math.floor(MAX_BYTES / (height * width * channels))))

/** Rows of pictures, in the order of the source. */
export interface PictureRows {
  /** One byte per pixel and channel, row by row. */
  readonly pixels: Uint8Array
  /** The class of each row in the data, whatever marks say, as its number in the classes of the first target. */
  readonly classes: Int32Array
  /** The part of the split that each row is in; null for none. */
  readonly parts: readonly (keyof Parts<unknown> | null)[]
}
