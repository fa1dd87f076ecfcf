/** Decides which files of one kind (predictions, reports of problems) may be written for a window, which may be compromised: on the desktop
 *  those that the person named in a native dialog for saving this kind; choosing a file to read allows no writing. In a browser the page
 *  asks in its own dialog, so that its answer proves nothing: there it is a new file of the kind in the root folders, and no existing file
 *  is replaced. */
import { lstat } from 'node:fs/promises'
import { isInside, realOf } from '../system/paths.ts'
import { fileExists, notGranted, readOnlyRoot, wrongExtension } from './file-problems.ts'
import { EXTENSIONS, hasExtension } from './files.ts'
import type { Grants } from './grants.ts'

export interface WrittenFiles {
  /** The person named this file in a native dialog. */
  allow(path: string): Promise<void>
  /** @throws ProblemError if the file may not be written */
  check(path: string): Promise<void>
}

interface Options {
  readonly kind: 'predictions' | 'report'
  readonly grants: Grants
  /** Whether the grants are root folders, rather than individually chosen files. */
  readonly within: boolean
  readonly examples: string
}

export function writtenFiles({ kind, grants, within, examples }: Options): WrittenFiles {
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
      if (!hasExtension(path, kind)) throw wrongExtension(path, EXTENSIONS[kind][0]!)
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
