/** Replaces a file atomically, so that a reader finds either the old content or the new one. */
import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs'
import { renameSync } from './rename.ts'

/** Writes a temporary file next to the target, syncs it and renames it. On failure the old file is unchanged and the temporary one is
 *  removed. */
export function replaceFile(
  path: string,
  parts: readonly Uint8Array[],
  temporary = `${path}.${process.pid}.part`,
): void {
  try {
    const file = openSync(temporary, 'w')
    try {
      for (const part of parts)
        for (let written = 0; written < part.length; )
          written += writeSync(file, part, written, part.length - written)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(temporary, path)
  } catch (error) {
    try {
      rmSync(temporary, { force: true })
    } catch {
      // The first error is the one to report.
    }
    throw error
  }
}
