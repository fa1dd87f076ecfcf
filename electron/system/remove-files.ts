/** Lists and removes files in shared folders without failing: a folder that cannot be read counts as empty, and a file that cannot be
 *  removed stays. */
import { readdirSync, rmSync } from 'node:fs'

/** Names in a folder; empty if it does not exist or cannot be read. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** Removes a file, but no folder. @returns whether it no longer exists */
export const removeFile = (path: string): boolean => tryRemove(path, false)

/** Removes a file, or a folder with its content. @returns whether it no longer exists */
export const removeAll = (path: string): boolean => tryRemove(path, true)

function tryRemove(path: string, recursive: boolean): boolean {
  try {
    rmSync(path, { recursive, force: true })
    return true
  } catch {
    return false
  }
}
