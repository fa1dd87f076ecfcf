/** The visible tab and the height of the dock, per workspace, and of the one below results. They are stored between starts, separately from the document. */
import { create, type StoreApi } from 'zustand'
import { isObject } from '../../shared/json.ts'
import { focusNextFrame } from '../ui/focus.ts'
import { toggleCode, useCode } from './code-panel.ts'
import type { Workspace } from './store.ts'

export const TABS = ['training', 'signals', 'code', 'summary', 'problems', 'log'] as const
export type Tab = (typeof TABS)[number]

/** The height of the tabs, which are the only visible part of a folded dock. All sizes are in pixels. */
export const FOLDED_HEIGHT = 34
/** Minimum height at which charts are drawn. */
export const MIN_HEIGHT = 120
const DEFAULT_HEIGHT = 220
/** Maximum share of the window's height, so that most of it remains for the canvas. */
const MAX_HEIGHT_RATIO = 0.4

/** The stored state of the dock in one workspace. */
export interface DockSize {
  /** Height of the open dock, including the tabs. */
  readonly height: number
  readonly folded: boolean
  /** Whether the first training, or the signals, have opened the dock. From then on only the user folds and opens it. */
  readonly shown: boolean
}

/** A dock that can be folded and resized. */
export interface ResizableDock extends DockSize {
  resize(height: number): void
  fold(folded: boolean): void
}

interface DockState extends ResizableDock {
  readonly tab: Tab
  /** Whether the Problems tab lists its hints or only their number. */
  readonly hints: boolean
  /** Shows a tab and opens the dock if it is folded. */
  show(tab: Tab): void
  /** Like `show`, and focuses the tab. In a wide window the code opens in its column instead. */
  open(tab: Tab): void
  /** Shows the tab of something that begins. The first time, the dock opens. */
  present(tab: 'training' | 'signals'): void
}

const KEY = 'layerloom.dock'
const DEFAULT_SIZE: DockSize = { height: DEFAULT_HEIGHT, folded: true, shown: false }

export const maxHeight = (window = globalThis.innerHeight ?? 0): number =>
  Math.max(MIN_HEIGHT, Math.floor(window * MAX_HEIGHT_RATIO) || DEFAULT_HEIGHT)
const clampHeight = (height: number): number =>
  Math.round(Math.min(maxHeight(), Math.max(MIN_HEIGHT, height)))

/** The stored sizes, by workspace. If the storage is disabled or contains foreign data, the result is empty. */
function loadSizes(): { readonly [workspace: string]: unknown } {
  try {
    const stored: unknown = JSON.parse(globalThis.localStorage?.getItem(KEY) ?? 'null')
    return isObject(stored) ? stored : {}
  } catch {
    return {}
  }
}

/** Parses the stored size of one workspace; each invalid part gets its default. */
export function parseSize(stored: unknown): DockSize {
  if (!isObject(stored)) return DEFAULT_SIZE
  const { height, folded, shown } = stored
  return {
    height:
      typeof height === 'number' && Number.isFinite(height)
        ? Math.max(MIN_HEIGHT, height)
        : DEFAULT_SIZE.height,
    folded: folded !== false,
    shown: shown === true,
  }
}

/** Below half of the minimum height the content would not be visible: the dock folds and keeps its previous height. */
const resized = (height: number): Partial<DockSize> =>
  height < (FOLDED_HEIGHT + MIN_HEIGHT) / 2
    ? { folded: true }
    : { height: clampHeight(height), folded: false }

export const useDock = create<DockState>()((set) => ({
  tab: 'training',
  hints: false,
  ...parseSize(loadSizes().design),
  show: (tab) => set({ tab, folded: false }),
  open(tab) {
    if (tab === 'code' && useCode.getState().wide) return toggleCode()
    set({ tab, folded: false })
    // After rendering.
    focusNextFrame(() => document.getElementById(`dock-tab-${tab}`))
  },
  present: (tab) => set(({ folded, shown }) => ({ tab, folded: folded && shown, shown: true })),
  resize: (height) => set(resized(height)),
  fold: (folded) => set({ folded }),
}))

/** The dock of the Data workspace, which shows the rows from the start; lower in a small window. */
const DATA_SIZE: DockSize = { height: globalThis.innerWidth > 1100 ? 262 : 200, folded: false, shown: true }

export const useDataDock = create<ResizableDock>()((set) => ({
  ...parseSize(loadSizes().data ?? DATA_SIZE),
  resize: (height) => set(resized(height)),
  fold: (folded) => set({ folded }),
}))

/** The dock of the Runs workspace, which shows the curves from the start. */
export const useRunsDock = create<ResizableDock>()((set) => ({
  ...parseSize(loadSizes().runs ?? DATA_SIZE),
  resize: (height) => set(resized(height)),
  fold: (folded) => set({ folded }),
}))

/** The dock below the results of a run. A small window shows only its tabs until it is opened. */
const isSmall = globalThis.innerWidth <= 1100 || globalThis.innerHeight <= 760
const PREDICT_SIZE: DockSize = { height: 240, folded: isSmall, shown: true }

export const usePredictDock = create<ResizableDock>()((set) => ({
  ...parseSize(loadSizes().predict ?? PREDICT_SIZE),
  resize: (height) => set(resized(height)),
  fold: (folded) => set({ folded }),
}))

// When the window's width changes, open code moves between the column and the tab.
useCode.subscribe((state, previous) => {
  if (state.wide === previous.wide) return
  const { tab, folded } = useDock.getState()
  if (!state.wide && state.open) {
    useCode.setState({ open: false })
    useDock.getState().show('code')
  } else if (state.wide && tab === 'code') {
    useDock.setState({ tab: 'training' })
    if (!folded) useCode.setState({ open: true })
  }
})

type DockKey = Workspace | 'predict'

function saveSize(workspace: DockKey, { height, folded, shown }: DockSize): void {
  try {
    const all = { ...loadSizes(), [workspace]: { height, folded, shown } satisfies DockSize }
    globalThis.localStorage?.setItem(KEY, JSON.stringify(all))
  } catch (error) {
    console.warn('The height of the dock could not be remembered:', error)
  }
}

/** Stores the size of a dock whenever it changes. */
function keepSize(workspace: DockKey, dock: StoreApi<ResizableDock>): void {
  let saveTimer: ReturnType<typeof setTimeout> | undefined
  dock.subscribe((state, previous) => {
    const switched = state.folded !== previous.folded || state.shown !== previous.shown
    if (!switched && state.height === previous.height) return
    clearTimeout(saveTimer)
    // A drag is stored once it pauses.
    if (switched) saveSize(workspace, state)
    else saveTimer = setTimeout(() => saveSize(workspace, dock.getState()), 300)
  })
}
keepSize('design', useDock)
keepSize('data', useDataDock)
keepSize('runs', useRunsDock)
keepSize('predict', usePredictDock)
