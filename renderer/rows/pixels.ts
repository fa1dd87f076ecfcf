/** The pixels of a picture as a canvas takes them. */
import type { PictureSize } from '../../shared/data/pictures.ts'

export interface PictureRow {
  readonly pixels: Uint8Array
  /** Number of its class among those of the first target. */
  readonly label: number
  readonly part: 'train' | 'validation' | 'test' | null
}

/** Brightness up to which a corner counts as plain ground. */
const DARK = 16

/** Whether most pictures are bright strokes on a dark ground, as those of MNIST: their corners are dark. Such pictures are drawn in the ink
 *  of the theme; others, such as photographs, are shown as they are. */
export function areStrokes(
  pictures: readonly Pick<PictureRow, 'pixels'>[],
  { height, width, channels }: PictureSize,
): boolean {
  if (channels !== 1) return false
  const corners = [0, width - 1, (height - 1) * width, height * width - 1]
  const plain = pictures.filter(({ pixels }) => corners.every((at) => pixels[at]! <= DARK))
  return plain.length > pictures.length / 2
}

/** RGBA. Strokes are black and as opaque as the pixel is bright, so that the theme decides ground and ink. */
export function rgba(
  pixels: Uint8Array,
  { channels }: PictureSize,
  isStroke: boolean,
): Uint8ClampedArray<ArrayBuffer> {
  const count = pixels.length / channels
  const image = new Uint8ClampedArray(count * 4)
  for (let i = 0; i < count; i++) {
    for (let c = 0; c < 3; c++)
      image[4 * i + c] = isStroke ? 0 : pixels[channels * i + (channels === 3 ? c : 0)]!
    image[4 * i + 3] = isStroke ? pixels[i]! : 255
  }
  return image
}
