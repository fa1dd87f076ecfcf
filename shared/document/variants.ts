/** Variants: networks of a document that stand side by side, to see which of them learns better. The main one trains. */
import type { Document, NetworkId } from './document.ts'
import { calledIn } from './groups.ts'

/** Networks that no group calls, in the order of the file; the main one always. */
export function variantsOf({ networks, main }: Document): readonly NetworkId[] {
  const called = new Set(Object.values(networks).flatMap(calledIn))
  return Object.keys(networks).filter((id) => id === main || !called.has(id))
}

/** What a run of the document is called: with the variant where there are several. */
export const runName = (document: Document): string =>
  variantsOf(document).length > 1
    ? `${document.name} · ${document.networks[document.main]!.name}`
    : document.name
