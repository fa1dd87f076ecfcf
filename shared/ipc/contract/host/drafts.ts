/** Unsaved documents, which survive their window. */
import { z } from 'zod'
import type { Checked } from '../../../checked.ts'
import { documentText, draftId, path, version } from '../arguments.ts'
import { call } from '../call.ts'

/** The unsaved document of a window. */
export type Draft = Checked<typeof draft>
const draft = z.strictObject({
  text: documentText,
  name: z.string().min(1).max(255),
  /** The file it belongs to; `null` before the first save. */
  path: path.nullable(),
  /** Folder that relative data paths start at. */
  folder: path.nullable(),
  /** The version of that file that the draft is based on. */
  version: version.nullable(),
})
export interface DraftInfo {
  readonly id: string
  /** Time when it was saved, in milliseconds since 1970; 0 if it cannot be read. */
  readonly at: number
  readonly name: string
  readonly path: string | null
}
export type SavedDraft = Draft & DraftInfo

export const draftCalls = {
  /** Saves the unsaved document of this window, under the given id if that is free. Returns the id that was used. */
  keepDraft: call(draft, draftId.nullable()).returns<string>(),
  /** Deletes the draft of this window, because it has no unsaved changes. */
  dropDraft: call(),
  /** Returns the drafts of windows that no longer exist, newest first. */
  drafts: call().returns<readonly DraftInfo[]>(),
  readDraft: call(draftId).returns<SavedDraft>(),
  discardDraft: call(draftId),
}
