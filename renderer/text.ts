/** Words on the screen in the chosen language. */
import { createContext, useCallback, useContext } from 'react'
import type { Language, Text } from '../shared/text.ts'

/** Handed down from the root: hundreds of words that asked the state at each of its changes would be felt. */
export const ChosenLanguage = createContext<Language>('en')
export const useLanguage = (): Language => useContext(ChosenLanguage)

/** `const t = useText(); t({ en: 'Open', ko: '열기' })` */
export function useText(): (text: Text) => string {
  const language = useLanguage()
  return useCallback((text: Text) => text[language], [language])
}
