/** A window: creates it, restores its bounds, asks before closing, reopens it after its page crashed. */
import { join } from 'node:path'
import { app, BrowserWindow, dialog, Menu, screen } from 'electron'
import type { HostEvents, NativeMenu } from '../../shared/ipc/contract/index.ts'
import type { Language } from '../../shared/text.ts'
import type { Owner } from '../host/drafts.ts'
import { HOME } from './app-scheme.ts'
import { type Closing, type ClosingActions, closing, type Question } from './closing.ts'
import { menuTemplate } from './menu.ts'
import { safePreferences } from './security.ts'
import { crashTexts } from './texts.ts'
import { cascade, loadState, saveStateOnClose } from './window-state.ts'

export interface AppWindow {
  readonly window: BrowserWindow
  readonly closing: Closing
  /** The connection to the page; `null` until it has started. */
  connection: { readonly events: HostEvents; readonly owner: Owner } | null
  setMenu(menu: NativeMenu): void
  /** Brings the window to the front. */
  present(): void
}

export interface AppWindowOptions extends Pick<ClosingActions, 'isTraining' | 'goOn'> {
  readonly preload: string
  readonly icon: string
  readonly language: Language
  /** The windows that are already open. */
  readonly others: readonly BrowserWindow[]
  /** Called when the user discards the unsaved changes of this window. */
  readonly onDiscard: (of: AppWindow) => Promise<void>
  readonly report: (fault: string) => void
}

export function openAppWindow(options: AppWindowOptions): AppWindow {
  const { language, report } = options
  const statePath = join(app.getPath('userData'), 'window.json')
  const { bounds, maximized } = cascade(
    loadState(
      statePath,
      screen.getAllDisplays().map((display) => display.workArea),
    ),
    options.others.map((other) => other.getNormalBounds()),
  )
  const window = new BrowserWindow({
    ...bounds,
    minWidth: 800,
    minHeight: 560,
    show: false,
    title: 'Layerloom',
    icon: options.icon,
    backgroundColor: '#14161a',
    autoHideMenuBar: true,
    webPreferences: safePreferences(options.preload),
  })
  const send = (command: string) => self.connection?.events.command(command)
  let currentMenu: { readonly shape: string; readonly menu: Menu } | null = null
  /** Shows the menu of the focused window. It is rebuilt only if its texts changed: Electron 22 can crash if its menu is replaced
   *  repeatedly while the window is busy. */
  const applyMenu = (menu: NativeMenu | null) => {
    const focused = BrowserWindow.getFocusedWindow()
    if (focused !== null && focused !== window) return
    const structure = JSON.stringify(menu, (key, value) => (key === 'enabled' ? undefined : value))
    if (currentMenu?.shape !== structure)
      currentMenu = { shape: structure, menu: Menu.buildFromTemplate(menuTemplate(menu, language, send)) }
    for (const { id, enabled } of menu?.sections.flatMap(({ entries }) => entries) ?? []) {
      const item = currentMenu.menu.getMenuItemById(id)
      if (item && item.enabled !== enabled) item.enabled = enabled
    }
    if (Menu.getApplicationMenu() !== currentMenu.menu) Menu.setApplicationMenu(currentMenu.menu)
  }
  let menu: NativeMenu | null = null
  const self: AppWindow = {
    window,
    closing: closing({
      ask: (question) => ask(window, language, question),
      isTraining: options.isTraining,
      goOn: options.goOn,
      save: () => send('save'),
      giveUp: () => options.onDiscard(self),
      close: () => window.close(),
      report,
    }),
    connection: null,
    setMenu(next) {
      menu = next
      applyMenu(menu)
    },
    present() {
      if (window.isMinimized()) window.restore()
      window.focus()
    },
  }
  applyMenu(null)
  window.on('focus', () => applyMenu(menu))
  window.on('close', (event) => {
    if (!self.closing.mayClose()) event.preventDefault()
  })
  saveStateOnClose(window, statePath, report)
  window.on('page-title-updated', (event) => event.preventDefault()) // `showing` sets it, with the mark for changes
  window.once('ready-to-show', () => {
    if (maximized) window.maximize()
    window.show()
  })
  window.webContents.on('render-process-gone', (_, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return
    report(`the window stopped working (${reason})`)
    self.closing.setDirty(false) // the page's state is lost; its draft is offered to the next page
    askToReopen(window, language, reason).catch((error: Error) =>
      report(`what to do about the window could not be asked: ${error.message}`),
    )
  })
  window.loadURL(HOME).catch((error: Error) => report(`the window could not load: ${error.message}`))
  return self
}

async function ask(window: BrowserWindow, language: Language, question: Question): Promise<number> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message: question.message[language],
    detail: question.detail[language],
    buttons: question.buttons.map((button) => button[language]),
    defaultId: 0,
    cancelId: question.cancel,
    noLink: true,
  })
  return response
}

async function askToReopen(window: BrowserWindow, language: Language, reason: string): Promise<void> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message: `${crashTexts.stopped[language]} (${reason})`,
    detail: crashTexts.again[language],
    buttons: [crashTexts.reopen[language], crashTexts.quit[language]],
    cancelId: 1,
    noLink: true,
  })
  if (window.isDestroyed()) return
  if (response === 0) window.reload()
  else window.destroy()
}
