/** Decides which files a document's data may be, for the engine's calls. A document may come from an untrusted source, and a page may be
 *  compromised: both can name any path. Files in the document's folder, files that the user chose and the examples need no permission; any
 *  other file needs one, once per document and path, and the answer is stored in the app's folder. */
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { notAllowed } from './file-problems.ts'
import type { Grants } from './grants.ts'
import { inOrder } from './in-order.ts'
import { namedFiles } from './named-files.ts'
import { isInside, type PathRules, pathRules } from './paths.ts'
import { readJson } from './read-json.ts'
import { writeWhole } from './write-file.ts'

export interface DataAccess {
  /** Grants a document's data this file after the user confirmed it; without a document: the user chose the file just now. */
  allow(path: string, document: string | null): Promise<void>
  /** @throws ProblemError, `data_not_allowed` if the user can be asked */
  check(path: string, document: string | null): Promise<void>
  /** Stores that the files in this text which the user chose belong to its owner: a draft until it is saved. Accesses no disk but the app's
   *  own; a file on a disk that has not answered yet is stored when the document is next saved or its data are read.
   *  @param folder base folder of relative names */
  remember(owner: DataOwner, text: string, folder: string | null): Promise<void>
  /** Restores the grants of a draft that is opened again. */
  recall(draft: string): Promise<void>
  /** Removes the grants of a draft that was saved or discarded. */
  forget(draft: string): Promise<void>
  close(): Promise<void>
}

/** The path of a document, or the id of a draft without a file. */
export type DataOwner = { readonly document: string } | { readonly draft: string }

export interface DataAccessOptions {
  /** The JSON file with the stored grants. */
  readonly place: string
  readonly grants: Grants
  /** Whether the grants are root folders that contain every file, rather than individually chosen files. */
  readonly within: boolean
  readonly examples: string
  readonly report: (fault: string) => void
}

const MOST = 500
const MAX_BYTES = 8 * 2 ** 20

const name = z.string().max(4096)
/** Newest first. */
const kept = z
  .array(
    z.union([z.strictObject({ document: name, path: name }), z.strictObject({ draft: name, path: name })]),
  )
  .max(MOST)
type Kept = z.infer<typeof kept>

const isOf = (each: Kept[number], owner: DataOwner): boolean =>
  'draft' in owner
    ? 'draft' in each && each.draft === owner.draft
    : 'document' in each && each.document === owner.document

export function dataAccess(options: DataAccessOptions, { realOf, lib }: PathRules = pathRules): DataAccess {
  const { place, grants, within, examples, report } = options
  const queue = inOrder()
  /** Files chosen in a page's own dialog or dropped on it, with the names used; the desktop's choices are grants. A document without a file
   *  has no other files. */
  const chosen = new Set<string>()
  const named = new Map<string, string>()

  const read = async (): Promise<Kept> => {
    try {
      // Earlier versions stored the files of documents without a file under an empty name.
      return (await readJson(place, kept, MAX_BYTES)).filter((each) => !isOf(each, { document: '' }))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
        report(`what data was allowed cannot be read, and is asked for again: ${(error as Error).message}`)
      return []
    }
  }
  const keptOf = async (owner: DataOwner) => (await read()).filter((each) => isOf(each, owner))
  const isKept = (path: string, document: string) =>
    queue(async () => (await keptOf({ document })).some((each) => each.path === path))
  /** @param onFailure fallback until the app ends, if writing fails */
  const change = (edit: (before: Kept) => Kept, failed: () => void = () => {}) =>
    queue(async () => {
      const before = await read()
      const after = edit(before)
      if (after.length === before.length) return
      try {
        await mkdir(dirname(place), { recursive: true })
        await writeWhole(place, `${JSON.stringify(after.slice(0, MOST), null, 2)}\n`)
      } catch (error) {
        failed()
        report(`what data was allowed could not be kept: ${(error as Error).message}`)
      }
    })
  const keep = (path: string, owner: DataOwner) =>
    change(
      (before) =>
        before.some((each) => each.path === path && isOf(each, owner))
          ? before
          : [{ ...owner, path }, ...before],
      () => chosen.add(path),
    )
  const isChosen = async (path: string, real: string) =>
    chosen.has(real) || (!within && (await grants.allowed(path)) !== null)
  /** Real path of a file that was chosen by this name, without accessing its disk, because a save waits for the answer. */
  const realOfChosen = (path: string): string | null =>
    named.get(path) ?? (chosen.has(path) ? path : within ? null : grants.realOfChosen(path))

  return {
    async allow(path, document) {
      const real = within ? await grants.check(path) : await realOf(path)
      if (document === null) {
        chosen.add(real)
        named.set(lib.resolve(path), real)
      } else await keep(real, { document: await realOf(document) })
    },
    async check(path, document) {
      const real = await realOf(path)
      if (isInside(await realOf(examples), real, lib)) return
      if (within) await grants.check(path)
      const mine = await isChosen(path, real)
      if (document === null) {
        if (mine) return
        throw notAllowed(path)
      }
      const of = await realOf(document)
      if (mine) return keep(real, { document: of })
      // The page names the document as well, so its grants count only if the user chose it.
      if ((await grants.allowed(document)) !== null) {
        if (isInside(lib.dirname(of), real, lib) || (await isKept(real, of))) return
      }
      throw notAllowed(path)
    },
    async remember(owner, text, folder) {
      const own = await realOf(examples)
      for (const path of namedFiles(text, folder, lib)) {
        const real = realOfChosen(path)
        if (real !== null && !isInside(own, real, lib)) await keep(real, owner)
      }
    },
    recall: (draft) =>
      queue(async () => {
        for (const { path } of await keptOf({ draft })) chosen.add(path)
      }),
    forget: (draft) => change((before) => before.filter((each) => !isOf(each, { draft }))),
    close: () => queue.settled(),
  }
}
