/** The native menu, built from the list of commands: every command in the window's language, enabled or disabled. */
import type { MenuEntry, NativeMenu } from '../../shared/ipc/contract/index.ts'
import type { Language } from '../../shared/text.ts'
import { type AppState, useApp } from '../state/store.ts'
import type { Command } from './command.ts'
import { type CommandId, type Topic, topics } from './commands.ts'

/** Commands with a separator above them. */
const WITH_SEPARATOR: readonly CommandId[] = [
  'start',
  'save',
  'recover',
  'settings',
  'cut',
  'select-all',
  'find-layer',
  'connect',
  'align-left',
  'distribute-across',
  'snap',
  'resume',
  'find-rate',
  'fit',
  'box',
  'theme',
  'shortcuts',
]
const SEPARATOR: MenuEntry = { id: '-', label: '', enabled: true }

/** A shortcut such as 'Mod+Shift+S' as an Electron accelerator. */
const accelerator = (shortcut: string): string =>
  shortcut
    .split('+')
    .map((key) => (key === 'Mod' ? 'CmdOrCtrl' : key === '' ? 'Plus' : key))
    .join('+')

/** The label of a section. Its access key (with Alt) is the first letter of the English name, also in Korean: '파일(&F)'. */
const label = ({ title }: Topic, language: Language): string =>
  language === 'en' ? `&${title.en}` : `${title.ko}(&${title.en[0]})`

export function nativeMenu(state: AppState): NativeMenu {
  const { language } = state
  const entry = (command: Command): MenuEntry => {
    const [shortcut] = command.shortcuts
    return {
      id: command.id,
      label: command.title[language],
      ...(shortcut !== undefined && { accelerator: accelerator(shortcut) }),
      enabled: state.dialog === null && command.enabled(state),
    }
  }
  return {
    language,
    sections: topics.map((topic) => ({
      id: topic.id,
      label: label(topic, language),
      entries: topic.commands.flatMap((command) =>
        WITH_SEPARATOR.includes(command.id) ? [SEPARATOR, entry(command)] : [entry(command)],
      ),
    })),
  }
}

const DEBOUNCE = 150

/** Sends the menu to the host, and again whenever an entry or the language changes. */
export function syncMenu(): void {
  let lastSent = ''
  let timer: ReturnType<typeof setTimeout> | undefined
  const send = () => {
    const state = useApp.getState()
    const menu = nativeMenu(state)
    const serialized = JSON.stringify(menu)
    if (serialized === lastSent || !state.host) return
    lastSent = serialized
    state.host.host.setMenu(menu).catch((error: unknown) => console.warn('The menu was not set:', error))
  }
  send()
  useApp.subscribe(() => {
    clearTimeout(timer)
    timer = setTimeout(send, DEBOUNCE)
  })
}
