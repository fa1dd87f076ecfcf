/** What a node has put out for one row, small enough to be drawn: figures of all values, and a picture of them. */
export interface NodeOutput {
  /** Id of the node; inside groups its path. */
  readonly node: string
  /** Name of the layer. */
  readonly layer: string
  /** Of the row, without the batch. */
  readonly shape: readonly number[]
  readonly figures: OutputFigures
  readonly picture: HeatPicture
}

/** Of all values that are numbers; NaN without any. */
export interface OutputFigures {
  readonly mean: number
  /** Of the population. */
  readonly deviation: number
  readonly min: number
  readonly max: number
  /** Share of zeros. */
  readonly zeros: number
  /** Values that are NaN or infinite. */
  readonly nonFinite: number
}

/** Grids of values side by side: one for each channel that is shown. */
export interface HeatPicture {
  /** Number of grids. */
  readonly tiles: number
  readonly rows: number
  readonly columns: number
  /** Grid by grid, row by row. */
  readonly values: Float32Array
  /** Values are means of several ones, or some channels are not shown. */
  readonly isReduced: boolean
}

/** Values of a vector that are shown. */
const MAX_VECTOR = 1024
/** Sides of a grid of one channel, and of the grids of several ones. */
const MAX_SIDE = 64
const MAX_TILE = 24
const MAX_TILES = 8

export function outputFigures(values: ArrayLike<number>): OutputFigures {
  let [count, sum, zeros, min, max] = [0, 0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    if (!Number.isFinite(value)) continue
    count++
    sum += value
    if (value === 0) zeros++
    if (value < min) min = value
    if (value > max) max = value
  }
  const nonFinite = values.length - count
  if (count === 0) {
    const none = Number.NaN
    return { mean: none, deviation: none, min: none, max: none, zeros: none, nonFinite }
  }
  const mean = sum / count
  let squares = 0
  for (let i = 0; i < values.length; i++) if (Number.isFinite(values[i]!)) squares += (values[i]! - mean) ** 2
  return { mean, deviation: Math.sqrt(squares / count), min, max, zeros: zeros / count, nonFinite }
}

/** A vector is one line; steps × features are one grid; a picture is one grid for each of its first channels. Leading axes of more are
 *  joined. */
export function heatPicture(values: Float32Array, shape: readonly number[]): HeatPicture {
  if (shape.length <= 1)
    return gridsOf(values, { rows: 1, columns: values.length, channels: 1 }, [1, MAX_VECTOR])
  const columns = shape.at(-1)!
  if (shape.length === 2)
    return gridsOf(values, { rows: shape[0]!, columns, channels: 1 }, [MAX_SIDE, MAX_SIDE])
  const width = shape.at(-2)!
  const rows = shape.slice(0, -2).reduce((a, b) => a * b, 1)
  const side = columns === 1 ? MAX_SIDE : MAX_TILE
  return gridsOf(values, { rows, columns: width, channels: columns }, [side, side])
}

/** @param values with the channels last @param most rows and columns of a grid */
function gridsOf(
  values: Float32Array,
  size: { readonly rows: number; readonly columns: number; readonly channels: number },
  most: readonly [number, number],
): HeatPicture {
  const { channels } = size
  const tiles = Math.min(channels, MAX_TILES)
  const [rows, columns] = [Math.min(size.rows, most[0]), Math.min(size.columns, most[1])]
  const shown = new Float32Array(tiles * rows * columns)
  const start = (i: number, parts: number, all: number) => Math.floor((i * all) / parts)
  let at = 0
  for (let tile = 0; tile < tiles; tile++)
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++) {
        let [sum, count] = [0, 0]
        for (let y = start(row, rows, size.rows); y < start(row + 1, rows, size.rows); y++)
          for (
            let x = start(column, columns, size.columns);
            x < start(column + 1, columns, size.columns);
            x++
          ) {
            sum += values[(y * size.columns + x) * channels + tile]!
            count++
          }
        shown[at++] = sum / count
      }
  const isReduced = tiles < channels || rows < size.rows || columns < size.columns
  return { tiles, rows, columns, values: shown, isReduced }
}
