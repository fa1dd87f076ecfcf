/** Rows from the engine, in windows. Windows that have left the view are dropped once there are many. */
import type { DataReference } from '../../../shared/data/data-reference.ts'
import type { TableRow } from '../../../shared/data/table-profile.ts'
import { useApp } from '../../state/store.ts'

export const WINDOW_ROWS = 200
const MAX_WINDOWS = 60
/** While the scroll bar is dragged, windows that are in view for a moment only are not asked for. */
const SETTLE_MS = 60

export interface RowWindows {
  row(index: number): TableRow | undefined
  /** Asks for the rows that are in view. */
  show(from: number, to: number): void
  dispose(): void
}

interface Options {
  readonly data: DataReference
  /** Number of rows of the table. */
  readonly rows: number
  /** Called when rows have arrived. */
  readonly onChange: () => void
  readonly onError: (error: unknown) => void
  /** Rows of the same table with other settings, shown until the new ones have arrived. */
  readonly previous: RowWindows | null
}

export function createRowWindows({ data, rows, onChange, onError, previous }: Options): RowWindows {
  let earlier = previous
  const windows = new Map<number, readonly TableRow[]>()
  const pending = new Set<number>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let isDisposed = false
  const load = async (index: number) => {
    const { host, file } = useApp.getState()
    const from = index * WINDOW_ROWS
    if (!host || pending.has(index) || windows.has(index) || from >= rows) return
    pending.add(index)
    try {
      const count = Math.min(WINDOW_ROWS, rows - from)
      const loaded = await host.engine.tableRows(data, file.folder, file.path, { from, count })
      if (isDisposed) return
      windows.set(index, loaded)
      // Each set of rows would keep all sets before it.
      if (pending.size === 1) earlier = null
      // The oldest ones are the first of a Map.
      for (const old of windows.keys()) if (windows.size > MAX_WINDOWS && old !== index) windows.delete(old)
      onChange()
    } catch (error) {
      if (!isDisposed) onError(error)
    } finally {
      pending.delete(index)
    }
  }
  return {
    row: (index) =>
      windows.get(Math.floor(index / WINDOW_ROWS))?.[index % WINDOW_ROWS] ?? earlier?.row(index),
    show(from, to) {
      clearTimeout(timer)
      const first = Math.floor(from / WINDOW_ROWS)
      const last = Math.floor(to / WINDOW_ROWS)
      const missing = Array.from({ length: last - first + 1 }, (_, i) => first + i).filter(
        (index) => !windows.has(index),
      )
      if (missing.length === 0) return
      const ask = () => {
        for (const index of missing) void load(index)
      }
      // The first rows come at once.
      if (windows.size === 0 && pending.size === 0) ask()
      else timer = setTimeout(ask, SETTLE_MS)
    },
    dispose() {
      isDisposed = true
      clearTimeout(timer)
    },
  }
}
