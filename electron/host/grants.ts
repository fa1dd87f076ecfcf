/** The files that a page may access, for the calls of host and engine. A compromised page can name any path, but only accesses files that
 *  the user chose. */
import { resolve } from 'node:path'
import { isInside, type PathRules, pathRules, realOf } from '../system/paths.ts'
import { notGranted, outsideRoots } from './file-problems.ts'

export interface Grants {
  /** Grants a file that the user chose: in a dialog, by dropping it, on the command line, or earlier, as a recent file. */
  grant(path: string): void
  /** The real path of a file if it is granted, else `null`. A file that does not exist yet counts by its folder. */
  grantedRealPath(path: string): Promise<string | null>
  /** Whether a file was chosen by this name. Accesses no disk and opens no file, so it never blocks. */
  wasChosen(path: string): boolean
  /** The real path of a file that was chosen by this name, without accessing a disk; also `null` until the disk of the file has
   *  answered. */
  knownRealPath(path: string): string | null
  /** The real path of a file. @throws ProblemError if it is not granted */
  requireGranted(path: string): Promise<string>
}

/** The desktop's grants: each file individually. A link whose target changed since it was chosen is another file.
 *  @param resolveRealPath resolves the real path; in tests it never resolves, like a disk that is not available */
export function grantsByChoice(resolveRealPath: (path: string) => Promise<string> = realOf): Grants {
  const chosen = new Set<string>()
  /** The real path of each chosen name. */
  const realPathOfName = new Map<string, string>()
  /** Names whose real path is not resolved yet. A disk that does not answer is accessed once, and does not block other files. */
  const pending = new Map<string, Promise<void>>()
  const grantedRealPath = async (path: string) => {
    // Waits for a choice that was made before this call.
    await pending.get(resolve(path))
    const real = await resolveRealPath(path)
    if (!chosen.has(real)) await pending.get(real)
    return chosen.has(real) ? real : null
  }
  const knownRealPath = (path: string) => {
    const absolutePath = resolve(path)
    return realPathOfName.get(absolutePath) ?? (chosen.has(absolutePath) ? absolutePath : null)
  }
  return {
    grant(path) {
      const absolutePath = resolve(path)
      if (pending.has(absolutePath)) return
      const resolution = resolveRealPath(path).then((real) => {
        chosen.add(real)
        realPathOfName.set(absolutePath, real)
        pending.delete(absolutePath)
      })
      pending.set(absolutePath, resolution)
    },
    knownRealPath,
    wasChosen: (path) => pending.has(resolve(path)) || knownRealPath(path) !== null,
    grantedRealPath,
    async requireGranted(path) {
      const real = await grantedRealPath(path)
      if (real === null) throw notGranted(path)
      return real
    },
  }
}

/** The web host's grants: all files in the root folders given at its start (real paths), among which a page chooses. */
export function grantsWithin(
  roots: readonly string[],
  { realOf, pathModule }: PathRules = pathRules,
): Grants {
  const grantedRealPath = async (path: string) => {
    const real = await realOf(path)
    return roots.some((root) => isInside(root, real, pathModule)) ? real : null
  }
  return {
    grant() {}, // nothing beyond the root folders
    wasChosen: () => true, // each access is checked
    knownRealPath: () => null, // a page's own dialog makes the choice
    grantedRealPath,
    async requireGranted(path) {
      const real = await grantedRealPath(path)
      if (real === null) throw outsideRoots(path, roots)
      return real
    },
  }
}
