/** The user's preferences for all windows, because a browser's storage is bound to the page's address: theme and language in the settings
 *  file, what the windows remember in a file of the app's folder. */
import { preferences } from '../../shared/ipc/contract/host/preferences.ts'
import type { Preferences } from '../../shared/ipc/contract/index.ts'
import { SETTINGS } from '../../shared/settings.ts'
import { readJson, writeJson } from './json-file.ts'
import { serialQueue } from './serial-queue.ts'
import type { SettingsStore } from './settings-file.ts'

const MAX_BYTES = 64 * 1024
/** Earlier versions stored theme and language here as well. */
const fileSchema = preferences.partial({ theme: true, language: true })
const { theme, language } = SETTINGS

export interface PreferencesStore {
  /** `null` if there are none, or they cannot be read. */
  read(): Promise<Preferences | null>
  /** An error is reported: the preferences then apply until the window closes. */
  save(chosen: Preferences): Promise<void>
  close(): Promise<void>
}

export function preferencesIn(
  path: string,
  settings: SettingsStore,
  report: (fault: string) => void,
): PreferencesStore {
  const queue = serialQueue()
  const readStored = async () => {
    try {
      return await readJson(path, fileSchema, MAX_BYTES)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
        report(`the preferences cannot be read and begin anew: ${(error as Error).message}`)
      return null
    }
  }
  return {
    read: () =>
      queue(async () => {
        const stored = await readStored()
        const { settings: chosen, content } = settings.read()
        if (!stored && !('theme' in content) && !('language' in content)) return null
        return {
          dismissed: [],
          surroundings: true,
          ...stored,
          theme: 'theme' in content ? chosen.theme : (stored?.theme ?? theme.default),
          language: 'language' in content ? chosen.language : (stored?.language ?? language.default),
        }
      }),
    save: ({ theme, language, ...rest }) =>
      queue(async () => {
        try {
          const { content } = settings.read()
          if (content.theme !== theme || content.language !== language)
            await settings.change({ theme, language })
          await writeJson(path, rest)
        } catch (error) {
          report(`the preferences were not kept: ${(error as Error).message}`)
        }
      }),
    close: () => queue.settled(),
  }
}
