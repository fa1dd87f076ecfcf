/** Theme and language: what the person chose last time, else what the system says. Kept in the browser's storage. */
import type { Language } from '../../shared/text.ts'

export interface Preferences {
  readonly theme: 'light' | 'dark'
  readonly language: Language
}

const KEY = 'layerloom.preferences'

/** Storage may be switched off or hold something foreign: then the system's choice is taken. */
export function load(): Preferences {
  const system: Preferences = {
    theme: globalThis.matchMedia?.('(prefers-color-scheme: light)').matches ? 'light' : 'dark',
    language: globalThis.navigator?.language?.startsWith('ko') ? 'ko' : 'en',
  }
  try {
    const kept: unknown = JSON.parse(globalThis.localStorage?.getItem(KEY) ?? '{}')
    if (typeof kept !== 'object' || kept === null) return system
    const { theme, language } = kept as Record<string, unknown>
    return {
      theme: theme === 'light' || theme === 'dark' ? theme : system.theme,
      language: language === 'en' || language === 'ko' ? language : system.language,
    }
  } catch {
    return system
  }
}

/** A full or forbidden storage only means that the choice is not remembered. */
export function keep({ theme, language }: Preferences): void {
  try {
    globalThis.localStorage?.setItem(KEY, JSON.stringify({ theme, language }))
  } catch (error) {
    console.warn('Theme and language could not be remembered:', error)
  }
}
