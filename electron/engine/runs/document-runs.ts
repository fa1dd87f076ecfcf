/** Finds the runs of a document: by the real path of its file, or by the id of its draft until it is saved. */

import { resolve } from 'node:path'
import { setImmediate as yieldToEventLoop } from 'node:timers/promises'
import type {
  FoundRun,
  FoundRuns,
  RunDocument,
  RunDocuments,
  RunId,
  RunOwner,
  RunSnapshot,
} from '../../../shared/ipc/contract/index.ts'
import { isFinalState } from '../../../shared/ipc/run-state.ts'
import { ProblemError } from '../../../shared/problem.ts'
import { keeperOf } from './abandoned.ts'
import { claimRun } from './claim.ts'
import { mayBeThere, ownerPath } from './owner-path.ts'
import { infoOf, readEpochs, readRecord } from './read-run.ts'
import type { IndexedRun, RunIndex } from './run-index.ts'
import { isLocked } from './run-lock.ts'
import { writeRecord } from './run-record.ts'
import { resultOf } from './run-result.ts'
import * as texts from './texts.ts'

export interface DocumentRuns {
  runsOf(path: string | null, draft: string | null, limit: number): Promise<FoundRuns>
  open(run: RunId): Promise<RunSnapshot>
  documents(): Promise<RunDocuments>
  move(from: string, to: string): Promise<void>
  folderOf(run: RunId): string | null
}

/** @param adopt tells a run of this engine its new owner; returns false if the engine does not know the run
 *  @param isLive whether this engine trains the run now
 *  @param report receives the reason why a run was not changed
 *  @param mayExist checks the disk for a document */
export function documentRuns(
  index: RunIndex,
  adopt: (run: RunId, owner: RunOwner) => boolean,
  isLive: (run: RunId) => boolean,
  report: (fault: string) => void,
  mayExist: (path: string) => boolean = mayBeThere,
): DocumentRuns {
  async function assignOwner(runsToAssign: readonly IndexedRun[], owner: RunOwner): Promise<void> {
    for (const { folder, head } of runsToAssign) {
      const isKnown = adopt(head.run, owner)
      if (!(isKnown && isLive(head.run))) writeOwner(folder, head.run, owner, report)
      await yieldToEventLoop()
    }
  }

  return {
    folderOf: index.folderOf,
    async runsOf(path, draft, limit) {
      const file = path === null ? null : ownerPath(path)
      let scanned = await index.scan()
      const draftRuns =
        draft === null ? [] : scanned.runs.filter(({ head }) => isSameOwner(head.owner, { draft }))
      if (file !== null && draftRuns.length > 0) {
        await assignOwner(draftRuns, { path: file })
        scanned = await index.scan()
      }
      const ownRuns = scanned.runs.filter(
        ({ head }) =>
          (file !== null && isSameOwner(head.owner, { path: file })) ||
          (draft !== null && isSameOwner(head.owner, { draft })),
      )
      const notLive = ownRuns.filter((run) => !isLive(run.head.run))
      const found = notLive.filter((run) => !isElsewhere(run))
      return {
        runs: found.slice(0, limit).map(foundRun),
        more: found.length > limit,
        unseen: scanned.more,
        busy: found.length < notLive.length,
        path: file,
      }
    },
    async open(run) {
      const folder = index.folderOf(run)
      if (folder === null) throw new ProblemError([texts.noRun(run)])
      const record = readRecord(folder)
      const { epochEnds, fault } = readEpochs(folder, run, record.series)
      const keeper = keeperOf(record, folder, epochEnds)
      const at = Date.parse(record.started)
      keeper.log({ at, text: texts.savedIn(folder) })
      if (fault) keeper.log({ at, text: fault.message })
      keeper.log({ at: Date.parse(record.finished ?? record.started), text: resultOf(record, folder).reason })
      return keeper.snapshot()
    },
    async documents() {
      const { runs: all, skipped } = await index.scan()
      const documents = new Map<string, RunDocument>()
      for (const { head } of all) {
        if (!head.owner) continue
        const key = JSON.stringify(head.owner)
        const existing = documents.get(key)
        if (existing) {
          documents.set(key, { ...existing, runs: existing.runs + 1 })
          continue
        }
        const missing = 'path' in head.owner && !mayExist(head.owner.path)
        const latest = Date.parse(head.started)
        documents.set(key, { owner: head.owner, name: head.name, runs: 1, latest, missing })
      }
      return { documents: [...documents.values()], skipped }
    },
    async move(from, to) {
      if (mayExist(from)) throw new ProblemError([texts.documentExists(from)])
      const { runs: all } = await index.scan()
      await assignOwner(
        all.filter(({ head }) => isSameOwner(head.owner, { path: resolve(from) })),
        { path: ownerPath(to) },
      )
    },
  }
}

/** The owner as it is stored, with the real path. */
export const realOwner = (owner: RunOwner): RunOwner =>
  'path' in owner ? { path: ownerPath(owner.path) } : owner

function isSameOwner(a: RunOwner | null | undefined, b: RunOwner): boolean {
  if (!a) return false
  return 'path' in a ? 'path' in b && a.path === b.path : 'draft' in b && a.draft === b.draft
}

/** Whether another engine trains it. */
export function isElsewhere(run: IndexedRun): boolean {
  try {
    return !isFinalState(run.head.state) && isLocked(run.folder)
  } catch {
    // Removed since the last scan.
    return true
  }
}

function writeOwner(folder: string, run: RunId, owner: RunOwner, report: (fault: string) => void): void {
  try {
    const { claim, record } = claimRun(folder)
    try {
      if (record.run === run) writeRecord(folder, { ...record, owner })
    } finally {
      claim.release()
    }
  } catch (error) {
    report(`${folder}: the run stays with the document it was with: ${(error as Error).message}`)
  }
}

export const foundRun = ({ folder, head }: IndexedRun): FoundRun => ({
  info: infoOf(head, folder),
  result: resultOf(head, folder),
  epochsDone: head.epochs_done,
})
