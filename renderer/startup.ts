/** Startup of the window: connect, load the host's state, show running trainings, open the first document. */
import type { Example } from '../shared/ipc/contract/index.ts'
import type { Text } from '../shared/text.ts'
import { commands, runCommand } from './commands/commands.ts'
import { syncMenu } from './commands/native-menu.ts'
import { syncBlocks } from './groups/library.ts'
import { connect } from './host/connect.ts'
import type { Host } from './host/host.ts'
import { followSignals } from './signals/follow.ts'
import { followReplay } from './signals/replay.ts'
import { followRefusals } from './state/allow-data.ts'
import { followData } from './state/data.ts'
import { followRuns } from './state/document-runs.ts'
import { followDraft, isDraftSaved, offerDrafts, saveDraft } from './state/drafts.ts'
import { followDrops } from './state/drop.ts'
import { notifyOpenFailed, openInitial, openPath, showExample } from './state/files.ts'
import { notify, TRY_AGAIN } from './state/notify.ts'
import {
  appearanceOf,
  followSystem,
  fromHost,
  fromOtherWindow,
  isChosenHere,
  savePreferences,
} from './state/preferences.ts'
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
    if (isChosenHere(state, previous)) savePreferences(state, host.host)
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
  await firstExample(host)
}

async function firstExample(host: Host): Promise<void> {
  const examples = await host.host.examples().catch((): readonly Example[] => []) // loadParts asks again, and reports why
  const first = examples.find((e) => e.id === FIRST_EXAMPLE) ?? examples[0]
  if (!first) return
  try {
    showExample(await host.host.readExample(first.id))
  } catch (error) {
    notifyOpenFailed(error)
    useApp.setState({ dialog: { kind: 'start' } })
  }
}

/** A part of the start without which the window is of use. Its failure is a message with a button that tries it again. */
async function loadPart(title: Text, load: () => Promise<unknown>): Promise<void> {
  try {
    await load()
  } catch (error) {
    console.warn(`${title.en}:`, error)
    // runAction shows a further failure in the same message.
    notify(title, sentencesOf(error), { actions: [{ label: TRY_AGAIN, run: load }] })
  }
}

const loadParts = (host: Host): Promise<unknown> =>
  Promise.all([
    loadPart(
      { en: 'The engine does not say what it runs on', ko: '엔진의 실행 환경을 알 수 없습니다' },
      async () => useApp.setState({ runtime: await host.engine.runtime() }),
    ),
    loadPart({ en: 'The examples cannot be listed', ko: '예제 목록을 불러올 수 없습니다' }, async () =>
      useApp.setState({ examples: await host.host.examples() }),
    ),
    loadPart({ en: 'The trainings cannot be shown', ko: '학습을 표시할 수 없습니다' }, attach),
    // A draft restored by a reload is claimed by this window before the drafts of other windows are listed.
    saveDraft().then(offerDrafts),
  ])

/** A newer installation beside an older app that runs: both would write the same files, so the running one goes on. */
function tellOtherVersion(version: string): void {
  notify(
    { en: `Layerloom ${version} is installed now`, ko: `이제 Layerloom ${version}이(가) 설치되어 있습니다` },
    [
      {
        en: `These windows are still the version that was started before. Save your work, close all windows and start the app again to use ${version}.`,
        ko: `이 창들은 먼저 시작한 버전입니다. ${version}을(를) 쓰려면 작업을 저장하고 모든 창을 닫은 뒤 앱을 다시 시작하세요.`,
      },
    ],
    { kind: 'info' },
  )
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
    host.listen(
      {
        openDocument: (path) => void openPath(path),
        command: run,
        preferencesChanged: (preferences) => useApp.setState(fromOtherWindow(preferences)),
        otherVersionStarted: tellOtherVersion,
      },
      engineEvents,
    )
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
    followReplay()
    followRefusals()
    followDraft()
    followRuns(shownRun)
    followDrops()
    syncBlocks()
    if (hostInfo.kind === 'electron') syncMenu()
    await loadParts(host)
    await tellSettingsProblems()
    await tellNewerVersion()
  } catch (error) {
    notify({ en: 'The window is not connected', ko: '창이 연결되지 않았습니다' }, sentencesOf(error), {
      actions: [{ label: { en: 'Reload', ko: '새로고침' }, run: () => location.reload() }],
    })
  }
}
