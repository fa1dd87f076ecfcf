/** Recognizes files of newer versions of the app, so that each is refused with its version. */
import { isObject } from './json.ts'

/** The newest version that is read here, of every kind of file. */
const KNOWN = 1

/** @returns why a file cannot be read, if it is of a newer version */
export function newerVersion(content: unknown): string | null {
  const version = isObject(content) ? Number(content.version) : Number.NaN
  return version > KNOWN
    ? `it was made by a newer Layerloom (version ${version} of the format; this one reads version ${KNOWN})`
    : null
}
