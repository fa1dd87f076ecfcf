/** The folder where TensorFlow keeps compiled networks: kept small, and thrown away when it does not work. */
import { readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** About half a megabyte each. */
const MOST_FILES = 100

/** Removes the networks that were compiled longest ago. */
export function pruneCompiled(folder: string): void {
  const files = namesIn(folder).map((name) => {
    const path = join(folder, name)
    return { path, at: statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0 }
  })
  const old = files.sort((a, b) => b.at - a.at).slice(MOST_FILES)
  for (const { path } of old) remove(path)
}

export const discardCompiled = (folder: string): void => remove(folder)

function remove(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true })
  } catch {
    // It is not ours to remove. Then it stays: training works without it.
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    // Nothing was compiled yet.
    return []
  }
}
