/** What fills the missing cells of each column, once the table is prepared; the last answer while it is prepared anew. */
import { useEffect, useState } from 'react'
import type { DataReference } from '../../../shared/data/data-reference.ts'
import { describedData } from '../../state/data.ts'
import { useApp } from '../../state/store.ts'

export type Fills = ReadonlyMap<string, number | string>

const NONE: Fills = new Map()

export function useFills(own: DataReference): Fills {
  const [fills, setFills] = useState(NONE)
  const info = useApp((s) => (s.data.state === 'ready' ? s.data.info : null))
  const data = describedData(own)
  useEffect(() => {
    const { host, file } = useApp.getState()
    if (!host || !info) return
    let isCurrent = true
    host.engine.tableFills(data, file.folder, file.path).then(
      (answer) => {
        if (isCurrent) setFills(new Map(answer.map(({ column, fill }) => [column, fill])))
      },
      // The rows that are asked for at the same time report why.
      () => isCurrent && setFills(NONE),
    )
    return () => {
      isCurrent = false
    }
  }, [data, info])
  return fills
}
