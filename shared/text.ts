/** A text shown on screen, in every language of the app. Code names (use_bias, he_normal) stay untranslated. */
export interface Text {
  readonly en: string
  readonly ko: string
}

export type Language = keyof Text

/** The same text in every language, for names and numbers. */
export const untranslated = (text: string): Text => ({ en: text, ko: text })
