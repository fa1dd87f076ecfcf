/** The variables that the engine gets from the settings file, as it is when the engine starts. */

import { settingsEnvironment } from './settings-environment.ts'
import { readSettings } from './settings-file.ts'

export interface EngineEnvironment {
  /** For an engine that starts now. */
  forStart(): Readonly<Record<string, string>>
  /** Whether the settings have changed since the last start. */
  isOutdated(): boolean
}

export function engineEnvironment(
  settingsPath: string,
  env: NodeJS.ProcessEnv = process.env,
): EngineEnvironment {
  const fromSettings = () => settingsEnvironment(readSettings(settingsPath).settings, env)
  let started: string | null = null
  return {
    forStart() {
      const chosen = fromSettings()
      started = JSON.stringify(chosen)
      return chosen
    },
    isOutdated: () => started !== null && started !== JSON.stringify(fromSettings()),
  }
}
