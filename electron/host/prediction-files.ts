/** Decides which files predictions may be written to for a window, which may be compromised: on the desktop those that the person named in
 *  a native dialog for saving predictions; choosing a file to read allows no writing. In a browser the page asks in its own dialog, so
 *  that its answer proves nothing: there it is a new CSV file in the root folders, and no existing file is replaced. */
import { lstat } from 'node:fs/promises'
import { isInside, realOf } from '../system/paths.ts'
import { fileExists, notGranted, readOnlyRoot, wrongExtension } from './file-problems.ts'
import { hasExtension } from './files.ts'
import type { Grants } from './grants.ts'

export interface PredictionFiles {
  /** The person named this file in a native dialog for predictions. */
  allow(path: string): Promise<void>
  /** @throws ProblemError if the file may not be written */
  check(path: string): Promise<void>
}

interface Options {
  readonly grants: Grants
  /** Whether the grants are root folders, rather than individually chosen files. */
  readonly within: boolean
  readonly examples: string
}

export function predictionFiles({ grants, within, examples }: Options): PredictionFiles {
  const chosen = new Set<string>()
  return {
    async allow(path) {
      chosen.add(await realOf(path))
    },
    async check(path) {
      if (!within) {
        if (!chosen.has(await realOf(path))) throw notGranted(path)
        return
      }
      const real = await grants.requireGranted(path)
      if (isInside(await realOf(examples), real)) throw readOnlyRoot(path)
      if (!hasExtension(path, 'predictions')) throw wrongExtension(path, '.csv')
      if (await isThere(path)) throw fileExists(path)
    },
  }
}

/** A link counts as well, also one that leads nowhere. */
const isThere = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false
      throw error
    },
  )
