/** Documents for previews, parsed once. */
import type { Document } from '../../shared/document/document.ts'
import { parseDocument } from '../../shared/document/file.ts'

/** Parsed documents by their text, since cards render repeatedly while a dialog is open. */
const cache = new Map<string, Document | null>()
const CACHE_SIZE = 64

/** The document of a file's text; `null` if it is not valid. Opening the file reports what is wrong. */
export function parseCached(text: string | null): Document | null {
  if (text === null) return null
  const cached = cache.get(text)
  if (cached !== undefined) return cached
  if (cache.size >= CACHE_SIZE) cache.clear()
  let document: Document | null = null
  try {
    document = parseDocument(text)
  } catch {
    document = null
  }
  cache.set(text, document)
  return document
}
