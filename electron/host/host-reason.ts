/** Why this host runs and not the first choice, as the starting script found out: LAYERLOOM_HOST_REASON holds a Text as JSON. */
import { isObject } from '../../shared/json.ts'
import type { Text } from '../../shared/text.ts'

export function hostReason(value: string | undefined = process.env.LAYERLOOM_HOST_REASON): Text | null {
  if (!value) return null
  try {
    const text: unknown = JSON.parse(value)
    if (isObject(text) && typeof text.en === 'string' && typeof text.ko === 'string')
      return { en: text.en, ko: text.ko }
  } catch {
    // A plain sentence is welcome too.
  }
  return { en: value, ko: value }
}
