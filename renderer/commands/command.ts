/** A command: one object for the menu, buttons, shortcuts and the command list. */
import type { Text } from '../../shared/text.ts'
import type { Point } from '../geometry/box.ts'
import type { AppState, Workspace } from '../state/store.ts'

export interface Command {
  readonly id: string
  readonly title: Text
  /** Keys such as 'Mod+Shift+Z', 'Delete' or '/'. `Mod` is Ctrl, or ⌘ on a Mac. Menus show the first one. */
  readonly shortcuts: readonly string[]
  /** Whether the shortcut also works in a text field. */
  readonly whileTyping?: boolean
  /** Whether the shortcut also works on a list, which takes letters and arrows only. */
  readonly onLists?: boolean
  /** Whether the browser handles the shortcut and fires an event (copy, cut, paste) that runs it (commands/use-clipboard.ts). */
  readonly handledByBrowser?: boolean
  /** The only workspace in which it can run; another one may use its shortcut. */
  readonly workspace?: Workspace
  enabled(state: AppState): boolean
  /** @param at the point of the screen where the command was called, if it was called at one */
  run(at?: Point): unknown
}

/** Only while a workspace is in view, for commands about what is shown there. */
export const inWorkspace = (workspace: Workspace, command: Command): Command => ({
  ...command,
  workspace,
  enabled: (state) => state.workspace === workspace && command.enabled(state),
})
export const inDesign = (command: Command): Command => inWorkspace('design', command)

export const always = (): boolean => true
