/** The native menu as data. The window's own shortcuts stay its own: entries that send a command only show them. */
import type { MenuItemConstructorOptions } from 'electron'
import type { MenuCommand } from '../../shared/ipc/contract.ts'
import type { Language } from '../../shared/text.ts'
import { menuTexts } from './texts.ts'

export function menuTemplate(
  language: Language,
  send: (command: MenuCommand) => void,
  platform: string = process.platform,
): MenuItemConstructorOptions[] {
  const say = (name: keyof typeof menuTexts) => menuTexts[name][language]
  const command = (label: keyof typeof menuTexts, name: MenuCommand, accelerator: string) => ({
    label: say(label),
    accelerator,
    // On macOS the menu has to own the keys, or they would beep.
    registerAccelerator: platform === 'darwin',
    click: () => send(name),
  })
  const role = (label: keyof typeof menuTexts, name: MenuItemConstructorOptions['role']) => ({
    label: say(label),
    role: name,
  })
  const line = { type: 'separator' } as const
  return [
    {
      label: say('file'),
      submenu: [
        command('new', 'new', 'CmdOrCtrl+N'),
        command('open', 'open', 'CmdOrCtrl+O'),
        line,
        command('save', 'save', 'CmdOrCtrl+S'),
        command('saveAs', 'save-as', 'CmdOrCtrl+Shift+S'),
        line,
        role('quit', 'quit'),
      ],
    },
    {
      label: say('edit'),
      submenu: [
        command('undo', 'undo', 'CmdOrCtrl+Z'),
        command('redo', 'redo', 'CmdOrCtrl+Shift+Z'),
        line,
        role('cut', 'cut'),
        role('copy', 'copy'),
        role('paste', 'paste'),
        role('selectAll', 'selectAll'),
      ],
    },
    {
      label: say('view'),
      submenu: [
        command('fit', 'fit', 'CmdOrCtrl+1'),
        line,
        role('zoomIn', 'zoomIn'),
        role('zoomOut', 'zoomOut'),
        role('zoomReset', 'resetZoom'),
        role('fullScreen', 'togglefullscreen'),
        line,
        role('reload', 'reload'),
        role('tools', 'toggleDevTools'),
      ],
    },
  ]
}
