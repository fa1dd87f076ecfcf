/** The folder where TensorFlow keeps compiled networks: kept small, and thrown away when it does not work. */
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { namesIn, removeAll } from '../clear.ts'

/** About half a megabyte each. */
const MAX_FILES = 100

/** Removes the networks that were compiled longest ago. */
export function pruneCompiled(folder: string): void {
  const files = namesIn(folder).map((name) => {
    const path = join(folder, name)
    return { path, at: statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0 }
  })
  const old = files.sort((a, b) => b.at - a.at).slice(MAX_FILES)
  for (const { path } of old) removeAll(path)
}

/** What is not ours to remove stays: training works without it. */
export const discardCompiled = (folder: string): void => void removeAll(folder)
