/** The visible tab and the height of the dock, per workspace. They are stored between starts, separately from the document. */
import { create } from 'zustand'
import { isObject } from '../../../shared/json.ts'
import { focusSoon } from '../../ui/focus.ts'
import { toggleCode, useCode } from '../code/code-state.ts'

export const TABS = ['training', 'code', 'summary', 'problems', 'log'] as const
export type Tab = (typeof TABS)[number]

/** The height of the tabs, which are the only visible part of a folded dock. All sizes are in pixels. */
export const FOLDED = 34
/** Minimum height at which charts are drawn. */
export const MIN_HEIGHT = 120
const FIRST_HEIGHT = 220
/** Maximum share of the window's height, so that most of it remains for the canvas. */
const LARGEST_SHARE = 0.4

/** The stored state of the dock in one workspace. */
export interface DockSize {
  /** Height of the open dock, including the tabs. */
  readonly height: number
  readonly folded: boolean
  /** Whether the first training has opened the dock. From then on only the user folds and opens it. */
  readonly shown: boolean
}

interface DockState extends DockSize {
  readonly tab: Tab
  /** Whether the Problems tab lists its hints or only their number. */
  readonly hints: boolean
  /** Shows a tab and opens the dock if it is folded. */
  show(tab: Tab): void
  /** Like `show`, and focuses the tab. In a wide window the code opens in its column instead. */
  open(tab: Tab): void
  /** Shows the Training tab when a training starts. The first time, the dock opens. */
  showTraining(): void
  resize(height: number): void
  fold(folded: boolean): void
}

/** The only workspace so far. Further ones would store their own height. */
const WORKSPACE = 'design'
const KEY = 'layerloom.dock'
const FIRST: DockSize = { height: FIRST_HEIGHT, folded: true, shown: false }

export const maxHeight = (window = globalThis.innerHeight ?? 0): number =>
  Math.max(MIN_HEIGHT, Math.floor(window * LARGEST_SHARE) || FIRST_HEIGHT)
const limit = (height: number): number => Math.round(Math.min(maxHeight(), Math.max(MIN_HEIGHT, height)))

/** The stored sizes, by workspace. If the storage is disabled or contains foreign data, the result is empty. */
function kept(): { readonly [workspace: string]: unknown } {
  try {
    const found: unknown = JSON.parse(globalThis.localStorage?.getItem(KEY) ?? 'null')
    return isObject(found) ? found : {}
  } catch {
    return {}
  }
}

/** Parses the stored size of one workspace; each invalid part gets its default. */
export function readSize(found: unknown): DockSize {
  if (!isObject(found)) return FIRST
  const { height, folded, shown } = found
  return {
    height:
      typeof height === 'number' && Number.isFinite(height) ? Math.max(MIN_HEIGHT, height) : FIRST.height,
    folded: folded !== false,
    shown: shown === true,
  }
}

export const useDock = create<DockState>()((set) => ({
  tab: 'training',
  hints: false,
  ...readSize(kept()[WORKSPACE]),
  show: (tab) => set({ tab, folded: false }),
  open(tab) {
    if (tab === 'code' && useCode.getState().wide) return toggleCode()
    set({ tab, folded: false })
    // After rendering.
    focusSoon(() => document.getElementById(`dock-tab-${tab}`))
  },
  showTraining: () => set(({ folded, shown }) => ({ tab: 'training', folded: folded && shown, shown: true })),
  // Below half of the minimum height the content would not be visible: the dock folds and keeps its previous height.
  resize: (height) =>
    set(height < (FOLDED + MIN_HEIGHT) / 2 ? { folded: true } : { height: limit(height), folded: false }),
  fold: (folded) => set({ folded }),
}))

// When the window's width changes, open code moves between the column and the tab.
useCode.subscribe((state, before) => {
  if (state.wide === before.wide) return
  const { tab, folded } = useDock.getState()
  if (!state.wide && state.open) {
    useCode.setState({ open: false })
    useDock.getState().show('code')
  } else if (state.wide && tab === 'code') {
    useDock.setState({ tab: 'training' })
    if (!folded) useCode.setState({ open: true })
  }
})

function keep({ height, folded, shown }: DockSize): void {
  try {
    const all = { ...kept(), [WORKSPACE]: { height, folded, shown } satisfies DockSize }
    globalThis.localStorage?.setItem(KEY, JSON.stringify(all))
  } catch (error) {
    console.warn('The height of the dock could not be remembered:', error)
  }
}

let waiting: ReturnType<typeof setTimeout> | undefined
useDock.subscribe((state, before) => {
  const switched = state.folded !== before.folded || state.shown !== before.shown
  if (!switched && state.height === before.height) return
  clearTimeout(waiting)
  // A drag is stored once it pauses.
  if (switched) keep(state)
  else waiting = setTimeout(() => keep(useDock.getState()), 300)
})
