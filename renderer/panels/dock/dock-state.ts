/** Which tab the dock shows and how tall it is; remembered between starts. Beside the document, never in it. */
import { create } from 'zustand'
import { focusSoon } from '../../ui/focus.ts'

export const TABS = ['training', 'code', 'summary', 'problems', 'log'] as const
export type Tab = (typeof TABS)[number]

export const MIN_HEIGHT = 140
export const DEFAULT_HEIGHT = 264

interface DockState {
  readonly tab: Tab
  /** Pixels, tabs included; the window's height limits what is shown of it. */
  readonly height: number
  readonly collapsed: boolean
  /** The Problems tab shows its hints, not only how many there are. */
  readonly hints: boolean
  /** Shows a tab, opening the dock if need be. */
  show(tab: Tab): void
  /** The same, and gives the tab the focus. */
  open(tab: Tab): void
  resize(height: number): void
  collapse(collapsed: boolean): void
}

const KEY = 'layerloom.dock'

/** Storage may be switched off or hold something foreign: then the dock is as tall as at first. */
function load(): Pick<DockState, 'height' | 'collapsed'> {
  const first = { height: DEFAULT_HEIGHT, collapsed: false }
  try {
    const kept: unknown = JSON.parse(globalThis.localStorage?.getItem(KEY) ?? 'null')
    if (typeof kept !== 'object' || kept === null) return first
    const { height, collapsed } = kept as Record<string, unknown>
    return {
      height: typeof height === 'number' && Number.isFinite(height) ? limit(height) : first.height,
      collapsed: collapsed === true,
    }
  } catch {
    return first
  }
}

/** Most of the window stays with the canvas. */
export const maxHeight = (): number => Math.max(MIN_HEIGHT, Math.round(globalThis.innerHeight * 0.7) || 600)
export const limit = (height: number): number =>
  Math.round(Math.min(maxHeight(), Math.max(MIN_HEIGHT, height)))

export const useDock = create<DockState>()((set) => ({
  tab: 'training',
  hints: false,
  ...load(),
  show: (tab) => set({ tab, collapsed: false }),
  open(tab) {
    set({ tab, collapsed: false })
    // Once it is drawn.
    focusSoon(() => document.getElementById(`dock-tab-${tab}`))
  },
  resize: (height) => set({ height: limit(height), collapsed: false }),
  collapse: (collapsed) => set({ collapsed }),
}))

let waiting = 0
useDock.subscribe(({ height, collapsed }, before) => {
  if (height === before.height && collapsed === before.collapsed) return
  clearTimeout(waiting)
  // A drag is written once it rests.
  waiting = setTimeout(() => {
    try {
      globalThis.localStorage?.setItem(KEY, JSON.stringify({ height, collapsed }))
    } catch (error) {
      console.warn('The height of the dock could not be remembered:', error)
    }
  }, 300) as unknown as number
})
