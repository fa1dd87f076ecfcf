/** Variants: networks of a document that stand side by side, to compare how well they learn. The main one is trained. */
import type { Document, NetworkId } from './document.ts'
import { directCallees } from './groups.ts'

/** Networks that no group calls, in the order of the file; always includes the main one. */
export function variantsOf({ networks, main }: Document): readonly NetworkId[] {
  const called = new Set(Object.values(networks).flatMap(directCallees))
  return Object.keys(networks).filter((id) => id === main || !called.has(id))
}

/** The name of a run of the document; includes the variant if there are several. */
export const runName = (document: Document): string =>
  variantsOf(document).length > 1
    ? `${document.name} · ${document.networks[document.main]!.name}`
    : document.name
