/** The rows of the document's data that are in view, kept while other settings of the same data are read. */
import { useEffect, useMemo, useRef, useState } from 'react'
import type { Text } from '../../shared/text.ts'
import { notify } from '../state/notify.ts'
import { sentencesOf } from '../state/problems.ts'
import { wasStopped } from '../state/reading.ts'
import { createRowWindows, type RowWindows } from './row-windows.ts'

const FAILED: Text = { en: 'The rows could not be read', ko: '행을 읽지 못했습니다' }

export interface RowSource<Row> {
  /** Number of all rows. */
  readonly rows: number
  /** Rows per call. */
  readonly size: number
  /** Another function is another set of rows. */
  readonly load: (range: { readonly from: number; readonly count: number }) => Promise<readonly Row[]>
}

export function useRowWindows<Row>({ rows, size, load }: RowSource<Row>): RowWindows<Row> {
  const [, rerender] = useState(0)
  const previous = useRef<RowWindows<Row> | null>(null)
  const windows = useMemo(
    () =>
      createRowWindows({
        rows,
        size,
        load,
        onChange: () => rerender((n) => n + 1),
        onError: (error) => {
          if (!wasStopped(error)) notify(FAILED, sentencesOf(error))
        },
        previous: previous.current,
      }),
    [rows, size, load],
  )
  useEffect(() => {
    previous.current = windows
    return () => windows.dispose()
  }, [windows])
  return windows
}
