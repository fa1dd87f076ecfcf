/** Startup of the window: connect, load the host's state, show running trainings, open the first document. */
import type { Text } from '../shared/text.ts'
import { commands, runCommand } from './commands/commands.ts'
import { syncMenu } from './commands/native-menu.ts'
import { syncBlocks } from './groups/library.ts'
import { connect } from './host/connect.ts'
import type { Host } from './host/host.ts'
import { followSignals } from './signals/follow.ts'
import { followRefusals } from './state/allow-data.ts'
import { followData } from './state/data.ts'
import { followRuns } from './state/document-runs.ts'
import { followDraft, isDraftSaved, offerDrafts, saveDraft } from './state/drafts.ts'
import { followDrops } from './state/drop.ts'
import { notifyOpenFailed, openInitial, openPath, showExample } from './state/files.ts'
import { notify } from './state/notify.ts'
import { appearanceOf, followSystem, fromHost, savePreferences } from './state/preferences.ts'
import { sentencesOf } from './state/problems.ts'
import { checkFile } from './state/saving.ts'
import { restoreSession, storeSession } from './state/session.ts'
import { tellNewerVersion, tellSettingsProblems } from './state/settings.ts'
import { isDirty, useApp } from './state/store.ts'
import { followTable } from './state/table.ts'
import { attach, engineEvents, shownRun } from './state/training.ts'

/** The example shown at the very first start. It is ready to train. */
const FIRST_EXAMPLE = 'lesson-dropout'
const NOT_WRITABLE: Text = {
  en: 'Some of the app’s folders cannot be used',
  ko: '앱의 폴더 일부를 쓸 수 없습니다',
}

/** Keeps the page, the title and the question before unloading in sync with the state. */
function followState(host: Host): void {
  const updateTitle = () => {
    const state = useApp.getState()
    document.title = `${isDirty(state) ? '● ' : ''}${state.file.name} — Layerloom`
  }
  const reportToHost = () => {
    const { file } = useApp.getState()
    const dirty = isDirty(useApp.getState())
    // Sent at once, since the host asks about unsaved work when the window closes. The title is set after rendering, as it costs a browser
    // more.
    host.host.showing(file.name, dirty, file.path).catch((error: unknown) => console.warn(error))
    setTimeout(updateTitle)
  }
  reportToHost()
  useApp.subscribe((state, previous) => {
    const { name, path } = previous.file
    if (state.file.name !== name || state.file.path !== path || isDirty(state) !== isDirty(previous))
      reportToHost()
    if (
      state.chosen !== previous.chosen ||
      state.dismissed !== previous.dismissed ||
      state.surroundings !== previous.surroundings
    )
      savePreferences(state, host.host)
    if (state.language !== previous.language) document.documentElement.lang = state.language
  })
  document.documentElement.lang = useApp.getState().language
  followSystem(() => useApp.setState(appearanceOf(useApp.getState().chosen)))
  window.addEventListener('pagehide', storeSession)
  window.addEventListener('focus', () => void checkFile())
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void checkFile()
  })
  // The desktop asks before a window closes. In a browser, a tab may close once the draft is saved: the next tab offers it.
  if (useApp.getState().hostInfo?.kind === 'web')
    window.addEventListener('beforeunload', (event) => {
      if (!isDraftSaved()) event.preventDefault()
    })
}

/** Opens the document from before a reload, the given or last document, or else the start screen. A user who has never saved anything
 *  gets an example that is ready to train. */
async function firstDocument(host: Host): Promise<void> {
  if (restoreSession()) return
  let openFailed = false
  try {
    const given = await host.host.initialDocument()
    if (given && (await openInitial(given))) return
    openFailed = given !== null
  } catch (error) {
    notifyOpenFailed(error)
    openFailed = true
  }
  // The message why the file was not opened stays until the document changes; opening an example would dismiss it.
  if (openFailed || (await host.host.recent()).length > 0) {
    useApp.setState({ dialog: { kind: 'start' } })
    return
  }
  const examples = await host.host.examples()
  useApp.setState({ examples })
  const first = examples.find((e) => e.id === FIRST_EXAMPLE) ?? examples[0]
  if (first) showExample(await host.host.readExample(first.id))
}

/** Retries with increasing delay, up to ten seconds. */
async function reconnect(host: Host): Promise<void> {
  for (let delay = 500; ; delay = Math.min(delay * 2, 10_000)) {
    await new Promise((resolve) => setTimeout(resolve, delay))
    try {
      const runtime = await host.engine.runtime()
      await host.host.info()
      useApp.setState({ runtime, lostConnection: null })
      await attach()
      return
    } catch (error) {
      console.info('Still no connection:', error)
    }
  }
}

/** Connects and loads the state. Errors are shown as messages; the window remains usable for drawing. */
export async function startWindow(given?: Host): Promise<void> {
  try {
    const host = given ?? connect()
    if (host === null) return
    const run = (id: string) => {
      const command = commands.find((c) => c.id === id)
      if (command) runCommand(command)
    }
    host.listen({ openDocument: (path) => void openPath(path), command: run }, engineEvents)
    host.onLost((who, reason) => {
      if (useApp.getState().lostConnection) return
      useApp.setState({ lostConnection: { who, reason } })
      void reconnect(host)
    })
    const [hostInfo, chosen] = await Promise.all([
      host.host.info(),
      host.host.preferences(),
      firstDocument(host),
    ])
    useApp.setState({ host, hostInfo, ...(chosen && fromHost(chosen)) })
    if (hostInfo.notices.length > 0) notify(NOT_WRITABLE, hostInfo.notices)
    followState(host)
    followData()
    followTable()
    followSignals()
    followRefusals()
    followDraft()
    followRuns(shownRun)
    followDrops()
    syncBlocks()
    if (hostInfo.kind === 'electron') syncMenu()
    const [runtime, examples] = await Promise.all([
      host.engine.runtime(),
      host.host.examples(),
      attach(),
      // A draft restored by a reload is claimed by this window before the drafts of other windows are listed.
      saveDraft().then(offerDrafts),
    ])
    useApp.setState({ runtime, examples })
    await tellSettingsProblems()
    await tellNewerVersion()
  } catch (error) {
    notify({ en: 'The window is not connected', ko: '창이 연결되지 않았습니다' }, sentencesOf(error), {
      actions: [{ label: { en: 'Reload', ko: '새로고침' }, run: () => location.reload() }],
    })
  }
}
