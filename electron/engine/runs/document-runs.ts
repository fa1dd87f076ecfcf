/** Finds the runs of a document: by the real path of its file, or by the id of its draft until it is saved. */

import { resolve } from 'node:path'
import { setImmediate as breathe } from 'node:timers/promises'
import type {
  FoundRun,
  FoundRuns,
  RunDocument,
  RunDocuments,
  RunId,
  RunOwner,
  RunSnapshot,
} from '../../../shared/ipc/contract.ts'
import { isOver } from '../../../shared/ipc/run-state.ts'
import { ProblemError } from '../../../shared/problem.ts'
import { keeperOf } from './abandoned.ts'
import { claimRun } from './claim.ts'
import { mayBeThere, ownerPath } from './owner-path.ts'
import { infoOf, readEpochs, readRecord, resultOf } from './read-run.ts'
import { type IndexedRun, runIndex } from './run-index.ts'
import { isLocked } from './run-lock.ts'
import { writeRecord } from './run-record.ts'
import * as texts from './texts.ts'

export interface DocumentRuns {
  runsOf(path: string | null, draft: string | null, most: number): Promise<FoundRuns>
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
  runs: string,
  adopt: (run: RunId, owner: RunOwner) => boolean,
  isLive: (run: RunId) => boolean,
  report: (fault: string) => void,
  mayExist: (path: string) => boolean = mayBeThere,
): DocumentRuns {
  const index = runIndex(runs)

  async function give(those: readonly IndexedRun[], owner: RunOwner): Promise<void> {
    for (const { folder, head } of those) {
      const ours = adopt(head.run, owner)
      if (!(ours && isLive(head.run))) reown(folder, head.run, owner, report)
      await breathe()
    }
  }

  return {
    folderOf: index.folderOf,
    async runsOf(path, draft, most) {
      const file = path === null ? null : ownerPath(path)
      let seen = await index.look()
      const drafted = draft === null ? [] : seen.runs.filter(({ head }) => isSame(head.owner, { draft }))
      if (file !== null && drafted.length > 0) {
        await give(drafted, { path: file })
        seen = await index.look()
      }
      const own = seen.runs.filter(
        ({ head }) =>
          (file !== null && isSame(head.owner, { path: file })) ||
          (draft !== null && isSame(head.owner, { draft })),
      )
      const rest = own.filter((run) => !isLive(run.head.run))
      const found = rest.filter((run) => !isElsewhere(run))
      return {
        runs: found.slice(0, most).map(foundRun),
        more: found.length > most,
        unseen: seen.more,
        busy: found.length < rest.length,
        path: file,
      }
    },
    async open(run) {
      const folder = index.folderOf(run)
      if (folder === null) throw new ProblemError([texts.noRun(run)])
      const record = readRecord(folder)
      const { ends, fault } = readEpochs(folder, run, record.series)
      const keeper = keeperOf(record, folder, ends)
      const at = Date.parse(record.started)
      keeper.log({ at, text: texts.trainedOn(folder) })
      if (fault) keeper.log({ at, text: fault.message })
      keeper.log({ at: Date.parse(record.finished ?? record.started), text: resultOf(record, folder).reason })
      return keeper.snapshot()
    },
    async documents() {
      const { runs: all, skipped } = await index.look()
      const documents = new Map<string, RunDocument>()
      for (const { head } of all) {
        if (!head.owner) continue
        const key = JSON.stringify(head.owner)
        const known = documents.get(key)
        if (known) {
          documents.set(key, { ...known, runs: known.runs + 1 })
          continue
        }
        const missing = 'path' in head.owner && !mayExist(head.owner.path)
        const latest = Date.parse(head.started)
        documents.set(key, { owner: head.owner, name: head.name, runs: 1, latest, missing })
      }
      return { documents: [...documents.values()], skipped }
    },
    async move(from, to) {
      if (mayExist(from)) throw new ProblemError([texts.stillThere(from)])
      const { runs: all } = await index.look()
      await give(
        all.filter(({ head }) => isSame(head.owner, { path: resolve(from) })),
        { path: ownerPath(to) },
      )
    },
  }
}

/** The owner as it is stored, with the real path. */
export const realOwner = (owner: RunOwner): RunOwner =>
  'path' in owner ? { path: ownerPath(owner.path) } : owner

function isSame(a: RunOwner | null | undefined, b: RunOwner): boolean {
  if (!a) return false
  return 'path' in a ? 'path' in b && a.path === b.path : 'draft' in b && a.draft === b.draft
}

/** Whether another engine trains it. */
function isElsewhere(run: IndexedRun): boolean {
  try {
    return !isOver(run.head.state) && isLocked(run.folder)
  } catch {
    // Removed since the last scan.
    return true
  }
}

function reown(folder: string, run: RunId, owner: RunOwner, report: (fault: string) => void): void {
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

const foundRun = ({ folder, head }: IndexedRun): FoundRun => ({
  info: infoOf(head, folder),
  result: resultOf(head, folder),
  epochsDone: head.epochs_done,
})
