/** The keys of the grid of columns, with one tab stop that moves from cell to cell. */
import { type RefObject, useEffect, useRef, useState } from 'react'
import { COLUMN_CELLS } from './column-cells.ts'

const PAGE = 10
const NAME = COLUMN_CELLS.findIndex(({ id }) => id === 'name')
/** Letters typed within this time are one search. */
const TYPING_MS = 700

interface Options {
  readonly root: RefObject<HTMLElement | null>
  readonly names: readonly string[]
  /** The row of the selected column. */
  readonly row: number
  readonly onRow: (row: number) => void
}

/** The cell's own control, or the cell. */
const targetIn = (root: HTMLElement | null, row: number, cell: number): HTMLElement | null => {
  const element = root?.querySelector<HTMLElement>(
    `[data-row="${row}"] [data-cell="${COLUMN_CELLS[cell]!.id}"]`,
  )
  return element?.querySelector<HTMLElement>('select') ?? element ?? null
}

export function useGridKeys({ root, names, row, onRow }: Options) {
  const [cell, setCell] = useState(NAME)
  /** Whether the focus has to follow the row, which is rendered later. On the grid itself it waits for the first rows. */
  const follows = useRef(false)
  const typed = useRef({ text: '', at: 0 })
  useEffect(() => {
    const waits = root.current !== null && root.current === document.activeElement
    if (!follows.current && !waits) return
    const target = targetIn(root.current, row, cell)
    if (!target) return
    follows.current = false
    target.focus({ preventScroll: true })
  })
  const move = (nextRow: number, nextCell: number) => {
    const to = Math.min(Math.max(nextRow, 0), names.length - 1)
    follows.current = true
    setCell(Math.min(Math.max(nextCell, 0), COLUMN_CELLS.length - 1))
    if (to !== row) onRow(to)
  }
  const find = (letter: string, at: number) => {
    const isContinued = at - typed.current.at < TYPING_MS
    const text = (isContinued ? typed.current.text : '') + letter.toLowerCase()
    typed.current = { text, at }
    const from = isContinued ? row : row + 1
    const order = names.map((_, i) => (from + i) % names.length)
    const found = order.find((i) => names[i]!.toLowerCase().startsWith(text))
    if (found !== undefined) move(found, cell)
  }
  const onKeyDown = (event: React.KeyboardEvent<HTMLElement>) => {
    if (names.length === 0 || event.altKey || event.nativeEvent.isComposing) return
    const inSelect = event.target instanceof HTMLSelectElement
    const steps: { readonly [key: string]: readonly [row: number, cell: number] } = {
      ArrowUp: [row - 1, cell],
      ArrowDown: [row + 1, cell],
      ArrowLeft: [row, cell - 1],
      ArrowRight: [row, cell + 1],
      PageUp: [row - PAGE, cell],
      PageDown: [row + PAGE, cell],
      Home: event.ctrlKey || event.metaKey ? [0, cell] : [row, 0],
      End: event.ctrlKey || event.metaKey ? [names.length - 1, cell] : [row, COLUMN_CELLS.length - 1],
    }
    const step = steps[event.key]
    if (step) {
      event.preventDefault()
      move(step[0], step[1])
    } else if (event.key === 'Enter' && inSelect) {
      event.preventDefault()
      openList(event.target as HTMLSelectElement)
    } else if (event.key.length === 1 && event.key !== ' ' && !inSelect && !event.ctrlKey && !event.metaKey) {
      event.preventDefault()
      find(event.key, event.timeStamp)
    }
  }
  /** A press on a cell moves the tab stop to it and selects its row. */
  const onPointerDown = (event: React.PointerEvent<HTMLElement>) => {
    if (!(event.target instanceof Element)) return
    const element = event.target.closest<HTMLElement>('[data-cell]')
    const index = Number(event.target.closest<HTMLElement>('[data-row]')?.dataset.row ?? -1)
    const pressed = COLUMN_CELLS.findIndex(({ id }) => id === element?.dataset.cell)
    if (pressed >= 0) setCell(pressed)
    if (index >= 0 && index !== row) onRow(index)
  }
  return { cell, onKeyDown, onPointerDown }
}

/** Chromium opens a list by Alt+Down and, where it has showPicker, by Enter too. */
function openList(select: HTMLSelectElement): void {
  const { showPicker } = select as { showPicker?: () => void }
  showPicker?.call(select)
}
