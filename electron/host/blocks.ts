/** The user's blocks, in the app's folder: one file per block, so that a damaged or invalid file does not affect the others. */
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { block } from '../../shared/ipc/contract/host/blocks.ts'
import type { SavedBlock } from '../../shared/ipc/contract/index.ts'
import { fileProblem, tooManyBlocks } from './file-problems.ts'
import { hashOf } from './files.ts'
import { readJson } from './json-file.ts'
import { serialQueue } from './serial-queue.ts'
import { writeAtomically } from './write-file.ts'

export interface Blocks {
  /** Newest first. Invalid files are skipped and reported. */
  list(): Promise<readonly SavedBlock[]>
  /** Replaces a block of the same name. @throws ProblemError */
  save(block: SavedBlock): Promise<void>
  /** @throws ProblemError */
  remove(name: string): Promise<void>
  /** Resolves when all requested changes are on the disk. */
  close(): Promise<void>
}

const MAX_BLOCKS = 200
/** Total bytes of all blocks, which are sent to a window in one message. */
const MAX_BYTES = 2 ** 24
const EXTENSION = '.block.json'
const file = block.extend({ format: z.literal('layerloom-block'), version: z.literal(1) })

interface Entry {
  readonly path: string
  readonly at: number
  readonly bytes: number
  readonly block: SavedBlock
}

export function blocksIn(folder: string, report: (fault: string) => void): Blocks {
  const queue = serialQueue()
  /** The hash of the name is a valid file name on every system. */
  const pathOf = (name: string) => join(folder, hashOf(name) + EXTENSION)

  const read = async (path: string): Promise<Entry> => {
    const { size: bytes, mtimeMs: at } = await stat(path)
    const { name, text } = await readJson(path, file, MAX_BYTES)
    return { path, at, bytes, block: { name, text } }
  }
  const entries = async (): Promise<readonly Entry[]> => {
    const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(EXTENSION))
    const found: Entry[] = []
    let remainingBytes = MAX_BYTES
    for (const name of names.slice(0, MAX_BLOCKS))
      try {
        const entry = await read(join(folder, name))
        remainingBytes -= entry.bytes
        if (remainingBytes < 0) throw new Error('there are too many bytes of blocks before it')
        found.push(entry)
      } catch (error) {
        report(`the block in ${name} cannot be read: ${(error as Error).message}`)
      }
    return found.sort((a, b) => b.at - a.at)
  }
  /** Files may come from elsewhere and have other names. */
  const removeEntries = async (removed: readonly Entry[]) => {
    for (const { path } of removed)
      await rm(path, { force: true }).catch((error: unknown) => {
        throw fileProblem('write', path, error)
      })
  }
  return {
    list: () => queue(async () => (await entries()).map((entry) => entry.block)),
    save: (block) =>
      queue(async () => {
        const path = pathOf(block.name)
        const all = await entries()
        const others = all.filter((entry) => entry.block.name !== block.name)
        const content = `${JSON.stringify({ format: 'layerloom-block', version: 1, ...block })}\n`
        const bytes = others.reduce((n, entry) => n + entry.bytes, Buffer.byteLength(content))
        if (others.length >= MAX_BLOCKS || bytes > MAX_BYTES) throw tooManyBlocks()
        try {
          await mkdir(folder, { recursive: true, mode: 0o700 })
          await writeAtomically(path, content)
        } catch (error) {
          throw fileProblem('write', path, error)
        }
        await removeEntries(all.filter((entry) => entry.block.name === block.name && entry.path !== path))
      }),
    remove: (name) =>
      queue(async () => removeEntries((await entries()).filter((entry) => entry.block.name === name))),
    close: () => queue.settled(),
  }
}
