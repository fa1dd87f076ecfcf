/** Which files a document's data may be, for the engine's calls. A document comes from anywhere, and a page may have been taken over:
 *  both can name any path. What lies in the document's folder, what the person chose and the examples need no word; anything else needs
 *  one, once a document and path, and the answer is remembered in the app's own folder. */
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { notAllowed } from './file-problems.ts'
import type { Grants } from './grants.ts'
import { inOrder } from './in-order.ts'
import { isInside, realOf } from './paths.ts'
import { readJson } from './read-json.ts'
import { writeWhole } from './write-file.ts'

export interface DataAccess {
  /** The person said that this document's data may be this file; without a document: chose the file just now. */
  allow(path: string, document: string | null): Promise<void>
  /** @throws ProblemError, `data_not_allowed` where the person can be asked */
  check(path: string, document: string | null): Promise<void>
  close(): Promise<void>
}

export interface DataAccessOptions {
  /** The JSON file with what was allowed. */
  readonly place: string
  readonly grants: Grants
  /** The grants are the folders that nothing may lie outside of, not files that were chosen. */
  readonly within: boolean
  readonly examples: string
  readonly report: (fault: string) => void
}

const MOST = 500
const MAX_BYTES = 8 * 2 ** 20

const name = z.string().max(4096)
/** Newest first; without a document the name is empty. */
const kept = z.array(z.strictObject({ document: name, path: name })).max(MOST)

export function dataAccess(options: DataAccessOptions): DataAccess {
  const { place, grants, within, examples, report } = options
  const queue = inOrder()
  /** Chosen in a page's own dialog or dropped on it; the desktop's choices are grants. */
  const chosen = new Set<string>()

  const read = async () => {
    try {
      return await readJson(place, kept, MAX_BYTES)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
        report(`what data was allowed cannot be read, and is asked for again: ${(error as Error).message}`)
      return []
    }
  }
  const isKept = (path: string, document: string) =>
    queue(async () => (await read()).some((each) => each.path === path && each.document === document))
  const keep = (path: string, document: string) =>
    queue(async () => {
      const before = await read()
      if (before.some((each) => each.path === path && each.document === document)) return
      try {
        await mkdir(dirname(place), { recursive: true })
        await writeWhole(
          place,
          `${JSON.stringify([{ document, path }, ...before].slice(0, MOST), null, 2)}\n`,
        )
      } catch (error) {
        // It holds until the app ends.
        chosen.add(path)
        report(`what data was allowed could not be kept: ${(error as Error).message}`)
      }
    })

  return {
    async allow(path, document) {
      const real = within ? await grants.check(path) : await realOf(path)
      if (document === null) chosen.add(real)
      else await keep(real, await realOf(document))
    },
    async check(path, document) {
      const real = await realOf(path)
      if (isInside(await realOf(examples), real)) return
      if (within) await grants.check(path)
      const of = document === null ? '' : await realOf(document)
      if (chosen.has(real) || (!within && (await grants.allowed(path)) !== null)) return keep(real, of)
      // A page names its document too: it counts only where the person chose it.
      const isChosen = document !== null && (await grants.allowed(document)) !== null
      if (isChosen && isInside(dirname(of), real)) return
      if ((isChosen || document === null) && (await isKept(real, of))) return
      throw notAllowed(path)
    },
    close: () => queue.settled(),
  }
}
