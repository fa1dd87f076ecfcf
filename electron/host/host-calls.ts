/** HostCalls over the file system, shared by the desktop and the web host, which add their own calls. */
import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type {
  HostCalls,
  HostEvents,
  HostInfo,
  OpenedFile,
  RecentFile,
} from '../../shared/ipc/contract/index.ts'
import { isInside, realOf } from '../system/paths.ts'
import { aboutHost } from './about.ts'
import { blocksIn } from './blocks.ts'
import { type DataAccess, dataAccess } from './data-access.ts'
import { type Drafts, draftsIn, type Owner } from './drafts.ts'
import { checkDroppedName, droppedFiles } from './dropped-file.ts'
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
import { EXTENSIONS, hasExtension, readText, versionAt, writeTarget, writeText } from './files.ts'
import { findContent, findNamed } from './find-dropped.ts'
import { listFolder } from './folders.ts'
import type { Grants } from './grants.ts'
import { preferencesIn } from './preferences.ts'
import { previousIn } from './previous-versions.ts'
import { type Recent, type RecentEntry, recentIn } from './recent.ts'
import { keyedQueue } from './serial-queue.ts'
import { settingsCalls } from './settings-calls.ts'
import { settingsIn } from './settings-file.ts'
import { type WrittenFiles, writtenFiles } from './written-files.ts'

export interface HostOptions {
  readonly info: HostInfo
  /** Folder of the examples, which is never written to. */
  readonly examples: string
  /** The list of licences of a package (about.ts). */
  readonly licences?: string
  /** The app's folder: drafts, recent files, previous versions, the user's blocks, preferences. */
  readonly data: string
  /** The settings file; by default in the app's folder. */
  readonly settings?: string
  /** Whether the engine runs with other settings than those in the file. */
  readonly isEngineOutdated?: () => boolean
  /** Folder of log files. */
  readonly logs?: string
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

export interface SharedHost {
  /** The calls of one connection of one window, which has its own draft. */
  callsOf(owner: Owner): HostCalls
  /** Tells the window of this connection what other windows change, until the owner is released. */
  follow(owner: Owner, events: Pick<HostEvents, 'preferencesChanged'>): void
  readonly drafts: Drafts
  /** Decides which files a document's data may be, for the engine. */
  readonly access: DataAccess
  /** Decides which files predictions may be written to, for the engine. */
  readonly predictionFiles: WrittenFiles
  /** Decides which files reports of problems may be written to. */
  readonly reportFiles: WrittenFiles
  /** The owner has exited: frees its draft and what it was sending. */
  release(owner: Owner): Promise<void>
  /** Makes the next window reopen the last document, as the first window does. */
  reopenNext(): void
  /** Resolves when all requested changes are on the disk. */
  close(): Promise<void>
}

/** Maximum bytes of a document with a preview in the list of recent files. */
const MAX_PREVIEW_BYTES = 256 * 1024
/** Milliseconds that the list waits for a disk. */
const PREVIEW_TIMEOUT = 3000

export function hostCalls(options: HostOptions): SharedHost {
  const { examples, roots, grants, data, used = () => {}, report = () => {} } = options
  const dropped = droppedFiles()
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
  const settings = settingsIn(options.settings ?? join(data, 'settings.json'))
  const preferences = preferencesIn(join(data, 'preferences.json'), settings, report)
  const followers = new Map<Owner, Pick<HostEvents, 'preferencesChanged'>>()
  const previous = previousIn(join(data, 'previous'), report)
  /** Serializes writes: of two windows that save the same file, the second one finds the version of the first. */
  const writeQueue = keyedQueue()
  let mayReopen = true

  const isExample = async (path: string) => isInside(await realOf(examples), await realOf(path))
  const readablePath = async (path: string) =>
    (await isExample(path)) ? await realOf(path) : await grants.requireGranted(path)
  const recordUse = async (file: OpenedFile): Promise<OpenedFile> => {
    used(file.path)
    if (!(await isExample(file.path))) recent.used(file.path)
    return file
  }
  const documentPath = async (path: string): Promise<string> => {
    const real = await readablePath(path)
    if (!hasExtension(real, 'document')) throw wrongExtension(real, EXTENSIONS.document[0]!)
    return real
  }
  /** The document that was open last, for the first window; `null` if this host may not use it. */
  const lastDocument = async (): Promise<string | null> => {
    if (!mayReopen) return null
    mayReopen = false
    const path = await recent.last()
    if (path === null) return null
    grants.grant(path)
    return documentPath(path).catch(() => null)
  }

  /** The files of a dropped name and size, those near the document first. */
  const findDropped = async (name: string, size: number, folder: string | null) => {
    if (!roots) throw outsideRoots(name, [])
    checkDroppedName(name)
    const used = (await recent.list()).map(({ path }) => dirname(path))
    const near = await Promise.all(
      [...(folder === null ? [] : [folder]), ...used].map(grants.grantedRealPath),
    )
    return findNamed([...near.filter((path) => path !== null), ...roots], { name, size }, grants)
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

  const writable = { grants, within: roots !== null, examples }
  const reportFiles = writtenFiles({ kind: 'report', ...writable })
  const settingsCallsOf = settingsCalls({
    info: options.info,
    settings,
    grants,
    reportFiles,
    isEngineOutdated: options.isEngineOutdated ?? (() => false),
    logs: options.logs ?? null,
    versionPlace: join(data, 'newest-version.json'),
    report,
  })

  const calls: Omit<
    HostCalls,
    'keepDraft' | 'dropDraft' | 'beginData' | 'keepPreferences' | keyof ReturnType<typeof settingsCallsOf>
  > = {
    info: async () => options.info,
    about: () => aboutHost(options.licences ?? null),
    examples: () => listExamples(examples),
    readExample: (id) => readExample(examples, id),
    chooseFile: async () => {
      throw noDialogs()
    },
    listFolder: async (path, kind) => {
      if (!roots) throw noDialogs()
      return listFolder([...roots, await realOf(examples)], path, kind)
    },
    readDocument: async (path) => recordUse(await readText(await documentPath(path))),
    allowDocument: async () => 'allow', // readDocument checks the folder
    writeText: async (path, text, kind, version) => {
      const real = await grants.requireGranted(await writeTarget(path, kind))
      if (await isExample(real)) throw readOnlyRoot(real)
      if (kind !== 'document') return writeQueue(real, () => writeText(real, text, kind))
      const saved = await writeQueue(real, () => save(real, text, version))
      await access.remember({ document: real }, text, dirname(real))
      return recordUse(saved)
    },
    versionAt: async (path) => versionAt(await documentPath(path)),
    previousVersion: async (path, which) => previous.read(await documentPath(path), which),
    initialDocument: async () => {
      const initialPath = options.takeInitial()
      if (initialPath !== null) {
        grants.grant(initialPath)
        return recordUse(await readText(initialPath))
      }
      const path = await lastDocument()
      return path === null ? null : recordUse(await readText(path))
    },
    recent: () => recentWithPreviews(recent, grants, roots === null),
    forgetRecent: (path) => recent.forget(path),
    drafts: () => drafts.orphaned(),
    readDraft: async (id) => {
      const draft = await drafts.read(id)
      await access.restore(id)
      return draft
    },
    discardDraft: (id) => drafts.discard(id),
    blocks: () => blocks.list(),
    keepBlock: (block) => blocks.save(block),
    removeBlock: (name) => blocks.remove(name),
    preferences: () => preferences.read(),
    isDataThere: async (name, size, folder) => (await findDropped(name, size, folder)).length > 0,
    findData: async (name, size, folder, digest) => {
      const path = await findContent(await findDropped(name, size, folder), digest)
      if (path !== null) await access.allow(path, null)
      return path
    },
    appendData: (id, bytes) => dropped.append(id, bytes),
    endData: async (id) => {
      const path = await dropped.end(id)
      await access.allow(path, null)
      return path
    },
    cancelData: (id) => dropped.cancel(id),
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
    predictionFiles: writtenFiles({ kind: 'predictions', ...writable }),
    reportFiles,
    callsOf: (owner) => ({
      ...calls,
      ...settingsCallsOf(),
      keepDraft: async (draft, requestedId) => {
        const id = await drafts.save(owner, draft, requestedId)
        if (draft.path === null) await access.remember({ draft: id }, draft.text, draft.folder)
        return id
      },
      dropDraft: () => drafts.drop(owner),
      async keepPreferences(chosen) {
        for (const [other, events] of followers) if (other !== owner) events.preferencesChanged(chosen)
        await preferences.save(chosen)
      },
      beginData: async (name, size, folder) => {
        if (!roots) throw outsideRoots(name, [])
        // The folder of the examples is read-only.
        const useFolder = folder !== null && !(await isExample(folder))
        return dropped.begin(owner, await grants.requireGranted(useFolder ? folder : roots[0]!), name, size)
      },
    }),
    follow: (owner, events) => void followers.set(owner, events),
    release: (owner) => {
      followers.delete(owner)
      drafts.release(owner)
      return dropped.release(owner)
    },
    reopenNext: () => {
      mayReopen = true
    },
    async close() {
      await Promise.all([
        writeQueue.settled(),
        drafts.close(),
        dropped.close(),
        recent.close(),
        blocks.close(),
        preferences.close(),
        settings.close(),
        access.close(),
      ])
    },
  }
}

/** The recent files with the texts for their previews, without files that may not be used. A file on a disk that does not answer is listed
 *  without a preview.
 *  @param isChosen whether a file in the list counts as chosen; otherwise its disk must resolve its real path first */
async function recentWithPreviews(
  recent: Recent,
  grants: Grants,
  isChosen: boolean,
): Promise<readonly RecentFile[]> {
  const files = await Promise.all(
    (await recent.list()).map((entry) => {
      grants.grant(entry.path)
      const { path, at } = entry
      const withoutPreview = isChosen ? { path, name: basename(path), at, text: null, missing: false } : null
      return Promise.race([recentFile(entry, grants), delay(PREVIEW_TIMEOUT, withoutPreview, { ref: false })])
    }),
  )
  return files.filter((file) => file !== null)
}

async function recentFile({ path, at }: RecentEntry, grants: Grants): Promise<RecentFile | null> {
  const real = await grants.grantedRealPath(path)
  if (real === null) return null
  const text = await readText(real, MAX_PREVIEW_BYTES).then(
    (file) => file.text,
    () => null, // opening the document reports the error
  )
  return { path, name: basename(path), at, text, missing: text === null && !existsSync(real) }
}
