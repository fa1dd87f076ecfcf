/** One picture of the data, pixel by pixel; an empty place of its size until it is read. */
import { useEffect, useRef } from 'react'
import type { PictureSize } from '../../shared/data/pictures.ts'
import styles from './picture.module.css'
import { rgba } from './pixels.ts'

interface Props {
  readonly pixels: Uint8Array | null | undefined
  readonly size: PictureSize
  readonly isStroke: boolean
  /** In CSS pixels. */
  readonly height: number
}

export function Picture({ pixels, size, isStroke, height }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    if (!pixels) return
    const image = new ImageData(rgba(pixels, size, isStroke), size.width, size.height)
    canvas.current?.getContext('2d')?.putImageData(image, 0, 0)
  }, [pixels, size, isStroke])
  const style = { height, width: (height * size.width) / size.height }
  if (!pixels) return <i style={style} />
  return (
    <canvas
      ref={canvas}
      className={styles.picture}
      width={size.width}
      height={size.height}
      data-stroke={isStroke || undefined}
      data-enlarged={height >= size.height || undefined}
      style={style}
    />
  )
}
