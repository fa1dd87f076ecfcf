/** The files a page may name, for the host's calls and the engine's alike. A page that was taken over can name any path; it reaches
 *  what the person chose, and nothing else. */
import { notGranted, outsideRoots } from './file-problems.ts'
import { isInside, type PathRules, pathRules, realOf } from './paths.ts'

export interface Grants {
  /** The person chose this file: in a dialog, by dropping it, as an argument, or earlier, so that it is among the recent files. */
  grant(path: string): void
  /** The real path of a file that may be used; `null` for any other. A file that is not there yet counts by its folder. */
  allowed(path: string): Promise<string | null>
  /** The real path of a file that may be used. @throws ProblemError for any other */
  check(path: string): Promise<string>
}

/** The desktop's: each file by itself. A link that leads elsewhere since it was chosen is another file.
 *  @param find the real path; tests let it never come back, as a disk does that is gone */
export function grantsByChoice(find: (path: string) => Promise<string> = realOf): Grants {
  const chosen = new Set<string>()
  /** Grants whose real path is not known yet. */
  const pending = new Set<Promise<void>>()
  const allowed = async (path: string) => {
    const real = await find(path)
    // What was chosen before this was asked counts. A chosen file on a disk that does not answer holds up no other one.
    while (!chosen.has(real) && pending.size > 0) await Promise.race(pending)
    return chosen.has(real) ? real : null
  }
  return {
    grant(path) {
      const noted = find(path).then((real) => {
        chosen.add(real)
        pending.delete(noted)
      })
      pending.add(noted)
    },
    allowed,
    async check(path) {
      const real = await allowed(path)
      if (real === null) throw notGranted(path)
      return real
    },
  }
}

/** The web host's: whatever is in the folders that were named at its start (real paths); a page chooses among them. */
export function grantsWithin(roots: readonly string[], { realOf, lib }: PathRules = pathRules): Grants {
  const allowed = async (path: string) => {
    const real = await realOf(path)
    return roots.some((root) => isInside(root, real, lib)) ? real : null
  }
  return {
    grant() {}, // nothing beyond the folders
    allowed,
    async check(path) {
      const real = await allowed(path)
      if (real === null) throw outsideRoots(path, roots)
      return real
    },
  }
}
