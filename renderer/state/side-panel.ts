/** The visible tab of the left panel. Not part of the document. */
import { create } from 'zustand'

export const SIDE_TABS = ['layers', 'outline', 'history'] as const
export type SideTab = (typeof SIDE_TABS)[number]

interface SideState {
  readonly tab: SideTab
  show(tab: SideTab): void
  /** Shows a tab and focuses its content. */
  open(tab: SideTab): void
}

/** Selector of the element to focus in each tab. */
const FOCUS_SELECTORS: { readonly [T in SideTab]: string } = {
  layers: '[data-focus="palette"]',
  outline: '[role="tree"] [tabindex="0"]',
  history: '[data-focus="history"] [aria-current="step"]',
}

const focusTabContent = (tab: SideTab) => document.querySelector<HTMLElement>(FOCUS_SELECTORS[tab])?.focus()

export const useSide = create<SideState>()((set, get) => ({
  tab: 'layers',
  show: (tab) => set({ tab }),
  open(tab) {
    if (get().tab === tab) {
      focusTabContent(tab)
      return
    }
    set({ tab })
    // After rendering.
    requestAnimationFrame(() => focusTabContent(tab))
  },
}))
