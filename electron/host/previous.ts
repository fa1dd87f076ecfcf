/** Stores the content of a file before its last save, and a text whose save was refused because of another one, in the app's folder under
 *  the hash of the path. */
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { KeptVersion, OpenedFile } from '../../shared/ipc/contract.ts'
import { hashOf, readText } from './files.ts'
import { writeWhole } from './write-file.ts'

export interface Previous {
  /** Stores the content that is about to be replaced. An error is reported and does not prevent the save. */
  keep(path: string, old: Uint8Array): Promise<void>
  /** Stores the text that was not written because another program wrote the file at the same time; its window has it as well. */
  keepRefused(path: string, text: string): Promise<void>
  /** The stored text with the file's path and name; `null` if there is none. @throws ProblemError */
  read(path: string, which: KeptVersion): Promise<OpenedFile | null>
}

const MOST = 50
const MAX_BYTES = 256 * 2 ** 20
const ENDINGS: { readonly [K in KeptVersion]: string } = { replaced: '.loom', refused: '.refused.loom' }
const NAME = /^[0-9a-f]{64}(\.refused)?\.loom$/

export function previousIn(folder: string, report: (fault: string) => void): Previous {
  const place = (path: string, which: KeptVersion) => join(folder, hashOf(path) + ENDINGS[which])
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
      if (i >= MOST || (i > 0 && bytes > MAX_BYTES)) await rm(join(folder, name), { force: true })
    }
  }
  const put = async (kept: string, content: string | Uint8Array, path: string) => {
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await writeWhole(kept, content)
      await prune()
    } catch (error) {
      report(`the earlier version of ${path} was not kept: ${(error as Error).message}`)
    }
  }
  return {
    keep: (path, old) => put(place(path, 'replaced'), old, path),
    keepRefused: (path, text) => put(place(path, 'refused'), text, path),
    async read(path, which) {
      const kept = place(path, which)
      const there = await stat(kept).catch(() => null)
      if (!there) return null
      return { ...(await readText(kept)), path, name: basename(path) }
    },
  }
}
