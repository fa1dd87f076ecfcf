/** Fits a picture of any size into the shape that a network takes: gray or RGB, scaled as a whole, centered. Pure. */
import type { PictureSize } from '../../../shared/data/pictures.ts'

/** RGBA, row by row, as ImageData has it. */
export interface Rgba {
  readonly width: number
  readonly height: number
  readonly data: Uint8ClampedArray
}

export interface Fitting {
  /** Bright becomes dark, as the pictures that the network knows have the other ground. */
  readonly isInverted: boolean
  /** Leaves away the plain ground around what is drawn. */
  readonly isTrimmed: boolean
}

/** Difference from the ground from which a pixel counts as drawn. */
const DRAWN = 32
/** Part of the side that stays free around a trimmed drawing, as in MNIST: 4 of 28 pixels. */
const MARGIN = 1 / 7

/** What fits to the pictures that the network knows. @param known one of them; null: a dark ground is assumed */
export function findFitting(picture: Rgba, known: Uint8Array | null, size: PictureSize): Fitting {
  const gray = grayOf(picture)
  const ground = mean(borderOf(gray, picture))
  const knownGround = known ? mean(borderOf(known, { ...size, width: size.width * size.channels })) : 0
  return {
    isInverted: ground > 127 !== knownGround > 127,
    isTrimmed: size.channels === 1 && isPlain(borderOf(gray, picture)) && hasMargin(gray, picture, ground),
  }
}

/** @returns one byte per pixel and channel, row by row */
export function fitPicture(picture: Rgba, size: PictureSize, { isInverted, isTrimmed }: Fitting): Uint8Array {
  const gray = grayOf(picture)
  const channels = size.channels === 1 ? [gray] : [0, 1, 2].map((c) => channelOf(picture, c))
  const ground = mean(borderOf(gray, picture))
  const whole = { left: 0, top: 0, width: picture.width, height: picture.height }
  const box = isTrimmed ? (drawnBox(gray, picture, ground) ?? whole) : whole
  const room = isTrimmed ? 1 - 2 * MARGIN : 1
  const scale = Math.min((size.width * room) / box.width, (size.height * room) / box.height)
  const left = (size.width - box.width * scale) / 2
  const top = (size.height - box.height * scale) / 2
  const fitted = new Uint8Array(size.width * size.height * size.channels)
  for (const [c, values] of channels.entries()) {
    const around = size.channels === 1 ? ground : mean(borderOf(values, picture))
    for (let y = 0; y < size.height; y++)
      for (let x = 0; x < size.width; x++) {
        // The part of the picture that is below this pixel; the ground where there is none.
        const from = { x: (x - left) / scale + box.left, y: (y - top) / scale + box.top }
        const value = average(values, picture, box, from, 1 / scale, around)
        const byte = Math.round(isInverted ? 255 - value : value)
        fitted[(y * size.width + x) * size.channels + c] = byte
      }
  }
  return fitted
}

interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}
type Sides = Pick<Rgba, 'width' | 'height'>

/** Mean over a square of this side; what lies outside of the box counts as ground. A part of a pixel counts by its area. */
function average(
  values: Uint8Array,
  { width }: Sides,
  box: Box,
  { x, y }: { readonly x: number; readonly y: number },
  side: number,
  ground: number,
): number {
  let sum = 0
  let area = 0
  const right = box.left + box.width
  const bottom = box.top + box.height
  for (let row = Math.max(box.top, Math.floor(y)); row < Math.min(bottom, y + side); row++) {
    const high = Math.min(row + 1, y + side) - Math.max(row, y)
    for (let column = Math.max(box.left, Math.floor(x)); column < Math.min(right, x + side); column++) {
      const part = high * (Math.min(column + 1, x + side) - Math.max(column, x))
      sum += part * values[row * width + column]!
      area += part
    }
  }
  return (sum + Math.max(0, side * side - area) * ground) / (side * side)
}

/** Luminance as in PNG viewers and PIL (ITU-R 601); a transparent pixel is white. */
function grayOf(picture: Rgba): Uint8Array {
  const [red, green, blue] = [0, 1, 2].map((c) => channelOf(picture, c))
  return Uint8Array.from(red!, (r, i) => Math.round(0.299 * r + 0.587 * green![i]! + 0.114 * blue![i]!))
}

function channelOf({ data }: Rgba, channel: number): Uint8Array {
  const values = new Uint8Array(data.length / 4)
  for (let i = 0; i < values.length; i++) {
    const alpha = data[4 * i + 3]! / 255
    values[i] = Math.round(data[4 * i + channel]! * alpha + 255 * (1 - alpha))
  }
  return values
}

function borderOf(values: ArrayLike<number>, { width, height }: Sides): number[] {
  const border: number[] = []
  for (let x = 0; x < width; x++) border.push(values[x]!, values[(height - 1) * width + x]!)
  for (let y = 1; y < height - 1; y++) border.push(values[y * width]!, values[y * width + width - 1]!)
  return border
}

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length

const isPlain = (border: readonly number[]): boolean => {
  const ground = mean(border)
  return border.every((value) => Math.abs(value - ground) < DRAWN)
}

/** Whether less than four fifths of a side are drawn. */
function hasMargin(gray: Uint8Array, picture: Sides, ground: number): boolean {
  const box = drawnBox(gray, picture, ground)
  return box !== null && Math.max(box.width / picture.width, box.height / picture.height) < 0.8
}

/** The smallest box with all pixels that differ from the ground; null if none does. */
function drawnBox(gray: Uint8Array, { width, height }: Sides, ground: number): Box | null {
  let [left, top, right, bottom] = [width, height, -1, -1]
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      if (Math.abs(gray[y * width + x]! - ground) < DRAWN) continue
      left = Math.min(left, x)
      right = Math.max(right, x)
      top = Math.min(top, y)
      bottom = Math.max(bottom, y)
    }
  return right < 0 ? null : { left, top, width: right - left + 1, height: bottom - top + 1 }
}
