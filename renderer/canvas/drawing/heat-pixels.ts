/** The pixels of a picture of values: where each value is, and how much ink it gets. */
import type { HeatPicture } from '../../../shared/evaluation/node-output.ts'

/** Longest line of a vector, which goes on in the next line. */
const MAX_LINE = 64

/** Pixels of the picture: its grids side by side, with an empty column between them. */
export function layoutOf({ tiles, rows, columns }: Pick<HeatPicture, 'tiles' | 'rows' | 'columns'>): {
  readonly width: number
  readonly height: number
  placeOf(tile: number, row: number, column: number): number
} {
  if (tiles === 1 && rows === 1) {
    const width = Math.min(columns, MAX_LINE)
    return { width, height: Math.ceil(columns / width), placeOf: (_, __, column) => column }
  }
  const perLine = Math.min(tiles, 4)
  const width = perLine * (columns + 1) - 1
  const height = Math.ceil(tiles / perLine) * (rows + 1) - 1
  return {
    width,
    height,
    placeOf: (tile, row, column) =>
      (Math.floor(tile / perLine) * (rows + 1) + row) * width + (tile % perLine) * (columns + 1) + column,
  }
}

/** RGBA: the greater a value, the more ink. Of equal values nothing is the greatest. @param ink red, green, blue */
export function heatPixels(
  picture: HeatPicture,
  min: number,
  max: number,
  [red = 0, green = 0, blue = 0]: readonly number[],
): Uint8ClampedArray<ArrayBuffer> {
  const { width, height, placeOf } = layoutOf(picture)
  const { tiles, rows, columns, values } = picture
  const pixels = new Uint8ClampedArray(width * height * 4)
  const scale = max > min ? 1 / (max - min) : 0
  for (let tile = 0, i = 0; tile < tiles; tile++)
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++, i++) {
        const share = Number.isFinite(values[i]!) ? (values[i]! - min) * scale : 0
        pixels.set([red, green, blue, Math.round(20 + 235 * share)], 4 * placeOf(tile, row, column))
      }
  return pixels
}
