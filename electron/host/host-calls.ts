/** HostCalls over the file system, shared by the desktop and the web host, which add their own calls. */
import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import type { HostCalls, HostInfo, OpenedFile, RecentFile } from '../../shared/ipc/contract.ts'
import { blocksIn } from './blocks.ts'
import { type DataAccess, dataAccess } from './data-access.ts'
import { type Drafts, draftsIn, type Owner } from './drafts.ts'
import { dropIn } from './drop-in.ts'
import { listExamples, readExample } from './examples.ts'
import { withFileLock, withLinksLock } from './file-lock.ts'
import {
  isFileChanged,
  noDialogs,
  noWindows,
  outsideRoots,
  readOnlyRoot,
  wrongExtension,
} from './file-problems.ts'
import { EXTENSIONS, hasExtension, readText, target, versionAt, writeText } from './files.ts'
import { listFolder } from './folders.ts'
import type { Grants } from './grants.ts'
import { inOrderByKey } from './in-order.ts'
import { isInside, realOf } from './paths.ts'
import { preferencesIn } from './preferences.ts'
import { previousIn } from './previous.ts'
import { type Recent, type RecentEntry, recentIn } from './recent.ts'

export interface HostOptions {
  readonly info: HostInfo
  /** Folder of the examples, which is never written to. */
  readonly examples: string
  /** The app's folder: drafts, recent files, previous versions, the user's blocks, preferences. */
  readonly data: string
  /** Folders that the dialog in the page may list (real paths); `null` if dialogs are native. */
  readonly roots: readonly string[] | null
  /** The files that may be read and written; the examples may be read as well. */
  readonly grants: Grants
  /** Document given on the command line; returned only once. */
  readonly takeInitial: () => string | null
  /** Called with the path of a document that the window opened or saved. */
  readonly used?: (path: string) => void
  readonly report?: (fault: string) => void
}

export interface HostShare {
  /** The calls of one connection of one window, which has its own draft. */
  callsOf(owner: Owner): HostCalls
  readonly drafts: Drafts
  /** Decides which files a document's data may be, for the engine. */
  readonly access: DataAccess
  /** Makes the next window reopen the last document, as the first window does. */
  reopenNext(): void
  /** Resolves when all requested changes are on the disk. */
  close(): Promise<void>
}

/** Maximum bytes of a document with a preview in the list of recent files. */
const MAX_PICTURED = 256 * 1024
/** Milliseconds that the list waits for a disk. */
const PICTURE_MS = 3000

export function hostCalls(options: HostOptions): HostShare {
  const { examples, roots, grants, data, used = () => {}, report = () => {} } = options
  const drafts = draftsIn(join(data, 'drafts'), grants, (id) => access.forget(id))
  const recent = recentIn(join(data, 'recent.json'), report)
  const blocks = blocksIn(join(data, 'blocks'), report)
  const access = dataAccess({
    place: join(data, 'allowed-data.json'),
    grants,
    within: roots !== null,
    examples,
    report,
  })
  const preferences = preferencesIn(join(data, 'preferences.json'), report)
  const previous = previousIn(join(data, 'previous'), report)
  /** Serializes writes: of two windows that save the same file, the second one finds the version of the first. */
  const writing = inOrderByKey()
  let mayReopen = true

  const isExample = async (path: string) => isInside(await realOf(examples), await realOf(path))
  const readable = async (path: string) =>
    (await isExample(path)) ? await realOf(path) : await grants.check(path)
  const note = async (file: OpenedFile): Promise<OpenedFile> => {
    used(file.path)
    if (!(await isExample(file.path))) recent.used(file.path)
    return file
  }
  const document = async (path: string): Promise<string> => {
    const real = await readable(path)
    if (!hasExtension(real, 'document')) throw wrongExtension(real, EXTENSIONS.document[0]!)
    return real
  }
  /** The document that was open last, for the first window; `null` if this host may not use it. */
  const last = async (): Promise<string | null> => {
    if (!mayReopen) return null
    mayReopen = false
    const path = await recent.last()
    if (path === null) return null
    grants.grant(path)
    return document(path).catch(() => null)
  }

  /** Saves a document. If another host writes at the same time, one text is in the file and the other one is stored. */
  const save = async (path: string, text: string, version: string | null): Promise<OpenedFile> => {
    try {
      return await withFileLock(path, () =>
        withLinksLock(path, join(data, 'locks'), () =>
          writeText(path, text, 'document', { version, keep: previous.keep }),
        ),
      )
    } catch (error) {
      if (isFileChanged(error)) await previous.keepRefused(path, text)
      throw error
    }
  }

  const calls: Omit<HostCalls, 'keepDraft' | 'dropDraft'> = {
    info: async () => options.info,
    examples: () => listExamples(examples),
    readExample: (id) => readExample(examples, id),
    chooseFile: async () => {
      throw noDialogs()
    },
    listFolder: async (path, kind) => {
      if (!roots) throw noDialogs()
      return listFolder([...roots, await realOf(examples)], path, kind)
    },
    readDocument: async (path) => note(await readText(await document(path))),
    writeText: async (path, text, kind, version) => {
      const real = await grants.check(await target(path, kind))
      if (await isExample(real)) throw readOnlyRoot(real)
      if (kind !== 'document') return writing(real, () => writeText(real, text, kind))
      const saved = await writing(real, () => save(real, text, version))
      await access.remember({ document: real }, text, dirname(real))
      return note(saved)
    },
    versionAt: async (path) => versionAt(await document(path)),
    previousVersion: async (path, which) => previous.read(await document(path), which),
    initialDocument: async () => {
      const given = options.takeInitial()
      if (given !== null) {
        grants.grant(given)
        return note(await readText(given))
      }
      const path = await last()
      return path === null ? null : note(await readText(path))
    },
    recent: () => pictured(recent, grants, roots === null),
    forgetRecent: (path) => recent.forget(path),
    drafts: () => drafts.left(),
    readDraft: async (id) => {
      const draft = await drafts.read(id)
      await access.recall(id)
      return draft
    },
    discardDraft: (id) => drafts.discard(id),
    blocks: () => blocks.list(),
    keepBlock: (block) => blocks.keep(block),
    removeBlock: (name) => blocks.remove(name),
    preferences: () => preferences.read(),
    keepPreferences: (chosen) => preferences.keep(chosen),
    keepData: async (name, bytes, folder) => {
      if (!roots) throw outsideRoots(name, [])
      // The folder of the examples is read-only.
      const own = folder !== null && !(await isExample(folder))
      const path = await dropIn(await grants.check(own ? folder : roots[0]!), name, bytes)
      await access.allow(path, null)
      return path
    },
    allowData: async (path, document) => {
      await access.allow(path, document)
      return 'allow'
    },
    newWindow: async () => {
      throw noWindows()
    },
    showing: async (_title, _dirty, path) => recent.showing(path),
    setMenu: async () => {},
  }
  return {
    drafts,
    access,
    callsOf: (owner) => ({
      ...calls,
      keepDraft: async (draft, wish) => {
        const id = await drafts.keep(owner, draft, wish)
        if (draft.path === null) await access.remember({ draft: id }, draft.text, draft.folder)
        return id
      },
      dropDraft: () => drafts.drop(owner),
    }),
    reopenNext: () => {
      mayReopen = true
    },
    async close() {
      await Promise.all([
        writing.settled(),
        drafts.close(),
        recent.close(),
        blocks.close(),
        preferences.close(),
        access.close(),
      ])
    },
  }
}

/** The recent files with the texts for their previews, without files that may not be used. A file on a disk that does not answer is listed
 *  without a preview.
 *  @param isChosen whether a file in the list counts as chosen; otherwise its disk must resolve its real path first */
async function pictured(recent: Recent, grants: Grants, isChosen: boolean): Promise<readonly RecentFile[]> {
  const files = await Promise.all(
    (await recent.list()).map((entry) => {
      grants.grant(entry.path)
      const { path, at } = entry
      const bare = isChosen ? { path, name: basename(path), at, text: null, missing: false } : null
      return Promise.race([picturedFile(entry, grants), after(PICTURE_MS, bare, { ref: false })])
    }),
  )
  return files.filter((file) => file !== null)
}

async function picturedFile({ path, at }: RecentEntry, grants: Grants): Promise<RecentFile | null> {
  const real = await grants.allowed(path)
  if (real === null) return null
  const text = await readText(real, MAX_PICTURED).then(
    (file) => file.text,
    () => null, // opening the document reports the error
  )
  return { path, name: basename(path), at, text, missing: text === null && !existsSync(real) }
}
