/** What a file held before the last save here, and the text that another save made us refuse: in the app's own folder, under the digest
 *  of its path. */
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { KeptVersion, OpenedFile } from '../../shared/ipc/contract.ts'
import { hashOf, readText } from './files.ts'
import { writeWhole } from './write-file.ts'

export interface Previous {
  /** Keeps what is about to be replaced. A failure is reported and never hinders the save. */
  keep(path: string, old: Uint8Array): Promise<void>
  /** Keeps what was not written, as somebody else wrote the file at the same time; it is in its window besides. */
  keepRefused(path: string, text: string): Promise<void>
  /** The kept text under the file's own path and name; `null` when there is none. @throws ProblemError */
  read(path: string, which: KeptVersion): Promise<OpenedFile | null>
}

const MOST = 50
const MAX_BYTES = 256 * 2 ** 20
const ENDINGS: { readonly [K in KeptVersion]: string } = { replaced: '.loom', refused: '.refused.loom' }
const NAME = /^[0-9a-f]{64}(\.refused)?\.loom$/

export function previousIn(folder: string, report: (fault: string) => void): Previous {
  const place = (path: string, which: KeptVersion) => join(folder, hashOf(path) + ENDINGS[which])
  /** The oldest go. Several programs may do this at a time: what is gone already is no fault. */
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
