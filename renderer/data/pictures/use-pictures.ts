/** The pictures of the document's data, read as they come into view. */
import { useCallback, useRef } from 'react'
import type { DataReference } from '../../../shared/data/data-reference.ts'
import { type PictureSize, picturesPerCall } from '../../../shared/data/pictures.ts'
import { areStrokes, type PictureRow } from '../../rows/pixels.ts'
import type { RowWindows } from '../../rows/row-windows.ts'
import { useRowWindows } from '../../rows/use-row-windows.ts'
import { useApp } from '../../state/store.ts'

interface Pictures {
  readonly windows: RowWindows<PictureRow>
  /** How they are drawn; decided by the first ones, so that it does not change while scrolling. */
  readonly isStroke: boolean
}

export function usePictures(data: DataReference, count: number, size: PictureSize): Pictures {
  const { height, width, channels } = size
  const isStroke = useRef<boolean | null>(null)
  const load = useCallback(
    async (range: { readonly from: number; readonly count: number }): Promise<readonly PictureRow[]> => {
      const { host, file } = useApp.getState()
      if (!host) return []
      const { pixels, classes, parts } = await host.engine.pictureRows(data, file.folder, file.path, range)
      const bytes = height * width * channels
      const rows = parts.map((part, i) => ({
        pixels: pixels.subarray(i * bytes, (i + 1) * bytes),
        label: classes[i]!,
        part,
      }))
      isStroke.current ??= areStrokes(rows, { height, width, channels })
      return rows
    },
    [data, height, width, channels],
  )
  const windows = useRowWindows({ rows: count, size: picturesPerCall(size), load })
  return { windows, isStroke: isStroke.current ?? false }
}
