/** The files a page may name, for the host's calls and the engine's alike. A page that was taken over can name any path; it reaches
 *  what the person chose, and nothing else. */
import { resolve } from 'node:path'
import { notGranted, outsideRoots } from './file-problems.ts'
import { isInside, type PathRules, pathRules, realOf } from './paths.ts'

export interface Grants {
  /** The person chose this file: in a dialog, by dropping it, as an argument, or earlier, so that it is among the recent files. */
  grant(path: string): void
  /** The real path of a file that may be used; `null` for any other. A file that is not there yet counts by its folder. */
  allowed(path: string): Promise<string | null>
  /** Whether a file was chosen by this name, told without asking a disk: what holds others up may ask. Opens no file. */
  wasChosen(path: string): boolean
  /** The real path of a file that was chosen by this name, told without asking a disk; `null` also until that disk has answered. */
  realOfChosen(path: string): string | null
  /** The real path of a file that may be used. @throws ProblemError for any other */
  check(path: string): Promise<string>
}

/** The desktop's: each file by itself. A link that leads elsewhere since it was chosen is another file.
 *  @param find the real path; tests let it never come back, as a disk does that is gone */
export function grantsByChoice(find: (path: string) => Promise<string> = realOf): Grants {
  const chosen = new Set<string>()
  /** The real path of each name that was chosen. */
  const named = new Map<string, string>()
  /** Names whose real path is not known yet. A disk that does not answer is asked once, and holds up nobody who names another file. */
  const pending = new Map<string, Promise<void>>()
  const allowed = async (path: string) => {
    // What was chosen before this was asked counts.
    await pending.get(resolve(path))
    const real = await find(path)
    if (!chosen.has(real)) await pending.get(real)
    return chosen.has(real) ? real : null
  }
  const realOfChosen = (path: string) => {
    const name = resolve(path)
    return named.get(name) ?? (chosen.has(name) ? name : null)
  }
  return {
    grant(path) {
      const name = resolve(path)
      if (pending.has(name)) return
      const noted = find(path).then((real) => {
        chosen.add(real)
        named.set(name, real)
        pending.delete(name)
      })
      pending.set(name, noted)
    },
    realOfChosen,
    wasChosen: (path) => pending.has(resolve(path)) || realOfChosen(path) !== null,
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
    wasChosen: () => true, // each use of it is checked
    realOfChosen: () => null, // a page's own dialog says what is chosen
    allowed,
    async check(path) {
      const real = await allowed(path)
      if (real === null) throw outsideRoots(path, roots)
      return real
    },
  }
}
