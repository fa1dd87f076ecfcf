/** Saves and restores the bounds of the window. Electron has this built in from 45 on; this works for 22 too. */
import { readFileSync, writeFileSync } from 'node:fs'
import type { BrowserWindow, Rectangle } from 'electron'
import { isObject } from '../../shared/json.ts'

export interface WindowState {
  readonly bounds: Partial<Rectangle> & { readonly width: number; readonly height: number }
  readonly maximized: boolean
}

export const DEFAULT_STATE: WindowState = { bounds: { width: 1440, height: 900 }, maximized: false }
const MIN_SIZE = { width: 800, height: 560 }

/** The saved state if it fits a screen, otherwise the default. `areas`: the work areas of the screens. */
export function readState(text: string, areas: readonly Rectangle[]): WindowState {
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch {
    return DEFAULT_STATE
  }
  const { x, y, width, height, maximized } = isObject(raw) ? raw : {}
  const numbers = [x, y, width, height]
  if (!numbers.every((value): value is number => Number.isSafeInteger(value))) return DEFAULT_STATE
  const [left, top, savedWidth, savedHeight] = numbers as [number, number, number, number]
  // The title bar has to be reachable: its middle must be on a screen.
  const reachable = areas.some(
    (a) =>
      left + savedWidth / 2 >= a.x &&
      left + savedWidth / 2 < a.x + a.width &&
      top >= a.y &&
      top < a.y + a.height - 30,
  )
  if (!reachable || savedWidth < MIN_SIZE.width || savedHeight < MIN_SIZE.height) return DEFAULT_STATE
  return {
    bounds: { x: left, y: top, width: savedWidth, height: savedHeight },
    maximized: maximized === true,
  }
}

const CASCADE_OFFSET = 28

/** Offsets a further window from the others, so that all are visible; it is never maximized. */
export function cascade(state: WindowState, others: readonly Rectangle[]): WindowState {
  const { bounds } = state
  if (others.length === 0) return state
  const isOccupied = (x: number, y: number) => others.some((other) => other.x === x && other.y === y)
  const { x, y } = bounds
  if (x === undefined || y === undefined) return { bounds, maximized: false }
  let steps = 0
  while (isOccupied(x + steps * CASCADE_OFFSET, y + steps * CASCADE_OFFSET)) steps++
  return {
    bounds: { ...bounds, x: x + steps * CASCADE_OFFSET, y: y + steps * CASCADE_OFFSET },
    maximized: false,
  }
}

export function loadState(path: string, areas: readonly Rectangle[]): WindowState {
  try {
    return readState(readFileSync(path, 'utf8'), areas)
  } catch {
    return DEFAULT_STATE // first start
  }
}

/** Saves the state when the window closes; an error only loses the bounds. */
export function saveStateOnClose(window: BrowserWindow, path: string, report: (fault: string) => void): void {
  window.on('close', () => {
    try {
      writeFileSync(path, JSON.stringify({ ...window.getNormalBounds(), maximized: window.isMaximized() }))
    } catch (error) {
      report(`the window's place was not kept: ${(error as Error).message}`)
    }
  })
}
