/** Finds a file that was dropped on a page, which knows its name, size and content but not its path: in the folders that the host may read,
 *  within limits. Where it is not found, it is copied instead. */
import { createHash } from 'node:crypto'
import type { Dirent } from 'node:fs'
import { opendir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { contentDigest, DIGEST_PIECE } from '../../shared/ipc/content-digest.ts'
import { filePieces } from './file-pieces.ts'
import type { Grants } from './grants.ts'

export interface SearchLimits {
  readonly folders: number
  readonly entries: number
  readonly files: number
  readonly milliseconds: number
}
/** Folders and entries that are looked at, files of that name and size, and the time for finding them. */
const LIMITS: SearchLimits = { folders: 20_000, entries: 500_000, files: 8, milliseconds: 3000 }

/** Folders of programs, in which nobody keeps data. */
const LEFT_OUT = ['node_modules', '__pycache__', 'site-packages']

export interface Wanted {
  readonly name: string
  readonly size: number
}

/** The files of that name and size in these folders and those below them, the nearest first. Hidden folders and links to folders are left
 *  out, so the search stays inside the folders and ends.
 *  @param folders the most likely ones first */
export async function findNamed(
  folders: readonly string[],
  wanted: Wanted,
  grants: Pick<Grants, 'grantedRealPath'>,
  limits: SearchLimits = LIMITS,
): Promise<readonly string[]> {
  const found: string[] = []
  const timer = new AbortController()
  let isOver = false
  const search = async () => {
    const seen = new Set<string>()
    let entries = 0
    for (let level = [...folders]; level.length > 0; ) {
      const below: string[] = []
      for (const folder of level) {
        if (seen.has(folder)) continue
        seen.add(folder)
        for await (const entry of entriesOf(folder)) {
          if (isOver || ++entries > limits.entries || seen.size > limits.folders) return
          if (entry.isDirectory()) {
            if (isSearched(entry.name)) below.push(join(folder, entry.name))
          } else if (isSameName(entry.name, wanted.name)) {
            const path = await fileOfSize(join(folder, entry.name), wanted.size, grants)
            if (path !== null && !found.includes(path)) found.push(path)
            if (found.length >= limits.files) return
          }
        }
      }
      level = below
    }
  }
  // A disk that does not answer ends the search too.
  await Promise.race([search(), delay(limits.milliseconds, null, { signal: timer.signal })])
  isOver = true
  timer.abort()
  return [...found]
}

/** The first of the files with that content; null if none has it. @param digest as of content-digest.ts */
export async function findContent(paths: readonly string[], digest: string): Promise<string | null> {
  for (const path of paths) if ((await digestOf(path)) === digest) return path
  return null
}

const sha256 = async (bytes: Uint8Array): Promise<Uint8Array> => createHash('sha256').update(bytes).digest()

/** Null for a file that cannot be read, which is none that a person could have dropped. */
const digestOf = (path: string): Promise<string | null> =>
  contentDigest(filePieces(path, DIGEST_PIECE), sha256).catch(() => null)

const isSearched = (name: string): boolean => !name.startsWith('.') && !LEFT_OUT.includes(name)

/** A disk may write accents in another way than a browser. */
const isSameName = (a: string, b: string): boolean => a.normalize('NFC') === b.normalize('NFC')

/** The entries of a folder; none of one that may not be read. */
async function* entriesOf(folder: string): AsyncGenerator<Dirent> {
  try {
    yield* await opendir(folder)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error
  }
}

/** The real path of a file that may be read and has that size. A link may lead out of the folders. */
async function fileOfSize(
  path: string,
  size: number,
  grants: Pick<Grants, 'grantedRealPath'>,
): Promise<string | null> {
  const real = await grants.grantedRealPath(path)
  if (real === null) return null
  const info = await stat(real).catch(() => null) // removed meanwhile
  return info?.isFile() && info.size === size ? real : null
}
