/** Files: the dialogs that choose them, reading and writing, the examples and the recent files. */
import { z } from 'zod'
import type { Checked } from '../../../checked.ts'
import { documentText, id, path, version } from '../arguments.ts'
import { call } from '../call.ts'
import type { Permission } from './permission.ts'

export interface OpenedFile {
  readonly path: string
  readonly name: string
  readonly text: string
  /** Digest of the bytes. A different digest later means that another program has changed the file. */
  readonly version: string
}

export interface FolderEntry {
  readonly name: string
  readonly path: string
  readonly kind: 'file' | 'folder'
}
export interface Folder {
  readonly path: string
  readonly parent: string | null
  readonly entries: readonly FolderEntry[]
}
export interface Example {
  readonly id: string
  readonly title: string
  /** The text of its document, for the preview and the figures on the start screen. */
  readonly text: string
}
export interface RecentFile {
  readonly path: string
  readonly name: string
  /** Time when it was last opened or saved, in milliseconds since 1970. */
  readonly at: number
  /** The text of its document; `null` if it is unreadable or too large. */
  readonly text: string | null
  readonly missing: boolean
}

export type FileKind = Checked<typeof fileKind>
/** `run`: the folder of a run, or the run.json in it. `folder`: any folder. */
const fileKind = z.enum(['document', 'python', 'table', 'idx', 'predictions', 'run', 'folder', 'report'])

/** `replaced`: the content of the file before the last save. `refused`: the last text that was not written because another program had
 *  changed the file. */
export type SavedVersion = Checked<typeof savedVersion>
const savedVersion = z.enum(['replaced', 'refused'])

const purpose = z.enum(['open', 'save'])
const suggestedPath = z.string().max(4096)

export const fileCalls = {
  examples: call().returns<readonly Example[]>(),
  /** Returns the file of an example; relative data paths start at its folder. */
  readExample: call(id).returns<OpenedFile>(),
  /** Shows the native file dialog; returns `null` when cancelled. Only with dialogs: 'native'. */
  chooseFile: call(fileKind, purpose, suggestedPath).returns<string | null>(),
  /** Lists a folder within the roots for the in-app dialog; the path `null` is the first root. Only with dialogs: 'in-app'. */
  listFolder: call(path.nullable(), fileKind).returns<Folder>(),
  readDocument: call(path).returns<OpenedFile>(),
  /** Allows reading a document that a run names. The desktop app asks the user unless they have chosen the file before; a browser may read
   *  what is in the host's folders. @throws ProblemError if there is no such document */
  allowDocument: call(path).returns<Permission>(),
  /**
   * Writes a file atomically; symbolic and hard links stay links. The replaced content is saved for `previousVersion`. The kind determines
   * the allowed file extension; the version is the one that may be replaced, `null` for any.
   * @throws ProblemError with the code `file-changed` if the file has another version
   */
  writeText: call(
    path,
    documentText,
    fileKind.extract(['document', 'python']),
    version.nullable(),
  ).returns<OpenedFile>(),
  /** Returns the current version of a document's file, or `null` if the file no longer exists. */
  versionAt: call(path).returns<string | null>(),
  /** Returns a saved earlier text of a document's file, or `null` if there is none. */
  previousVersion: call(path, savedVersion).returns<OpenedFile | null>(),
  /** Returns the document to open at start, only once: the one given on the command line, otherwise the one that was open last. */
  initialDocument: call().returns<OpenedFile | null>(),
  /** Returns recently opened or saved files, newest first. */
  recent: call().returns<readonly RecentFile[]>(),
  forgetRecent: call(path),
}
