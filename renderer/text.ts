/** Words on the screen in the chosen language. */
import { useCallback } from 'react'
import type { Text } from '../shared/text.ts'
import { useApp } from './state/store.ts'

/** `const t = useText(); t({ en: 'Open', ko: '열기' })` */
export function useText(): (text: Text) => string {
  const language = useApp((s) => s.language)
  return useCallback((text: Text) => text[language], [language])
}
