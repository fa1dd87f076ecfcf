/** Folders that others work in at the same time, and where not everything is ours: what cannot be looked into holds nothing, and what cannot
 *  be removed stays. */
import { readdirSync, rmSync } from 'node:fs'

/** Names in a folder; none where there is none, or it may not be listed. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** Removes a file; a folder stays. @returns whether it is gone */
export const removeFile = (path: string): boolean => gone(path, false)

/** Removes a file, or a folder with all that is in it. @returns whether it is gone */
export const removeAll = (path: string): boolean => gone(path, true)

function gone(path: string, recursive: boolean): boolean {
  try {
    rmSync(path, { recursive, force: true })
    return true
  } catch {
    return false
  }
}
