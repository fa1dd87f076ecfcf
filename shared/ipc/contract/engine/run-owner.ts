/** What identifies a run, and the document that it belongs to. */
import { z } from 'zod'
import type { Checked } from '../../../checked.ts'
import { MAX_SET, SET_KINDS } from '../../../document/run-set.ts'
import { draftId, id, path } from '../arguments.ts'

export type RunId = Checked<typeof runId>
export const runId = id

/** The document that a run was started from: the path of its file, or the id of its draft if it has not been saved yet. */
export type RunOwner = Checked<typeof runOwner>
export const runOwner = z.union([z.strictObject({ path }), z.strictObject({ draft: draftId })])

/** Runs that were started together: one for each fold, seed or optimizer. */
export type RunSet = Checked<typeof runSet>
export const runSet = z.strictObject({
  id: z.uuid(),
  /** From 0. */
  index: z
    .int()
    .min(0)
    .max(MAX_SET - 1),
  count: z.int().min(1).max(MAX_SET),
  /** What differs between the runs; absent: the fold. */
  kind: z.enum(SET_KINDS).optional(),
})
