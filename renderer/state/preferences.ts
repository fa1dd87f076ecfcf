/** Theme, language, dismissed hints and how groups are opened: what the person chose last time, else what the system says. Kept in the browser's storage. */
import type { Language } from '../../shared/text.ts'

export interface Preferences {
  readonly theme: 'light' | 'dark'
  readonly language: Language
  /** Codes of hints that are not shown. */
  readonly dismissed: readonly string[]
  /** An open group is drawn among what lies around it. */
  readonly surroundings: boolean
}

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

/** A full or forbidden storage only means that the choice is not remembered. */
export function keep({ theme, language, dismissed, surroundings }: Preferences): void {
  try {
    globalThis.localStorage?.setItem(KEY, JSON.stringify({ theme, language, dismissed, surroundings }))
  } catch (error) {
    console.warn('The preferences could not be remembered:', error)
  }
}
