/** A command is one object that the menu, buttons, shortcuts and the command list all read. */
import type { Text } from '../../shared/text.ts'
import type { AppState } from '../state/store.ts'

/** A place on the screen, in pixels. */
export interface Point {
  readonly x: number
  readonly y: number
}

export interface Command {
  readonly id: string
  readonly title: Text
  /** `Mod` is Ctrl, or ⌘ on a Mac: 'Mod+Shift+Z', 'Delete', '/'. The first is shown. */
  readonly shortcuts: readonly string[]
  /** The shortcut also works while a text is being typed. */
  readonly whileTyping?: boolean
  /** The shortcut is the browser's: its own event (copy, cut, paste) carries it out (commands/clipboard.ts). */
  readonly byBrowser?: boolean
  enabled(state: AppState): boolean
  /** @param at where on the screen it was called, when it was called at a place */
  run(at?: Point): unknown
}

export const always = (): boolean => true
