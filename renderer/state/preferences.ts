/** Theme, language, dismissed hints and how groups are opened: the user's last choice, or else the system's default. The host stores
 *  them; the browser's storage holds a copy for the first frame. */
import type { HostCalls, Preferences } from '../../shared/ipc/contract/index.ts'
import type { Language } from '../../shared/text.ts'

const KEY = 'layerloom.preferences'

type Choice = Pick<Preferences, 'theme' | 'language'>

/** Theme and language of the window, with the choice from which they follow. */
export interface Appearance {
  readonly theme: 'light' | 'dark'
  readonly language: Language
  readonly chosen: Choice
}

const LIGHT = '(prefers-color-scheme: light)'
const systemTheme = () => (globalThis.matchMedia?.(LIGHT).matches ? 'light' : 'dark')
const systemLanguage = () => (globalThis.navigator?.language?.startsWith('ko') ? 'ko' : 'en')

export const appearanceOf = (chosen: Choice): Appearance => ({
  theme: chosen.theme === 'system' ? systemTheme() : chosen.theme,
  language: chosen.language === 'system' ? systemLanguage() : chosen.language,
  chosen: { theme: chosen.theme, language: chosen.language },
})

/** Calls `apply` whenever the theme or the language of the system changes. */
export function followSystem(apply: () => void): void {
  globalThis.matchMedia?.(LIGHT).addEventListener('change', apply)
  globalThis.addEventListener?.('languagechange', apply)
}

type Remembered = Pick<Preferences, 'dismissed' | 'surroundings'>
const PREFERENCE_KEYS = ['chosen', 'dismissed', 'surroundings'] as const

/** The storage may be disabled or contain foreign data: then the system's defaults apply. */
export function loadPreferences(): Appearance & Remembered {
  try {
    const stored: unknown = JSON.parse(globalThis.localStorage?.getItem(KEY) ?? '{}')
    const { theme, language, dismissed, surroundings } = (stored ?? {}) as Record<string, unknown>
    return {
      ...appearanceOf({
        theme: theme === 'light' || theme === 'dark' ? theme : 'system',
        language: language === 'en' || language === 'ko' ? language : 'system',
      }),
      // Codes of a newer version are kept, so that both versions can be used.
      dismissed: Array.isArray(dismissed) ? dismissed.filter((code) => typeof code === 'string') : [],
      surroundings: surroundings !== false,
    }
  } catch {
    return { ...appearanceOf({ theme: 'system', language: 'system' }), dismissed: [], surroundings: true }
  }
}

/** The host's preferences as state of the window. */
export const fromHost = ({
  theme,
  language,
  dismissed,
  surroundings,
}: Preferences): Appearance & Remembered => ({
  ...appearanceOf({ theme, language }),
  dismissed,
  surroundings,
})

/** The preferences that came from another window: they are not sent back, or two windows could correct each other forever. */
let received: (Appearance & Remembered) | null = null

/** Takes over what another window has chosen. @returns state of this window */
export function fromOtherWindow(preferences: Preferences): Appearance & Remembered {
  received = fromHost(preferences)
  return received
}

/** Whether the state differs from the earlier one in what the host keeps, by a choice made in this window. */
export const isChosenHere = (state: Appearance & Remembered, previous: Appearance & Remembered): boolean =>
  PREFERENCE_KEYS.some((key) => state[key] !== previous[key]) &&
  PREFERENCE_KEYS.some((key) => state[key] !== received?.[key])

/** If the storage is full or disabled, or the host is disconnected, the preferences are only not saved. */
export function savePreferences(
  { chosen: choice, dismissed, surroundings }: Appearance & Remembered,
  host: Pick<HostCalls, 'keepPreferences'>,
): void {
  const chosen = { ...choice, dismissed, surroundings }
  const logError = (error: unknown) => console.warn('The preferences could not be remembered:', error)
  try {
    globalThis.localStorage?.setItem(KEY, JSON.stringify(chosen))
  } catch (error) {
    logError(error)
  }
  host.keepPreferences(chosen).catch(logError)
}
