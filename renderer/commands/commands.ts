/** All commands of the window by topic, for the menu, buttons, shortcuts, context menus and the lists of commands. */
import type { MenuSection } from '../../shared/ipc/contract/index.ts'
import type { Text } from '../../shared/text.ts'
import type { Point } from '../geometry/box.ts'
import { attempt } from '../state/attempt.ts'
import { useApp } from '../state/store.ts'
import type { Command } from './command.ts'
import { arrangeCommands } from './topics/arrange.ts'
import { editCommands } from './topics/edit.ts'
import { fileCommands } from './topics/file.ts'
import { groupCommands } from './topics/groups.ts'
import { signalsCommands } from './topics/signals.ts'
import { trainingCommands } from './topics/training.ts'
import { variantCommands } from './topics/variants.ts'
import { viewCommands } from './topics/view.ts'

export interface Topic {
  readonly id: MenuSection['id']
  readonly title: Text
  readonly commands: readonly Command[]
}

export const topics: readonly Topic[] = [
  { id: 'file', title: { en: 'File', ko: '파일' }, commands: fileCommands },
  { id: 'edit', title: { en: 'Edit', ko: '편집' }, commands: editCommands },
  {
    id: 'arrange',
    title: { en: 'Arrange', ko: '배치' },
    commands: [...arrangeCommands, ...groupCommands, ...variantCommands],
  },
  { id: 'training', title: { en: 'Training', ko: '학습' }, commands: trainingCommands },
  { id: 'view', title: { en: 'View', ko: '보기' }, commands: [...signalsCommands, ...viewCommands] },
]

export const commands: readonly Command[] = topics.flatMap((topic) => topic.commands)

export type CommandId = string

/** The command with this id. @throws Error for an unknown id, which is a programming error */
export function commandOf(id: CommandId): Command {
  const command = commands.find((c) => c.id === id)
  if (!command) throw new Error(`There is no command ${id}. Add it to a topic of commands/topics.`)
  return command
}

/** Runs a command if it is enabled.
 *  @param at the point of the screen where the command was called, if it was called at one */
export function runCommand(command: Command, at?: Point): void {
  if (command.enabled(useApp.getState())) void attempt(command.title, () => command.run(at))
}
