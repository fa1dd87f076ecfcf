/** A sentence a person sees, in every language the app speaks. Code names (use_bias, he_normal) stay untranslated. */
export interface Text {
  readonly en: string
  readonly ko: string
}

export type Language = keyof Text

/** The same words in every language: for names and numbers. */
export const same = (text: string): Text => ({ en: text, ko: text })
