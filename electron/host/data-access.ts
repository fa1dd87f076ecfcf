/** Decides which files a document's data may be, for the engine's calls. A document may come from an untrusted source, and a page may be
 *  compromised: both can name any path. Files in the document's folder, files that the user chose and the examples need no permission; any
 *  other file needs one, once per document and path, and the answer is stored in the app's folder. */
import { z } from 'zod'
import { isInside, type PathRules, pathRules } from '../system/paths.ts'
import { namedFiles } from './data-files.ts'
import { notAllowed } from './file-problems.ts'
import type { Grants } from './grants.ts'
import { readJson, writeJson } from './json-file.ts'
import { serialQueue } from './serial-queue.ts'

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
  restore(draft: string): Promise<void>
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

const MAX_GRANTS = 500
const MAX_BYTES = 8 * 2 ** 20

const name = z.string().max(4096)
/** Newest first. */
const savedGrants = z
  .array(
    z.union([z.strictObject({ document: name, path: name }), z.strictObject({ draft: name, path: name })]),
  )
  .max(MAX_GRANTS)
type SavedGrants = z.infer<typeof savedGrants>

const belongsTo = (grant: SavedGrants[number], owner: DataOwner): boolean =>
  'draft' in owner
    ? 'draft' in grant && grant.draft === owner.draft
    : 'document' in grant && grant.document === owner.document

export function dataAccess(
  options: DataAccessOptions,
  { realOf, pathModule }: PathRules = pathRules,
): DataAccess {
  const { place, grants, within, examples, report } = options
  const queue = serialQueue()
  /** Files chosen in a page's own dialog or dropped on it, with the names used; the desktop's choices are grants. A document without a file
   *  has no other files. */
  const chosen = new Set<string>()
  const realPathOfName = new Map<string, string>()

  const read = async (): Promise<SavedGrants> => {
    try {
      // Earlier versions stored the files of documents without a file under an empty name.
      return (await readJson(place, savedGrants, MAX_BYTES)).filter(
        (each) => !belongsTo(each, { document: '' }),
      )
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
        report(`what data was allowed cannot be read, and is asked for again: ${(error as Error).message}`)
      return []
    }
  }
  const savedGrantsOf = async (owner: DataOwner) => (await read()).filter((each) => belongsTo(each, owner))
  const isSaved = (path: string, document: string) =>
    queue(async () => (await savedGrantsOf({ document })).some((each) => each.path === path))
  /** @param onFailure fallback until the app ends, if writing fails */
  const update = (edit: (before: SavedGrants) => SavedGrants, onFailure: () => void = () => {}) =>
    queue(async () => {
      const previous = await read()
      const next = edit(previous)
      if (next.length === previous.length) return
      try {
        await writeJson(place, next.slice(0, MAX_GRANTS))
      } catch (error) {
        onFailure()
        report(`what data was allowed could not be kept: ${(error as Error).message}`)
      }
    })
  const saveGrant = (path: string, owner: DataOwner) =>
    update(
      (before) =>
        before.some((each) => each.path === path && belongsTo(each, owner))
          ? before
          : [{ ...owner, path }, ...before],
      () => chosen.add(path),
    )
  const isChosen = async (path: string, real: string) =>
    chosen.has(real) || (!within && (await grants.grantedRealPath(path)) !== null)
  /** Real path of a file that was chosen by this name, without accessing its disk, because a save waits for the answer. */
  const knownRealPath = (path: string): string | null =>
    realPathOfName.get(path) ?? (chosen.has(path) ? path : within ? null : grants.knownRealPath(path))

  return {
    async allow(path, document) {
      const real = within ? await grants.requireGranted(path) : await realOf(path)
      if (document === null) {
        chosen.add(real)
        realPathOfName.set(pathModule.resolve(path), real)
      } else await saveGrant(real, { document: await realOf(document) })
    },
    async check(path, document) {
      const real = await realOf(path)
      if (isInside(await realOf(examples), real, pathModule)) return
      if (within) await grants.requireGranted(path)
      const isChosenFile = await isChosen(path, real)
      if (document === null) {
        if (isChosenFile) return
        throw notAllowed(path)
      }
      const realDocument = await realOf(document)
      if (isChosenFile) return saveGrant(real, { document: realDocument })
      // The page names the document as well, so its grants count only if the user chose it.
      if ((await grants.grantedRealPath(document)) !== null) {
        if (
          isInside(pathModule.dirname(realDocument), real, pathModule) ||
          (await isSaved(real, realDocument))
        )
          return
      }
      throw notAllowed(path)
    },
    async remember(owner, text, folder) {
      const examplesFolder = await realOf(examples)
      for (const path of namedFiles(text, folder, pathModule)) {
        const real = knownRealPath(path)
        if (real !== null && !isInside(examplesFolder, real, pathModule)) await saveGrant(real, owner)
      }
    },
    restore: (draft) =>
      queue(async () => {
        for (const { path } of await savedGrantsOf({ draft })) chosen.add(path)
      }),
    forget: (draft) => update((before) => before.filter((each) => !belongsTo(each, { draft }))),
    close: () => queue.settled(),
  }
}
