/** The calls of the table of runs. */
import type { Annotations, ListedRun, RunId, RunList } from '../../../shared/ipc/contract/index.ts'
import { type ProblemData, ProblemError } from '../../../shared/problem.ts'
import { NO_ANNOTATIONS, readAnnotations, writeAnnotations } from './annotations.ts'
import { foundRun, isElsewhere } from './document-runs.ts'
import { readRecord } from './read-run.ts'
import { addRunFolder, removeRunFolders, runFolders } from './run-folders.ts'
import type { IndexedRun, RunIndex } from './run-index.ts'
import { isLocked } from './run-lock.ts'
import type { RunSummary } from './run-summary.ts'
import { countTrash, emptyTrash, type MoveAway, moveToTrash, restoreFromTrash } from './run-trash.ts'
import * as texts from './texts.ts'

export interface RunListCalls {
  list(limit: number): Promise<RunList>
  annotate(run: RunId, changes: Partial<Annotations>): Annotations
  trash(ids: readonly RunId[]): Promise<readonly RunId[]>
  restore(ids: readonly RunId[] | null): Promise<readonly RunId[]>
  /** Lists the run in a folder elsewhere. @returns its id */
  add(folder: string): Promise<RunId>
  /** Takes the folders that are not there off the list. */
  forgetMissing(): Promise<void>
  countTrash(): number
  empty(moveAway: MoveAway | null): Promise<number>
}

export interface RunListHooks {
  /** Whether this engine trains the run now. */
  isLive(run: RunId): boolean
  /** Ends what this engine computes about the run in a folder, which is about to move. */
  endResults(folder: string): Promise<void>
  /** Called for a run whose folder is gone from its place. */
  forget(run: RunId): void
}

export function runList(
  runs: string,
  index: RunIndex,
  { isLive, endResults, forget }: RunListHooks,
): RunListCalls {
  const folderOf = (run: RunId): string => {
    const folder = index.folderOf(run)
    if (folder === null) throw new ProblemError([texts.noRun(run)])
    return folder
  }
  /** Folders elsewhere that were taken off the list, which Undo brings back. */
  const takenOff = new Map<RunId, string>()
  return {
    async list(limit) {
      const { runs: found, skipped, more } = await index.scan(limit)
      const summaries = await index.summaries(found)
      const problems: ProblemData[] = []
      const elsewhere = new Set(runFolders(runs))
      const listed = found.map((run, i) => ({
        ...listedRun(run, summaries[i]!, isLive, problems),
        isElsewhere: elsewhere.has(run.folder),
      }))
      return { runs: listed, more, skipped: [...skipped, ...problems] }
    },
    annotate: (run, changes) => writeAnnotations(folderOf(run), changes),
    async trash(ids) {
      const live = ids.find(isLive)
      if (live !== undefined) throw new ProblemError([texts.trainsNow()])
      const known = ids.flatMap((run) => {
        const folder = index.folderOf(run)
        return folder === null ? [] : [{ run, folder }]
      })
      const refuseLocked = () => {
        const busy = known.find(({ folder }) => isLocked(folder))
        if (busy) throw new ProblemError([texts.trainsElsewhere(busy.folder)])
      }
      refuseLocked()
      await Promise.all(known.map(({ folder }) => endResults(folder)))
      // Continued meanwhile.
      refuseLocked()
      const elsewhere = new Set(runFolders(runs))
      const taken = known.filter(({ folder }) => elsewhere.has(folder))
      await removeRunFolders(
        runs,
        taken.map(({ folder }) => folder),
      )
      for (const { run, folder } of taken) takenOff.set(run, folder)
      return known.map(({ run, folder }) => {
        if (!elsewhere.has(folder)) moveToTrash(runs, folder)
        forget(run)
        return run
      })
    },
    async restore(ids) {
      const back = (ids ?? []).filter((run) => takenOff.has(run))
      for (const run of back) {
        await addRunFolder(runs, takenOff.get(run)!)
        takenOff.delete(run)
      }
      return [...back, ...restoreFromTrash(runs, ids && new Set(ids))]
    },
    async add(folder) {
      const { run } = readRecord(folder)
      await index.scan()
      const known = index.folderOf(run)
      if (known === folder) return run
      if (known !== null) throw new ProblemError([texts.sameRun(folder, known)])
      await addRunFolder(runs, folder)
      return run
    },
    async forgetMissing() {
      const { skipped } = await index.scan()
      const missing = new Set(
        skipped.flatMap(({ code, message }) => (code === texts.MISSING_FOLDER ? [message.en] : [])),
      )
      await removeRunFolders(
        runs,
        runFolders(runs).filter((folder) => missing.has(texts.folderMissing(folder).message.en)),
      )
    },
    countTrash: () => countTrash(runs),
    empty: (moveAway) => emptyTrash(runs, moveAway),
  }
}

function listedRun(
  run: IndexedRun,
  summary: RunSummary,
  isLive: (run: RunId) => boolean,
  problems: ProblemData[],
): Omit<ListedRun, 'isElsewhere'> {
  let annotations = NO_ANNOTATIONS
  try {
    annotations = readAnnotations(run.folder)
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    problems.push(...error.problems)
  }
  return {
    ...foundRun(run),
    ...summary,
    annotations,
    busy: !isLive(run.head.run) && isElsewhere(run),
  }
}
