/** Which tab the panel on the left shows. Beside the document, never in it. */
import { create } from 'zustand'

export const SIDE_TABS = ['layers', 'outline', 'history'] as const
export type SideTab = (typeof SIDE_TABS)[number]

interface SideState {
  readonly tab: SideTab
  show(tab: SideTab): void
  /** Shows a tab and gives what is in it the focus. */
  open(tab: SideTab): void
}

/** What takes the focus in each tab. */
const FIRST: { readonly [T in SideTab]: string } = {
  layers: '[data-focus="palette"]',
  outline: '[role="tree"] [tabindex="0"]',
  history: '[data-focus="history"] [aria-current="step"]',
}

const focusIn = (tab: SideTab) => document.querySelector<HTMLElement>(FIRST[tab])?.focus()

export const useSide = create<SideState>()((set, get) => ({
  tab: 'layers',
  show: (tab) => set({ tab }),
  open(tab) {
    if (get().tab === tab) {
      focusIn(tab)
      return
    }
    set({ tab })
    // Once it is drawn.
    requestAnimationFrame(() => focusIn(tab))
  },
}))
