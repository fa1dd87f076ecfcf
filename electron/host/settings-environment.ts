/** Settings as the environment variables that the engine reads. A variable that is set already takes precedence. */
import { join } from 'node:path'
import { SETTINGS, type SettingKey, type Settings } from '../../shared/settings.ts'

interface Variable {
  readonly name: string
  /** Whether the environment takes precedence. */
  readonly overrides: boolean
}

/** `npm start` sets LAYERLOOM_CACHE to the folder of what it has installed; the folder of the settings is another one, of what can be
 *  created again. */
export const VARIABLES: { readonly [K in SettingKey]?: Variable } = {
  runs_folder: { name: 'LAYERLOOM_RUNS', overrides: true },
  cache_folder: { name: 'LAYERLOOM_CACHE_FOLDER', overrides: false },
  cache_limit: { name: 'LAYERLOOM_CACHE_LIMIT', overrides: true },
  threads: { name: 'LAYERLOOM_THREADS', overrides: true },
  device: { name: 'LAYERLOOM_DEVICE', overrides: true },
}

/** The variable of the environment that decides a setting, if there is one. */
export function overridingVariable(key: SettingKey, env: NodeJS.ProcessEnv): string | null {
  const variable = VARIABLES[key]
  return variable?.overrides && env[variable.name] ? variable.name : null
}

/** A folder of its own, because entries of the cache are removed. */
const cacheIn = (folder: string): string => join(folder, 'layerloom-cache')

/** Variables for the settings that a person has chosen. */
export function settingsEnvironment(
  settings: Settings,
  env: NodeJS.ProcessEnv = process.env,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(VARIABLES).flatMap(([key, { name }]) => {
      const value = settings[key as SettingKey]
      return value === SETTINGS[key as SettingKey].default || overridingVariable(key as SettingKey, env)
        ? []
        : [[name, key === 'cache_folder' ? cacheIn(String(value)) : String(value)]]
    }),
  )
}
