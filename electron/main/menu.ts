/** The native menu as a template, built from the window's commands. The window handles its own shortcuts: entries that send a command only
 *  display them. */
import type { MenuItemConstructorOptions } from 'electron'
import type { MenuEntry, MenuSection, NativeMenu } from '../../shared/ipc/contract/index.ts'
import type { Language } from '../../shared/text.ts'
import { menuTexts } from './texts.ts'

/** Handled by the system, which also supports text fields. */
const NATIVE = ['cut', 'copy', 'paste', 'select-all']

const separatorItem = { type: 'separator' } as const

/** `menu`: the last menu that the window sent; `null` before that. */
export function menuTemplate(
  menu: NativeMenu | null,
  system: Language,
  send: (command: string) => void,
  platform: string = process.platform,
): MenuItemConstructorOptions[] {
  const language = menu?.language ?? system
  const textOf = (name: keyof typeof menuTexts) => menuTexts[name][language]
  const item = ({ id, label, accelerator, enabled }: MenuEntry): MenuItemConstructorOptions =>
    id === '-'
      ? separatorItem
      : {
          id,
          label,
          enabled,
          ...(accelerator !== undefined && { accelerator }),
          // On macOS the menu must register the accelerators, otherwise the system beeps.
          registerAccelerator: platform === 'darwin',
          click: () => send(id),
        }
  const role = (label: keyof typeof menuTexts, name: MenuItemConstructorOptions['role']) => ({
    label: textOf(label),
    role: name,
  })
  /** Items that the app adds to each section. */
  const appItems: { readonly [id in MenuSection['id']]: readonly MenuItemConstructorOptions[] } = {
    file: [role('quit', 'quit')],
    edit: [role('cut', 'cut'), role('copy', 'copy'), role('paste', 'paste'), role('selectAll', 'selectAll')],
    view: [
      role('zoomIn', 'zoomIn'),
      role('zoomOut', 'zoomOut'),
      role('zoomReset', 'resetZoom'),
      role('fullScreen', 'togglefullscreen'),
      separatorItem,
      role('reload', 'reload'),
      role('tools', 'toggleDevTools'),
    ],
    arrange: [],
    training: [],
  }
  const emptySection = (id: MenuSection['id']): MenuSection => ({
    id,
    label: textOf(id as 'file' | 'edit' | 'view'),
    entries: [],
  })
  const sections = menu?.sections ?? [emptySection('file'), emptySection('edit'), emptySection('view')]
  return sections.map(({ id, label, entries }) => {
    const commands = entries.filter((entry) => !NATIVE.includes(entry.id)).map(item)
    const separators = commands.length > 0 && appItems[id].length > 0 ? [separatorItem] : []
    return { label, submenu: [...commands, ...separators, ...appItems[id]] }
  })
}
