/** Recognizes files of newer versions of the app, so that each is refused with its version. */
import { isObject } from './json.ts'

/** @param known the newest version that is read here
 *  @returns why a file cannot be read, if it is of a newer version */
export function newerVersion(content: unknown, known = 1): string | null {
  const version = isObject(content) ? Number(content.version) : Number.NaN
  return version > known
    ? `it was made by a newer Layerloom (version ${version} of the format; this one reads version ${known})`
    : null
}
