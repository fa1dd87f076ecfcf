/** Which tab the dock shows and how tall it is, for each workspace; remembered between starts. Beside the document, never in it. */
import { create } from 'zustand'
import { isObject } from '../../../shared/json.ts'
import { focusSoon } from '../../ui/focus.ts'
import { toggleCode, useCode } from '../code/code-state.ts'

export const TABS = ['training', 'code', 'summary', 'problems', 'log'] as const
export type Tab = (typeof TABS)[number]

/** The height of the tabs, which is all there is of a folded dock; pixels, as all here. */
export const FOLDED = 34
/** Charts are drawn from here on. */
export const MIN_HEIGHT = 120
const FIRST_HEIGHT = 220
/** Of the window: most of it stays with what is drawn. */
const LARGEST_SHARE = 0.4

/** What is kept of the dock of one workspace. */
export interface DockSize {
  /** Tabs included, when it is open. */
  readonly height: number
  readonly folded: boolean
  /** The first training has opened it; from then on it is as the person leaves it. */
  readonly shown: boolean
}

interface DockState extends DockSize {
  readonly tab: Tab
  /** The Problems tab shows its hints, not only how many there are. */
  readonly hints: boolean
  /** Shows a tab, opening the dock if need be. */
  show(tab: Tab): void
  /** The same, and gives the tab the focus; the code stands in its column where there is room for one. */
  open(tab: Tab): void
  /** A training begins: its tab, and the first time the dock opens. */
  showTraining(): void
  resize(height: number): void
  fold(folded: boolean): void
}

/** There is one workspace so far; the others will keep a height of their own. */
const WORKSPACE = 'design'
const KEY = 'layerloom.dock'
const FIRST: DockSize = { height: FIRST_HEIGHT, folded: true, shown: false }

export const maxHeight = (window = globalThis.innerHeight ?? 0): number =>
  Math.max(MIN_HEIGHT, Math.floor(window * LARGEST_SHARE) || FIRST_HEIGHT)
const limit = (height: number): number => Math.round(Math.min(maxHeight(), Math.max(MIN_HEIGHT, height)))

/** All that is kept, by workspace. Storage may be switched off or hold something foreign: then it is as if nothing was. */
function kept(): { readonly [workspace: string]: unknown } {
  try {
    const found: unknown = JSON.parse(globalThis.localStorage?.getItem(KEY) ?? 'null')
    return isObject(found) ? found : {}
  } catch {
    return {}
  }
}

/** What was kept of one workspace, each part that makes sense. */
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
    // Once it is drawn.
    focusSoon(() => document.getElementById(`dock-tab-${tab}`))
  },
  showTraining: () => set(({ folded, shown }) => ({ tab: 'training', folded: folded && shown, shown: true })),
  // Below half of the smallest height nothing could be seen: it folds, and keeps the height it had.
  resize: (height) =>
    set(height < (FOLDED + MIN_HEIGHT) / 2 ? { folded: true } : { height: limit(height), folded: false }),
  fold: (folded) => set({ folded }),
}))

// The code goes with the person from the column to the tab and back.
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
  // A drag is written once it rests.
  if (switched) keep(state)
  else waiting = setTimeout(() => keep(useDock.getState()), 300)
})
