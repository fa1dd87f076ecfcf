/** The desktop app: windows over the host's calls and the engine. Restrictions of windows: security.ts. */
import { join } from 'node:path'
import { app, BrowserWindow, crashReporter, dialog, ipcMain, protocol, session, shell } from 'electron'
import { type HostCalls, type HostEvents, hostContract } from '../../shared/ipc/contract/index.ts'
import { serve } from '../../shared/ipc/rpc.ts'
import type { Text } from '../../shared/text.ts'
import { appFiles } from '../host/app-files.ts'
import { openLog } from '../host/app-log.ts'
import { engineEnvironment } from '../host/engine-environment.ts'
import { linkEngine } from '../host/engine-link.ts'
import { grantsByChoice } from '../host/grants.ts'
import { hostReason } from '../host/host-reason.ts'
import { nodeBinary } from '../host/node-binary.ts'
import { relay } from '../host/relay.ts'
import { settingsPath } from '../host/settings-file.ts'
import { isUnderTest, resettable } from '../host/under-test.ts'
import { appPage, SCHEME, SCHEME_PRIVILEGES } from './app-scheme.ts'
import { type AppWindow, openAppWindow } from './app-window.ts'
import { documentArguments, versionOf } from './arguments.ts'
import { background } from './background.ts'
import { serveScheme } from './compat.ts'
import { desktopHost } from './desktop-host.ts'
import { acceptDrops } from './drops.ts'
import { adoptWindowState, setElectronFolders } from './folders.ts'
import { openFiles } from './open-files.ts'
import { adoptPackage } from './package.ts'
import { blockRemote, denyPermissions, isAppSender, secureApp } from './security.ts'
import { moveToSystemTrash } from './system-trash.ts'
import { languageOf } from './texts.ts'
import { watchRuns } from './watch-runs.ts'
import { acceptWindows } from './window-ports.ts'

if (app.isPackaged) adoptPackage(appFiles(app.getAppPath()).runtime)
const { folders, notices, refusal } = setElectronFolders(app)
const log = openLog(folders.logs)
log.write(
  `Layerloom ${app.getVersion()}, Electron ${process.versions.electron}, ${process.platform} ${process.arch}`,
)
process.on('uncaughtExceptionMonitor', (error) => log.write(error.stack ?? String(error)))
const report = (fault: string) => {
  console.error(`layerloom: ${fault}`)
  log.write(fault)
}

if (refusal !== null) refuse(refusal)
else if (app.requestSingleInstanceLock({ version: app.getVersion() })) run()
else app.quit() // the first instance opens the document

function run() {
  const files = appFiles(app.getAppPath())
  const icon = join(files.root, 'assets', 'icon.png')
  const grants = resettable(grantsByChoice)
  const windows = new Set<AppWindow>()
  let openWindow: (() => void) | null = null
  let isQuitting = false
  /** Whether the app was reset and waits without a window for the next test. */
  let isForgotten = false

  try {
    adoptWindowState(app)
  } catch (error) {
    report(`the sizes of the panels were not taken over: ${(error as Error).message}`)
  }
  crashReporter.start({ uploadToServer: false }) // dumps stay on this machine
  protocol.registerSchemesAsPrivileged([SCHEME_PRIVILEGES])
  app.on('child-process-gone', (_, { type, reason, exitCode, name }) => {
    if (reason !== 'clean-exit') report(`${name ?? type} ended (${reason}, code ${exitCode})`)
  })
  secureApp(app, (url) => {
    shell.openExternal(url).catch((error: Error) => report(error.message))
  })

  const frontWindow = (): AppWindow | undefined => {
    const focused = BrowserWindow.getFocusedWindow()
    return [...windows].find(({ window }) => window === focused) ?? [...windows].pop()
  }
  /** Presents the focused window, or opens one if there is none. */
  const presentOrOpen = () => {
    const existing = frontWindow()
    if (existing) existing.present()
    else openWindow?.()
  }
  const opened = openFiles({
    grant: (path) => grants.get().grant(path),
    front: () => {
      const events = frontWindow()?.connection?.events
      return events ? (path) => events.openDocument(path) : null
    },
    openWindow: () => openWindow?.(),
    isStarting: () => [...windows].some(({ connection }) => connection === null),
    present: presentOrOpen,
  })
  opened.open(documentArguments(process.argv, process.cwd()))
  app.on('open-file', (event, path) => {
    event.preventDefault()
    opened.add(path)
  })
  app.on('second-instance', (_, argv, folder, data) => {
    opened.open(documentArguments(argv, folder))
    const version = versionOf(data)
    if (version !== null && version !== app.getVersion())
      frontWindow()?.connection?.events.otherVersionStarted(version)
  })
  app.on('activate', presentOrOpen)

  const onReady = () => {
    const language = languageOf(app.getLocale())
    denyPermissions(session.defaultSession)
    blockRemote(session.defaultSession)
    serveScheme(SCHEME, (url, method) => appPage(files.renderer, url, method), protocol)

    const backgroundTraining = background({
      icon,
      language,
      openWindow: presentOrOpen,
      quit: () => app.quit(),
      report,
    })
    const settings = settingsPath()
    const environment = engineEnvironment(settings)
    const engine = linkEngine({
      settings: environment.forStart,
      node: nodeBinary(),
      entry: files.engineEntry,
      log: report,
      onCrash: report,
      mayRead: (path, document) => hosts.get().access.check(path, document),
      moveToSystemTrash: (path) => moveToSystemTrash(path, (each) => shell.trashItem(each)),
      mayWrite: (path) => hosts.get().predictionFiles.check(path),
    })
    const runs = watchRuns(engine, () => backgroundTraining.finished(), report)
    const hosts = resettable(() =>
      desktopHost({
        examples: files.examples,
        licences: files.licences,
        data: folders.data,
        settings,
        logs: folders.logs,
        isEngineOutdated: environment.isOutdated,
        reason: hostReason(),
        notices,
        language,
        grants: grants.get(),
        takeInitial: opened.take,
        newWindow: () => openWindow?.(),
        report,
      }),
    )
    acceptDrops(ipcMain, isAppSender, (path) => grants.get().grant(path), report)
    acceptWindows(
      ipcMain,
      isAppSender,
      (name, port, contents) => {
        const appWindow = [...windows].find(({ window }) => window.webContents === contents)
        if (!appWindow) return port.close()
        if (name === 'engine') {
          runs.ensure()
          relay(port, engine.open())
          return
        }
        const host = hosts.get()
        const events = serve<HostCalls, HostEvents>(port, host.callsOf(port, appWindow), hostContract)
        host.follow(port, events)
        const connection = { events, owner: port }
        appWindow.connection = connection
        port.onClose(() => {
          host.release(port).catch((error: Error) => report(error.message))
          if (appWindow.connection === connection) appWindow.connection = null
        })
      },
      report,
    )

    openWindow = () => {
      backgroundTraining.end()
      isForgotten = false
      if (windows.size === 0) hosts.get().reopenNext()
      const appWindow = openAppWindow({
        preload: join(files.root, 'dist', 'electron', 'preload.cjs'),
        icon,
        language,
        others: [...windows].map(({ window }) => window),
        // Another window still shows the training.
        isTraining: () => runs.running() > 0 && windows.size === 1,
        goOn: () => {
          // The training may have ended while the question was open.
          if (runs.running() > 0) backgroundTraining.begin()
        },
        onDiscard: async ({ connection }) => {
          if (connection) await hosts.get().drafts.giveUp(connection.owner)
        },
        report,
      })
      windows.add(appWindow)
      appWindow.window.on('closed', () => windows.delete(appWindow))
    }
    // One for each document, at least one.
    for (let count = Math.max(1, opened.waiting()); count > 0; count--) openWindow()

    if (isUnderTest() && !app.isPackaged)
      Object.assign(globalThis, {
        /** Destroys every window without asking and resets all state; `activate` opens the next one. */
        forget: async () => {
          isForgotten = true
          backgroundTraining.end()
          for (const { window } of [...windows]) window.destroy()
          opened.clear()
          await Promise.all([
            engine.reset(),
            grants.reset(async () => {}),
            hosts.reset((old) => old.close()),
            session.defaultSession.clearStorageData(),
          ])
        },
      })
    app.on('window-all-closed', () => {
      if (!backgroundTraining.isOn() && !isForgotten) app.quit()
    })
    app.on('will-quit', (event) => {
      if (isQuitting) return
      event.preventDefault()
      // A quit that was answered with continuing in the background.
      if (backgroundTraining.isOn()) return
      isQuitting = true
      Promise.all([engine.stop(), hosts.current()?.close()]).then(() => app.exit(0), fail)
    })
  }
  app.whenReady().then(onReady).catch(fail)
}

/** Says why the app does not start; before it is ready, a Linux desktop would show no dialog. */
function refuse(reason: Text) {
  app
    .whenReady()
    .then(() => {
      dialog.showErrorBox('Layerloom', reason[languageOf(app.getLocale())])
      app.exit(1)
    })
    .catch(fail)
}

function fail(error: unknown) {
  report(error instanceof Error ? (error.stack ?? error.message) : String(error))
  app.exit(1)
}
