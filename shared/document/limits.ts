/** Size limits of a document. A file is refused as soon as it exceeds one of them, before the rest is read. Edits refuse to exceed
 *  them, so that every document can be saved and opened again. */
import type { Limits } from './parse-json.ts'

/** Characters; the host checks the number of bytes before it reads. A message with the text stays within its own limit (ipc/codec.ts). */
export const MAX_FILE_CHARACTERS = 15 * 1024 * 1024
export const MAX_CLIPBOARD_CHARACTERS = 8 * 1024 * 1024
export const MAX_NETWORKS = 64
/** Repetitions of a group. */
export const MAX_REPEAT = 10_000
export const MAX_NODES = 10_000
export const MAX_EDGES = 40_000
export const MAX_NOTES = 1_000
export const MAX_DEFINITIONS = 1_000
export const MAX_STRING = 4096
/** Settings of the columns of a table. */
export const MAX_DATA_COLUMNS = 20_000
/** Marks of rows. */
export const MAX_ROW_MARKS = 10_000
/** Pixels from the origin. */
export const MAX_COORDINATE = 1e7
/** Problems reported at once; more would hide the first ones. */
export const MAX_PROBLEMS = 20

export const fileLimits: Limits = {
  characters: MAX_FILE_CHARACTERS,
  depth: 32,
  values: 1_000_000,
  entries: MAX_EDGES,
  string: MAX_STRING,
}
export const clipboardLimits: Limits = { ...fileLimits, characters: MAX_CLIPBOARD_CHARACTERS }
