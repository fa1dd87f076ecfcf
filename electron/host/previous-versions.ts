/** Stores the content of a file before its last save, and a text whose save was refused because of another one, in the app's folder under
 *  the hash of the path. */
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { OpenedFile, SavedVersion } from '../../shared/ipc/contract/index.ts'
import { hashOf, readText } from './files.ts'
import { writeAtomically } from './write-file.ts'

export interface PreviousVersions {
  /** Stores the content that is about to be replaced. An error is reported and does not prevent the save. */
  keep(path: string, old: Uint8Array): Promise<void>
  /** Stores the text that was not written because another program wrote the file at the same time; its window has it as well. */
  keepRefused(path: string, text: string): Promise<void>
  /** The stored text with the file's path and name; `null` if there is none. @throws ProblemError */
  read(path: string, which: SavedVersion): Promise<OpenedFile | null>
}

const MAX_FILES = 50
const MAX_BYTES = 256 * 2 ** 20
const ENDINGS: { readonly [K in SavedVersion]: string } = { replaced: '.loom', refused: '.refused.loom' }
const NAME = /^[0-9a-f]{64}(\.refused)?\.loom$/

export function previousIn(folder: string, report: (fault: string) => void): PreviousVersions {
  const storedPath = (path: string, which: SavedVersion) => join(folder, hashOf(path) + ENDINGS[which])
  /** Removes the oldest files. Several programs may do this at once, so a missing file is not an error. */
  const prune = async () => {
    const names = (await readdir(folder)).filter((name) => NAME.test(name))
    const files = await Promise.all(
      names.map(async (name) => ({ name, info: await stat(join(folder, name)).catch(() => null) })),
    )
    files.sort((a, b) => (b.info?.mtimeMs ?? 0) - (a.info?.mtimeMs ?? 0))
    let bytes = 0
    for (const [i, { name, info }] of files.entries()) {
      bytes += info?.size ?? 0
      if (i >= MAX_FILES || (i > 0 && bytes > MAX_BYTES)) await rm(join(folder, name), { force: true })
    }
  }
  const store = async (target: string, content: string | Uint8Array, path: string) => {
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await writeAtomically(target, content)
      await prune()
    } catch (error) {
      report(`the earlier version of ${path} was not kept: ${(error as Error).message}`)
    }
  }
  return {
    keep: (path, old) => store(storedPath(path, 'replaced'), old, path),
    keepRefused: (path, text) => store(storedPath(path, 'refused'), text, path),
    async read(path, which) {
      const stored = storedPath(path, which)
      const info = await stat(stored).catch(() => null)
      if (!info) return null
      return { ...(await readText(stored)), path, name: basename(path) }
    },
  }
}
