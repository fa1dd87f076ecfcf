/** The settings file of the host (docs/settings.md), what its settings ask of the host, and reports of problems. */
import { z } from 'zod'
import type { ProblemData } from '../../../problem.ts'
import { SETTING_KEYS, SETTINGS, type SettingKey, type Settings } from '../../../settings.ts'
import type { Text } from '../../../text.ts'
import { path } from '../arguments.ts'
import { call } from '../call.ts'

export interface SettingsInfo {
  /** The settings file, which need not exist. */
  readonly path: string
  readonly settings: Settings
  /** Why the file, or a value in it, is not used. */
  readonly problems: readonly ProblemData[]
  /** Why a setting cannot be changed here. */
  readonly fixed: { readonly [K in SettingKey]?: Text }
  /** Whether the engine runs with other settings than those in the file. */
  readonly isEngineOutdated: boolean
}

/** A version of the app that is newer than this one. */
export interface NewerVersion {
  readonly version: string
  /** A page on the web; only shown, never loaded. */
  readonly url: string
  readonly notes: string
}

/** A file of a report of a problem, as a person sees it before it is saved. */
export interface ReportFile {
  readonly name: string
  readonly text: string
}

const changes = z.strictObject(
  Object.fromEntries(SETTING_KEYS.map((key) => [key, z.custom(SETTINGS[key].accepts).optional()])),
) as z.ZodType<Partial<Settings>>

const fact = z.string().max(1000)

export const settingsCalls = {
  settings: call().returns<SettingsInfo>(),
  /** Writes these settings into the file. @throws ProblemError if one is fixed, a folder was not chosen by the person, or the file cannot be written */
  changeSettings: call(changes).returns<SettingsInfo>(),
  /** Asks for the newest version, at most once a day and only if the person wants to be told; `null` if there is none newer. */
  newerVersion: call().returns<NewerVersion | null>(),
  /** Puts a report together from logs and versions. @param window what the window knows: its browser, the runtime of the engine */
  problemReport: call(z.record(z.string().max(40), fact)).returns<readonly ReportFile[]>(),
  /** Saves the report that was put together last as a zip. @throws ProblemError */
  saveProblemReport: call(path),
}
