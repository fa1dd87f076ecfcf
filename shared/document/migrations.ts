/** Older files are migrated to the current version by one function per step; no other code knows old versions. */
import { isObject, type JsonObject } from '../json.ts'

/** The version that this program writes. */
export const VERSION = 2

/** `migrations[0]` converts version 1 to version 2, and so on; there is one fewer than VERSION. Each receives and returns the file's
 *  plain JSON before validation, must not throw on unexpected values, and leaves `version` to the caller. */
export const migrations: readonly ((file: JsonObject) => JsonObject)[] = [nameSplitMethod]

/** Version 1 had one rule for the split, without a name. */
function nameSplitMethod(file: JsonObject): JsonObject {
  const { data } = file
  if (!isObject(data)) return file
  const split = data.split ?? {}
  return isObject(split) ? { ...file, data: { ...data, split: { method: 'hash', ...split } } } : file
}

/** Applies the migrations from the file's version to the current one. */
export function migrate(file: JsonObject, from: number, steps = migrations): JsonObject {
  return steps.slice(from - 1).reduce((f, step, i) => ({ ...step(f), version: from + i + 1 }), file)
}
