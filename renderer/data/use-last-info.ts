/** What is known of the data, also while it is prepared again with other settings; null after a failure. */
import { useRef } from 'react'
import type { DataInfo } from '../../shared/data/data-info.ts'
import { useApp } from '../state/store.ts'

/** @param key of the data: what is known of other data is not shown */
export function useLastInfo(key: unknown): DataInfo | null {
  const data = useApp((s) => s.data)
  const last = useRef<{ readonly key: unknown; readonly info: DataInfo } | null>(null)
  if (data.state === 'ready') last.current = { key, info: data.info }
  const known = last.current
  return data.state !== 'failed' && known !== null && known.key === key ? known.info : null
}
