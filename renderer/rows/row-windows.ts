/** Rows from the engine, in windows. Windows that have left the view are dropped once there are many. */
const MAX_WINDOWS = 60
/** While the scroll bar is dragged, windows that are in view for a moment only are not asked for. */
const SETTLE_MS = 60

export interface RowWindows<Row> {
  row(index: number): Row | undefined
  /** Asks for the rows that are in view. */
  show(from: number, to: number): void
  dispose(): void
}

interface Options<Row> {
  /** Number of all rows. */
  readonly rows: number
  /** Rows of a window. */
  readonly size: number
  load(range: { readonly from: number; readonly count: number }): Promise<readonly Row[]>
  /** Called when rows have arrived. */
  onChange(): void
  onError(error: unknown): void
  /** The same rows with other settings, shown until the new ones have arrived. */
  readonly previous: RowWindows<Row> | null
}

export function createRowWindows<Row>(options: Options<Row>): RowWindows<Row> {
  const { rows, size } = options
  let earlier = options.previous
  const windows = new Map<number, readonly Row[]>()
  const pending = new Set<number>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let isDisposed = false
  const load = async (index: number) => {
    const from = index * size
    if (pending.has(index) || windows.has(index) || from >= rows) return
    pending.add(index)
    try {
      const loaded = await options.load({ from, count: Math.min(size, rows - from) })
      if (isDisposed) return
      windows.set(index, loaded)
      // Each set of rows would keep all sets before it.
      if (pending.size === 1) earlier = null
      // The oldest ones are the first of a Map.
      for (const old of windows.keys()) if (windows.size > MAX_WINDOWS && old !== index) windows.delete(old)
      options.onChange()
    } catch (error) {
      if (!isDisposed) options.onError(error)
    } finally {
      pending.delete(index)
    }
  }
  return {
    row: (index) => windows.get(Math.floor(index / size))?.[index % size] ?? earlier?.row(index),
    show(from, to) {
      clearTimeout(timer)
      const first = Math.floor(from / size)
      const last = Math.floor(to / size)
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
