/** Theme, language, dismissed hints and how groups are opened: what the person chose last time, else what the system says. The host keeps
 *  them; the browser's storage has them for the first frame. */
import type { HostCalls, Preferences } from '../../shared/ipc/contract.ts'

const KEY = 'layerloom.preferences'

/** Storage may be switched off or hold something foreign: then the system's choice is taken. */
export function load(): Preferences {
  const system: Preferences = {
    theme: globalThis.matchMedia?.('(prefers-color-scheme: light)').matches ? 'light' : 'dark',
    language: globalThis.navigator?.language?.startsWith('ko') ? 'ko' : 'en',
    dismissed: [],
    surroundings: true,
  }
  try {
    const kept: unknown = JSON.parse(globalThis.localStorage?.getItem(KEY) ?? '{}')
    if (typeof kept !== 'object' || kept === null) return system
    const { theme, language, dismissed, surroundings } = kept as Record<string, unknown>
    return {
      theme: theme === 'light' || theme === 'dark' ? theme : system.theme,
      language: language === 'en' || language === 'ko' ? language : system.language,
      // One of a newer version stays, so that both versions can be used.
      dismissed: Array.isArray(dismissed) ? dismissed.filter((code) => typeof code === 'string') : [],
      surroundings: surroundings !== false,
    }
  } catch {
    return system
  }
}

/** A full or forbidden storage, or a host that is gone, only means that the choice is not remembered. */
export function keep(
  { theme, language, dismissed, surroundings }: Preferences,
  host: Pick<HostCalls, 'keepPreferences'>,
): void {
  const chosen = { theme, language, dismissed, surroundings }
  const lost = (error: unknown) => console.warn('The preferences could not be remembered:', error)
  try {
    globalThis.localStorage?.setItem(KEY, JSON.stringify(chosen))
  } catch (error) {
    lost(error)
  }
  host.keepPreferences(chosen).catch(lost)
}
