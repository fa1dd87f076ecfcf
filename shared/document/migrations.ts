/** Older files are migrated to the current version by one function per step; no other code knows old versions. */
import type { JsonObject } from '../json.ts'

/** The version that this program writes. */
export const VERSION = 1

/** `migrations[0]` converts version 1 to version 2, and so on; there is one fewer than VERSION. Each receives and returns the file's
 *  plain JSON before validation, must not throw on unexpected values, and leaves `version` to the caller. */
export const migrations: readonly ((file: JsonObject) => JsonObject)[] = []

/** Applies the migrations from the file's version to the current one. */
export function migrate(file: JsonObject, from: number, steps = migrations): JsonObject {
  return steps.slice(from - 1).reduce((f, step, i) => ({ ...step(f), version: from + i + 1 }), file)
}
