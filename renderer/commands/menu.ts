/** The native menu, made from the list of commands: every command stands in it, in the window's language, as able as it is. */
import type { MenuEntry, MenuSection, NativeMenu } from '../../shared/ipc/contract.ts'
import type { Text } from '../../shared/text.ts'
import { type AppState, useApp } from '../state/store.ts'
import type { Command } from './command.ts'
import { commands } from './commands.ts'

const LINE = '-'

interface Section {
  readonly id: MenuSection['id']
  readonly title: Text
  /** Ids of commands, `-` for a line; one that is not there is left out. */
  readonly entries: readonly string[]
}

/** The last section takes every command that is named nowhere. */
const SECTIONS: readonly Section[] = [
  {
    id: 'file',
    title: { en: '&File', ko: '파일(&F)' },
    entries: [
      'new',
      'new-window',
      LINE,
      'open',
      'start',
      'recover',
      LINE,
      'save',
      'save-as',
      'previous-version',
    ],
  },
  {
    id: 'edit',
    title: { en: '&Edit', ko: '편집(&E)' },
    entries: ['undo', 'redo', LINE, 'cut', 'copy', 'paste', 'select-all', 'duplicate', 'delete', 'rename'],
  },
  {
    id: 'view',
    title: { en: '&View', ko: '보기(&V)' },
    entries: ['fit', 'zoom-in', 'zoom-out', 'zoom-reset', LINE, 'theme', 'language', 'commands'],
  },
  { id: 'network', title: { en: '&Network', ko: '신경망(&N)' }, entries: ['train', 'stop', 'pause', LINE] },
]

/** 'Mod+Shift+S' as Electron writes it. */
const accelerator = (shortcut: string): string =>
  shortcut
    .split('+')
    .map((key) => (key === 'Mod' ? 'CmdOrCtrl' : key === '' ? 'Plus' : key))
    .join('+')

export function nativeMenu(state: AppState, all: readonly Command[] = commands): NativeMenu {
  const { language } = state
  const named = new Set(SECTIONS.flatMap((section) => section.entries))
  const rest = all.filter((command) => !named.has(command.id)).map((command) => command.id)
  const entry = (id: string): MenuEntry[] => {
    if (id === LINE) return [{ id, label: '', enabled: true }]
    const command = all.find((c) => c.id === id)
    if (!command) return []
    const [shortcut] = command.shortcuts
    return [
      {
        id,
        label: command.title[language],
        ...(shortcut !== undefined && { accelerator: accelerator(shortcut) }),
        enabled: state.dialog === null && command.enabled(state),
      },
    ]
  }
  return {
    language,
    sections: SECTIONS.map(({ id, title, entries }, i) => ({
      id,
      label: title[language],
      entries: [...entries, ...(i === SECTIONS.length - 1 ? rest : [])].flatMap(entry),
    })),
  }
}

const PAUSE = 150

/** Sends the menu, and again when an entry or the language changes. */
export function followMenu(): void {
  let sent = ''
  let timer: ReturnType<typeof setTimeout> | undefined
  const send = () => {
    const state = useApp.getState()
    const menu = nativeMenu(state)
    const now = JSON.stringify(menu)
    if (now === sent || !state.host) return
    sent = now
    state.host.host.setMenu(menu).catch((error: unknown) => console.warn('The menu was not set:', error))
  }
  send()
  useApp.subscribe(() => {
    clearTimeout(timer)
    timer = setTimeout(send, PAUSE)
  })
}
