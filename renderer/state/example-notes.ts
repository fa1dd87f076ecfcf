/** The notes of an example are in every language of the app, side by side in its file: `note_en`, `note_ko`. A person sees those of one. */
import type { Document, Network } from '../../shared/document/document.ts'
import type { Language } from '../../shared/text.ts'

const LANGUAGES: readonly Language[] = ['en', 'ko']

/** The document with the notes of one language only, and those of none. */
export function withNotesIn(document: Document, language: Language): Document {
  const others = LANGUAGES.filter((each) => each !== language).map((each) => `_${each}`)
  const ofLanguage = (network: Network): Network => ({
    ...network,
    notes: Object.fromEntries(
      Object.entries(network.notes).filter(([id]) => !others.some((ending) => id.endsWith(ending))),
    ),
  })
  return {
    ...document,
    networks: Object.fromEntries(
      Object.entries(document.networks).map(([id, network]) => [id, ofLanguage(network)]),
    ),
  }
}
