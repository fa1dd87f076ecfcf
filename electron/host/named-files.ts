/** The files that a document's text names as its data, as far as it can be read: what is no document names none. */
import nodePath, { type PlatformPath } from 'node:path'
import { filesOf } from '../../shared/document/data-paths.ts'
import type { Config } from '../../shared/fields/index.ts'
import { isObject } from '../../shared/json.ts'

/** @param folder where relative names start; without one they are none */
export function namedFiles(
  text: string,
  folder: string | null,
  lib: PlatformPath = nodePath,
): readonly string[] {
  const source = sourceOf(text)
  if (source === null) return []
  return filesOf(source).flatMap(([, path]) =>
    lib.isAbsolute(path) || folder !== null ? [lib.resolve(folder ?? '.', path)] : [],
  )
}

function sourceOf(text: string): Config | null {
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch {
    // A draft may hold anything; opening it says what is wrong.
    return null
  }
  const data = isObject(document) ? document.data : null
  const source = isObject(data) ? data.source : null
  return isObject(source) && typeof source.type === 'string' ? (source as Config) : null
}
