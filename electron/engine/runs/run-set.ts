/** Runs that are trained one after the other: the job of each, and which follow the run that trains now. */
import type { Document } from '../../../shared/document/document.ts'
import { serializeDocument } from '../../../shared/document/file.ts'
import { seedAfter, withFold, withOptimizer } from '../../../shared/document/run-set.ts'
import type { RunInfo, RunSet, TrainJob } from '../../../shared/ipc/contract/index.ts'
import type { LiveRun } from './live-run.ts'

/** A job with its parsed document. */
export interface ParsedJob {
  readonly job: TrainJob
  readonly document: Document
}

/** The job of one run of a set. @param parsed the job of any run of it, or of none yet */
export function memberJob({ job, document }: ParsedJob, set: RunSet): ParsedJob {
  if (set.kind === 'seeds') {
    const seed = seedAfter(job.seed ?? document.training.seed, set.index - (job.set?.index ?? 0))
    return { document, job: { ...job, set, seed } }
  }
  const member =
    set.kind === 'optimizers' ? withOptimizer(document, set.index) : withFold(document, set.index, set.count)
  return { document: member, job: { ...job, set, document: serializeDocument(member) } }
}

export interface RunSets {
  /** Trains these runs of a set. @returns the first one */
  train(parsed: ParsedJob, set: RunSet, indices: readonly number[]): Promise<RunInfo>
  /** Lets these runs follow one that has been started. */
  follow(run: LiveRun, parsed: ParsedJob, set: RunSet, indices: readonly number[]): void
  /** Nothing follows the present run any more. */
  end(): void
}

/** @param start starts a run, which `following` others follow
 *  @param onFault what kept a run from starting at all; one that has started and failed reports itself */
export function runSets(
  start: (
    parsed: ParsedJob,
    following: number,
  ) => { readonly run: LiveRun; readonly started: Promise<RunInfo> },
  onFault: (after: LiveRun, error: unknown) => void,
): RunSets {
  /** Changes with each start and each end, so that a run that ends late starts nothing. */
  let turn = 0
  const sets: RunSets = {
    train(parsed, set, [index, ...rest]) {
      const member = memberJob(parsed, { ...set, index: index! })
      const { run, started } = start(member, rest.length)
      sets.follow(run, parsed, set, rest)
      return started
    },
    follow(run, parsed, set, indices) {
      const own = ++turn
      void run.ended.then(() => {
        const state = run.keeper.result?.state
        if (own !== turn || indices.length === 0 || state === 'failed' || state === 'paused') return
        try {
          // A run that has failed says so in its result.
          sets.train(parsed, set, indices).catch(() => {})
        } catch (error) {
          onFault(run, error)
        }
      })
    },
    end() {
      turn++
    },
  }
  return sets
}
