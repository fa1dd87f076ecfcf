/** A command is one object that the menu, buttons, shortcuts and the command list all read. */
import type { Text } from '../../shared/text.ts'
import type { AppState } from '../state/store.ts'

export interface Command {
  readonly id: string
  readonly title: Text
  /** `Mod` is Ctrl, or ⌘ on a Mac: 'Mod+Shift+Z', 'Delete', '/'. The first is shown. */
  readonly shortcuts: readonly string[]
  /** The shortcut also works while a text is being typed. */
  readonly whileTyping?: boolean
  enabled(state: AppState): boolean
  run(): unknown
}
