/** Where the program is shown. A wide window has it as a column in the place of the properties, a narrow one as a tab of the dock. */
import { create } from 'zustand'
import { focusSoon, usable } from '../../ui/focus.ts'

/** From here on there is room for a program beside the drawing. */
const wide = globalThis.matchMedia?.('(min-width: 1280px)')

interface CodeState {
  /** The window is wide enough for the column. */
  readonly wide: boolean
  /** The column is wanted: it stands where the properties were. */
  readonly open: boolean
}

export const useCode = create<CodeState>()(() => ({ wide: wide?.matches ?? false, open: false }))

wide?.addEventListener('change', () => useCode.setState({ wide: wide.matches }))

export const closeCode = (): void => useCode.setState({ open: false })

const column = (): HTMLElement | null => document.querySelector('[data-focus="code"]')

/** Opens the column and gives the program the focus; where it has the focus already it closes again. */
export function toggleCode(): void {
  if (useCode.getState().open && column()?.contains(document.activeElement)) {
    closeCode()
    return
  }
  useCode.setState({ open: true })
  // Once it is drawn.
  focusSoon(() => {
    const root = column()
    return root && (usable(root, '[role="textbox"]') ?? usable(root, 'button'))
  })
}
