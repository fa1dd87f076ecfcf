/** The version of a file before the last save here, kept in the app's own folder under the digest of its path. */
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { OpenedFile } from '../../shared/ipc/contract.ts'
import { hashOf, readText, writeWhole } from './files.ts'

export interface Previous {
  /** Keeps what is about to be replaced. A failure is reported and never hinders the save. */
  keep(path: string, old: Uint8Array): Promise<void>
  /** The kept text under the file's own path and name; `null` when there is none. @throws ProblemError */
  read(path: string): Promise<OpenedFile | null>
}

const MOST = 50
const NAME = /^[0-9a-f]{64}\.loom$/

export function previousIn(folder: string, report: (fault: string) => void): Previous {
  const place = (path: string) => join(folder, `${hashOf(path)}.loom`)
  const prune = async () => {
    const names = (await readdir(folder)).filter((name) => NAME.test(name))
    if (names.length <= MOST) return
    const aged = await Promise.all(
      names.map(async (name) => ({ name, at: (await stat(join(folder, name))).mtimeMs })),
    )
    aged.sort((a, b) => b.at - a.at)
    for (const { name } of aged.slice(MOST)) await rm(join(folder, name), { force: true })
  }
  return {
    async keep(path, old) {
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 })
        await writeWhole(place(path), old)
        await prune()
      } catch (error) {
        report(`the earlier version of ${path} was not kept: ${(error as Error).message}`)
      }
    },
    async read(path) {
      const kept = place(path)
      const there = await stat(kept).catch(() => null)
      if (!there) return null
      return { ...(await readText(kept)), path, name: basename(path) }
    },
  }
}
