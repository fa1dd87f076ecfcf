/** The data files named in a document's text; none if the text is not a valid document. */
import nodePath, { type PlatformPath } from 'node:path'
import { fileFields } from '../../shared/document/data-paths.ts'
import type { Config } from '../../shared/fields/index.ts'
import { isObject } from '../../shared/json.ts'

/** @param folder base folder of relative names; without it they are ignored */
export function namedFiles(
  text: string,
  folder: string | null,
  pathModule: PlatformPath = nodePath,
): readonly string[] {
  const source = sourceOf(text)
  if (source === null) return []
  return fileFields(source).flatMap(({ path }) =>
    pathModule.isAbsolute(path) || folder !== null ? [pathModule.resolve(folder ?? '.', path)] : [],
  )
}

function sourceOf(text: string): Config | null {
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch {
    // A draft may contain any text; opening it reports the error.
    return null
  }
  const data = isObject(document) ? document.data : null
  const source = isObject(data) ? data.source : null
  return isObject(source) && typeof source.type === 'string' ? (source as Config) : null
}
