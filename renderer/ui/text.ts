/** Texts in the selected language. */
import { createContext, useCallback, useContext } from 'react'
import type { Language, Text } from '../../shared/text.ts'

/** Provided as a context from the root, since a store subscription per text, hundreds in all, would be noticeably slow. */
export const LanguageContext = createContext<Language>('en')
export const useLanguage = (): Language => useContext(LanguageContext)

/** `const t = useText(); t({ en: 'Open', ko: '열기' })` */
export function useText(): (text: Text) => string {
  const language = useLanguage()
  return useCallback((text: Text) => text[language], [language])
}
