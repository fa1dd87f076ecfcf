/** The host's calls about settings, newer versions and reports of problems. */
import packageJson from '../../package.json' with { type: 'json' }
import type { HostCalls, HostInfo, ReportFile, SettingsInfo } from '../../shared/ipc/contract/index.ts'
import { ProblemError, problem } from '../../shared/problem.ts'
import { SETTING_KEYS, type SettingKey, type Settings } from '../../shared/settings.ts'
import type { Text } from '../../shared/text.ts'
import type { Grants } from './grants.ts'
import { type Announcement, announcement } from './newer-version.ts'
import { problemReport, zipReport } from './problem-report.ts'
import { overridingVariable } from './settings-environment.ts'
import type { SettingsStore } from './settings-file.ts'
import { isConfigured, VERSION_ADDRESS } from './version-address.ts'
import { writeAtomically } from './write-file.ts'
import type { WrittenFiles } from './written-files.ts'

type Calls = Pick<
  HostCalls,
  'settings' | 'changeSettings' | 'newerVersion' | 'problemReport' | 'saveProblemReport'
>

export interface SettingsCallsOptions {
  readonly info: HostInfo
  readonly settings: SettingsStore
  readonly grants: Grants
  readonly reportFiles: WrittenFiles
  readonly isEngineOutdated: () => boolean
  readonly logs: string | null
  /** The file that stores when the newest version was asked for. */
  readonly versionPlace: string
  readonly report: (fault: string) => void
  readonly env?: NodeJS.ProcessEnv
  readonly address?: string
}

/** The calls of all connections; each connection has the report that it was shown. */
export function settingsCalls(options: SettingsCallsOptions): () => Calls {
  const { settings, grants, isEngineOutdated, env = process.env, address = VERSION_ADDRESS } = options
  const versions: Announcement | null = isConfigured(address)
    ? announcement({
        address,
        current: packageJson.version,
        place: options.versionPlace,
        report: options.report,
      })
    : null

  const reasonFixed = (key: SettingKey): Text | null => {
    const variable = overridingVariable(key, env)
    if (variable !== null)
      return {
        en: `Set by the environment variable ${variable}.`,
        ko: `환경 변수 ${variable}이(가) 정합니다.`,
      }
    return key === 'newer_versions' && versions === null
      ? {
          en: 'Not available: this build knows no address to ask.',
          ko: '쓸 수 없습니다. 이 빌드에는 물어볼 주소가 없습니다.',
        }
      : null
  }
  const info = (): SettingsInfo => {
    const { settings: values, problems } = settings.read()
    const fixed = SETTING_KEYS.flatMap((key) => {
      const reason = reasonFixed(key)
      return reason ? [[key, reason] as const] : []
    })
    return {
      path: settings.path,
      settings: values,
      problems,
      fixed: Object.fromEntries(fixed),
      isEngineOutdated: isEngineOutdated(),
    }
  }

  /** @throws ProblemError for a setting that is fixed, or a folder that the person has not chosen */
  const checkChanges = async (changes: Partial<Settings>) => {
    for (const key of SETTING_KEYS) {
      if (changes[key] === undefined) continue
      const reason = reasonFixed(key)
      if (reason) throw new ProblemError([problem('settings-fixed', reason, { field: key })])
    }
    for (const folder of [changes.runs_folder, changes.cache_folder])
      if (folder != null) await grants.requireGranted(folder)
  }

  return () => {
    let shown: readonly ReportFile[] | null = null
    return {
      settings: async () => info(),
      async changeSettings(changes) {
        await checkChanges(changes)
        await settings.change(changes)
        return info()
      },
      newerVersion: async () =>
        versions !== null && settings.read().settings.newer_versions ? versions.newer() : null,
      async problemReport(window) {
        shown = await problemReport({
          info: options.info,
          version: packageJson.version,
          settings: settings.read(),
          logs: options.logs,
          window,
        })
        return shown
      },
      async saveProblemReport(path) {
        if (!shown) throw new Error('No report was put together.')
        await options.reportFiles.check(path)
        await writeAtomically(path, zipReport(shown))
      },
    }
  }
}
