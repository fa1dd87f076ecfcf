/** The one window: made, remembered, closed with its questions, opened again when its page crashed. */
import { join } from 'node:path'
import { app, BrowserWindow, dialog, screen } from 'electron'
import type { Language } from '../../shared/text.ts'
import { HOME } from './app-scheme.ts'
import { type Closing, closing, type Question } from './closing.ts'
import { safePreferences } from './security.ts'
import { crashTexts } from './texts.ts'
import { keepState, loadState } from './window-state.ts'

export interface MainWindow {
  readonly window: BrowserWindow
  readonly closing: Closing
}

export interface MainWindowOptions {
  readonly preload: string
  readonly icon: string
  readonly language: Language
  readonly isTraining: () => boolean
  readonly askToSave: () => void
  readonly report: (fault: string) => void
}

export function openMainWindow(options: MainWindowOptions): MainWindow {
  const { language, report } = options
  const statePath = join(app.getPath('userData'), 'window.json')
  const { bounds, maximized } = loadState(
    statePath,
    screen.getAllDisplays().map((display) => display.workArea),
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
  const questions = closing({
    ask: (question) => ask(window, language, question),
    isTraining: options.isTraining,
    save: options.askToSave,
    close: () => window.close(),
  })
  window.on('close', (event) => {
    if (!questions.mayClose()) event.preventDefault()
  })
  keepState(window, statePath, report)
  window.on('page-title-updated', (event) => event.preventDefault()) // setTitle says it, with the mark for changes
  window.once('ready-to-show', () => {
    if (maximized) window.maximize()
    window.show()
  })
  window.webContents.on('render-process-gone', (_, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return
    report(`the window stopped working (${reason})`)
    questions.setDirty(false) // what the page held is gone with it
    void askToReopen(window, language, reason)
  })
  window.loadURL(HOME).catch((error: Error) => report(`the window could not load: ${error.message}`))
  return { window, closing: questions }
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
