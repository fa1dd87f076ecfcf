/** Where the program is shown: a wide window has a column in place of the properties, a narrow one a tab of the dock. */
import { create } from 'zustand'
import { firstFocusable, focusNextFrame } from '../ui/focus.ts'

/** Minimum width for a program next to the canvas. */
const wideQuery = globalThis.matchMedia?.('(min-width: 1280px)')

interface CodeState {
  /** Whether the window is wide enough for the column. */
  readonly wide: boolean
  /** Whether the column is open. It replaces the properties. */
  readonly open: boolean
}

export const useCode = create<CodeState>()(() => ({ wide: wideQuery?.matches ?? false, open: false }))

wideQuery?.addEventListener('change', () => useCode.setState({ wide: wideQuery.matches }))

export const closeCode = (): void => useCode.setState({ open: false })

const codeColumn = (): HTMLElement | null => document.querySelector('[data-focus="code"]')

/** Opens the column and focuses the program; closes it if it has the focus. */
export function toggleCode(): void {
  if (useCode.getState().open && codeColumn()?.contains(document.activeElement)) {
    closeCode()
    return
  }
  useCode.setState({ open: true })
  // After rendering.
  focusNextFrame(() => {
    const root = codeColumn()
    return root && (firstFocusable(root, '[role="textbox"]') ?? firstFocusable(root, 'button'))
  })
}
