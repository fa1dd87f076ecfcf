/** Older files are brought to today's version by one function per step; nothing else knows of old versions. */
import type { JsonObject } from '../json.ts'

/** The version this program writes. */
export const VERSION = 1

/** `migrations[0]` turns version 1 into version 2, and so on: one shorter than VERSION. Each gets and gives the file's plain
 *  JSON before it is checked, must not throw on surprising values, and leaves `version` to the caller. */
export const migrations: readonly ((file: JsonObject) => JsonObject)[] = []

/** Applies the steps from the file's version to the newest. */
export function migrate(file: JsonObject, from: number, steps = migrations): JsonObject {
  return steps.slice(from - 1).reduce((f, step, i) => ({ ...step(f), version: from + i + 1 }), file)
}
