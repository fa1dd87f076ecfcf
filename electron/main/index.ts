/** The desktop app: one window over the host's calls and the engine. Everything the window may not do: security.ts. */
import { join } from 'node:path'
import { app, type BrowserWindow, crashReporter, ipcMain, Menu, protocol, session, shell } from 'electron'
import type { HostCalls, HostEvents, MenuCommand } from '../../shared/ipc/contract.ts'
import { serve } from '../../shared/ipc/rpc.ts'
import { hostSchemas } from '../../shared/ipc/schemas.ts'
import { appFiles } from '../host/app-files.ts'
import { linkEngine } from '../host/engine-link.ts'
import { readText } from '../host/files.ts'
import { hostReason } from '../host/host-reason.ts'
import { nodeBinary } from '../host/node-binary.ts'
import { relay } from '../host/relay.ts'
import { appPage, SCHEME, SCHEME_PRIVILEGES } from './app-scheme.ts'
import { documentArgument } from './arguments.ts'
import { serveScheme } from './compat.ts'
import { desktopHost } from './desktop-host.ts'
import { type MainWindow, openMainWindow } from './main-window.ts'
import { menuTemplate } from './menu.ts'
import { blockRemote, denyPermissions, isOurSender, secureApp } from './security.ts'
import { languageOf } from './texts.ts'
import { watchRuns } from './watch-runs.ts'
import { acceptWindows } from './window-ports.ts'

const report = (fault: string) => console.error(`layerloom: ${fault}`)

if (app.requestSingleInstanceLock()) run()
else app.quit() // the first instance opens the document

function run() {
  const files = appFiles(app.getAppPath())
  let initial = documentArgument(process.argv, process.cwd())
  let main: MainWindow | null = null
  let events: HostEvents | null = null
  let isQuitting = false

  crashReporter.start({ uploadToServer: false }) // dumps stay on this machine
  protocol.registerSchemesAsPrivileged([SCHEME_PRIVILEGES])
  secureApp(app, (url) => {
    shell.openExternal(url).catch((error: Error) => report(error.message))
  })

  /** Shows a document in the window that is there, or keeps it for the one that comes. */
  const openDocument = (path: string) => {
    const present = events
    if (!present) {
      initial = path
      return
    }
    readText(path).then(
      (file) => present.openDocument(file),
      (error: Error) => report(error.message),
    )
  }
  app.on('open-file', (event, path) => {
    event.preventDefault()
    openDocument(path)
  })
  app.on('second-instance', (_, argv, folder) => {
    const path = documentArgument(argv, folder)
    if (path !== null) openDocument(path)
    if (main) present(main.window)
  })

  app.whenReady().then(() => {
    const language = languageOf(app.getLocale())
    denyPermissions(session.defaultSession)
    blockRemote(session.defaultSession)
    serveScheme(SCHEME, (url, method) => appPage(files.renderer, url, method), protocol)

    const engine = linkEngine({ node: nodeBinary(), entry: files.engine, log: report })
    const runs = watchRuns(engine, report)
    const calls = desktopHost({
      examples: files.examples,
      reason: hostReason(),
      language,
      takeInitial: () => {
        const taken = initial
        initial = null
        return taken
      },
      current: () => main,
    })
    acceptWindows(
      ipcMain,
      isOurSender,
      (name, port) => {
        if (name === 'engine') {
          runs.ensure()
          relay(port, engine.open())
          return
        }
        const sender = serve<HostCalls, HostEvents>(port, calls, hostSchemas)
        events = sender
        port.onClose(() => {
          if (events === sender) events = null
        })
      },
      report,
    )

    const send = (command: MenuCommand) => events?.command(command)
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(language, send)))
    main = openMainWindow({
      preload: join(files.root, 'dist', 'electron', 'preload.cjs'),
      icon: join(files.root, 'assets', 'icon.png'),
      language,
      isTraining: () => runs.running() > 0,
      askToSave: () => send('save'),
      report,
    })
    main.window.on('closed', () => {
      main = null
    })

    app.on('window-all-closed', () => app.quit())
    app.on('will-quit', (event) => {
      if (isQuitting) return
      isQuitting = true
      event.preventDefault()
      engine.stop().then(() => app.exit(0), fail)
    })
  }, fail)
}

function present(window: BrowserWindow) {
  if (window.isMinimized()) window.restore()
  window.focus()
}

function fail(error: unknown) {
  report(error instanceof Error ? (error.stack ?? error.message) : String(error))
  app.exit(1)
}
