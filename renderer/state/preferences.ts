/** Theme, language and dismissed hints: what the person chose last time, else what the system says. Kept in the browser's storage. */
import type { Language } from '../../shared/text.ts'

export interface Preferences {
  readonly theme: 'light' | 'dark'
  readonly language: Language
  /** Codes of hints that are not shown. */
  readonly dismissed: readonly string[]
}

const KEY = 'layerloom.preferences'

/** Storage may be switched off or hold something foreign: then the system's choice is taken. */
export function load(): Preferences {
  const system: Preferences = {
    theme: globalThis.matchMedia?.('(prefers-color-scheme: light)').matches ? 'light' : 'dark',
    language: globalThis.navigator?.language?.startsWith('ko') ? 'ko' : 'en',
    dismissed: [],
  }
  try {
    const kept: unknown = JSON.parse(globalThis.localStorage?.getItem(KEY) ?? '{}')
    if (typeof kept !== 'object' || kept === null) return system
    const { theme, language, dismissed } = kept as Record<string, unknown>
    return {
      theme: theme === 'light' || theme === 'dark' ? theme : system.theme,
      language: language === 'en' || language === 'ko' ? language : system.language,
      // One of a newer version stays, so that both versions can be used.
      dismissed: Array.isArray(dismissed) ? dismissed.filter((code) => typeof code === 'string') : [],
    }
  } catch {
    return system
  }
}

/** A full or forbidden storage only means that the choice is not remembered. */
export function keep({ theme, language, dismissed }: Preferences): void {
  try {
    globalThis.localStorage?.setItem(KEY, JSON.stringify({ theme, language, dismissed }))
  } catch (error) {
    console.warn('Theme, language and dismissed hints could not be remembered:', error)
  }
}
