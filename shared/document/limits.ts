/** How big a document may be. A file is refused as soon as one of these is passed, before the rest of it is read; edits
 *  refuse to grow a document beyond them, so that everything that can be drawn can be saved and opened again. */
import type { Limits } from './parse-json.ts'

/** Characters; the host checks the bytes before it reads. A message that carries the text has room for it (ipc/codec.ts). */
export const MAX_FILE = 15 * 1024 * 1024
export const MAX_CLIPBOARD = 8 * 1024 * 1024
export const MAX_NETWORKS = 64
/** Repetitions of a group. */
export const MAX_REPEAT = 10_000
export const MAX_NODES = 10_000
export const MAX_EDGES = 40_000
export const MAX_NOTES = 1_000
export const MAX_DEFINITIONS = 1_000
export const MAX_STRING = 4096
/** Pixels from the origin. */
export const MAX_COORDINATE = 1e7
/** Problems told at once; the rest would only bury them. */
export const MAX_PROBLEMS = 20

export const fileLimits: Limits = {
  characters: MAX_FILE,
  depth: 32,
  values: 1_000_000,
  entries: MAX_EDGES,
  string: MAX_STRING,
}
export const clipboardLimits: Limits = { ...fileLimits, characters: MAX_CLIPBOARD }
