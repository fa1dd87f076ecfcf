/** Theme, language, dismissed hints and how groups are opened: the user's last choice, or else the system's default. The host stores
 *  them; the browser's storage holds a copy for the first frame. */
import type { HostCalls, Preferences } from '../../shared/ipc/contract/index.ts'

const KEY = 'layerloom.preferences'

/** The storage may be disabled or contain foreign data: then the system's defaults apply. */
export function loadPreferences(): Preferences {
  const system: Preferences = {
    theme: globalThis.matchMedia?.('(prefers-color-scheme: light)').matches ? 'light' : 'dark',
    language: globalThis.navigator?.language?.startsWith('ko') ? 'ko' : 'en',
    dismissed: [],
    surroundings: true,
  }
  try {
    const stored: unknown = JSON.parse(globalThis.localStorage?.getItem(KEY) ?? '{}')
    if (typeof stored !== 'object' || stored === null) return system
    const { theme, language, dismissed, surroundings } = stored as Record<string, unknown>
    return {
      theme: theme === 'light' || theme === 'dark' ? theme : system.theme,
      language: language === 'en' || language === 'ko' ? language : system.language,
      // Codes of a newer version are kept, so that both versions can be used.
      dismissed: Array.isArray(dismissed) ? dismissed.filter((code) => typeof code === 'string') : [],
      surroundings: surroundings !== false,
    }
  } catch {
    return system
  }
}

/** If the storage is full or disabled, or the host is disconnected, the preferences are only not saved. */
export function savePreferences(
  { theme, language, dismissed, surroundings }: Preferences,
  host: Pick<HostCalls, 'keepPreferences'>,
): void {
  const chosen = { theme, language, dismissed, surroundings }
  const logError = (error: unknown) => console.warn('The preferences could not be remembered:', error)
  try {
    globalThis.localStorage?.setItem(KEY, JSON.stringify(chosen))
  } catch (error) {
    logError(error)
  }
  host.keepPreferences(chosen).catch(logError)
}
