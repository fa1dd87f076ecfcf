/** The settings in the window: what the host's file says and what the engine uses; reports of problems; newer versions. Theme and language
 *  are preferences of the window (preferences.ts). */
import { create } from 'zustand'
import type { EngineSettings, ReportFile, SettingsInfo } from '../../shared/ipc/contract/index.ts'
import { isFinalState } from '../../shared/ipc/run-state.ts'
import type { Settings } from '../../shared/settings.ts'
import { type Text, untranslated } from '../../shared/text.ts'
import { chooseFile } from './choose-file.ts'
import { allowChosen } from './data-access.ts'
import { notify } from './notify.ts'
import { sentencesOf } from './problems.ts'
import { type App, useApp } from './store.ts'

interface SettingsState {
  readonly info: SettingsInfo | null
  /** What the engine uses; `null` until it has answered. */
  readonly engine: EngineSettings | null
  /** Why the last change was not made. */
  readonly problems: readonly Text[]
}

export const useSettings = create<SettingsState>()(() => ({ info: null, engine: null, problems: [] }))

const hostOf = () => useApp.getState().host

/** Whether a training runs, so that the engine cannot be replaced. */
export const isTraining = ({ runs, starting }: App): boolean =>
  starting || Object.values(runs).some(({ state }) => !isFinalState(state))

export async function readSettings(): Promise<void> {
  const host = hostOf()
  if (!host) return
  try {
    useSettings.setState({ info: await host.host.settings(), problems: [] })
    useSettings.setState({ engine: await host.engine.engineSettings() })
  } catch (error) {
    useSettings.setState({ problems: sentencesOf(error) })
  }
}

/** Tells at the start which settings are not used: nobody would notice it otherwise. */
export async function tellSettingsProblems(): Promise<void> {
  const problems = (await hostOf()?.host.settings())?.problems ?? []
  if (problems.length === 0) return
  const label: Text = { en: 'Settings…', ko: '설정…' }
  notify(
    { en: 'Some settings are not used', ko: '쓰지 못한 설정이 있습니다' },
    problems.map(({ message }) => message),
    { actions: [{ label, run: () => useApp.setState({ dialog: { kind: 'settings' } }) }] },
  )
}

export async function changeSettings(changes: Partial<Settings>): Promise<void> {
  const host = hostOf()
  if (!host) return
  try {
    // Runs so far stay where they are; the next engine lists them from its folder.
    if (changes.runs_folder !== undefined) await host.engine.linkRuns(changes.runs_folder)
    useSettings.setState({ info: await host.host.changeSettings(changes), problems: [] })
    if (changes.newer_versions) await tellNewerVersion()
  } catch (error) {
    useSettings.setState({ problems: sentencesOf(error) })
  }
}

export async function chooseSettingsFolder(key: 'runs_folder' | 'cache_folder'): Promise<void> {
  const path = await chooseFile('folder', 'open', '')
  // In a browser the question has replaced the dialog of the settings.
  useApp.setState({ dialog: { kind: 'settings' } })
  if (path === null) return
  await allowChosen(path)
  await changeSettings({ [key]: path })
}

/** Starts the engine anew with the settings of the file. The window connects to it again by itself. */
export async function restartEngine(): Promise<void> {
  try {
    await hostOf()?.engine.restart()
    useSettings.setState({ engine: null, problems: [] })
  } catch (error) {
    useSettings.setState({ problems: sentencesOf(error) })
  }
}

/** What only the window knows. */
function windowFacts(): Record<string, string> {
  const { runtime } = useApp.getState()
  const { tensorflow, version, xla, cores, reason } = runtime ?? {}
  return {
    browser: navigator.userAgent,
    engine: runtime
      ? `TensorFlow ${tensorflow} ${version ?? ''}, XLA ${xla}, ${cores} threads${reason ? ` (${reason.en})` : ''}`
      : 'no answer',
    window: `${innerWidth} × ${innerHeight}, ${devicePixelRatio}`,
  }
}

export const readReport = async (): Promise<readonly ReportFile[]> =>
  (await hostOf()?.host.problemReport(windowFacts())) ?? []

/** Asks where the shown report goes, and saves it. */
export async function saveReport(): Promise<void> {
  const host = hostOf()
  if (!host) return
  const path = await chooseFile('report', 'save', 'layerloom-report.zip')
  if (path === null) return useApp.setState({ dialog: { kind: 'report' } })
  await host.host.saveProblemReport(path)
  useApp.setState({ dialog: null })
  notify({ en: 'The report is saved', ko: '신고 파일을 저장했습니다' }, [untranslated(path)], {
    kind: 'info',
  })
}

/** Tells that there is a newer version, if the person wants to be told. */
export async function tellNewerVersion(): Promise<void> {
  const newer = await hostOf()?.host.newerVersion()
  if (!newer) return
  notify(
    { en: `Layerloom ${newer.version} is available`, ko: `Layerloom ${newer.version}이(가) 나왔습니다` },
    [untranslated(newer.url), untranslated(newer.notes)].filter(({ en }) => en !== ''),
    { kind: 'info' },
  )
}
