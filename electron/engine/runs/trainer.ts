/** Trains one network at a time: checks a job, selects its executor, starts its run, and keeps the last runs and the next process. */
import type {
  RunEvents,
  RunId,
  RunOwner,
  RunSet,
  RuntimeInfo,
  TrialKind,
  TrialResult,
} from '../../../shared/ipc/contract/index.ts'
import { analyze } from '../../../shared/model/analyze.ts'
import { ProblemError } from '../../../shared/problem.ts'
import type { ExecutorKind } from '../executors/executor.ts'
import { compiledFolder, executorOf, executorTitle, runEnvironment, xlaFlags } from '../executors/runtime.ts'
import { isSmall } from '../worker/small-networks.ts'
import { executorDiffers } from '../worker/texts.ts'
import { closeAbandoned } from './abandoned.ts'
import { takeAbandoned } from './active-runs.ts'
import type { Claim } from './claim.ts'
import { type LiveRun, type Origin, type RunContext, startRun } from './live-run.ts'
import { problemsOf } from './problems-of.ts'
import { readyRuns } from './ready-run.ts'
import type { RunRecord } from './record-schema.ts'
import type { RunIndex } from './run-index.ts'
import { type ParsedJob, runSets } from './run-set.ts'
import type { SnapshotKeeper } from './snapshot.ts'
import * as texts from './texts.ts'
import { startTrial, type Trial } from './trial.ts'

export interface TrainerOptions {
  readonly cache: string
  /** Folder of new runs. */
  readonly runs: string
  /** dist/engine/run.mjs */
  readonly runEntry: string
  readonly version: string
  readonly env: NodeJS.ProcessEnv
  readonly index: RunIndex
  readonly runtime: () => RuntimeInfo
  readonly events: RunEvents
  /** Whether a process is kept ready for the next run now. */
  readonly keepsReady: () => boolean
  readonly report: (fault: string) => void
}
export type Trainer = ReturnType<typeof createTrainer>

const MAX_RUNS = 20

export function createTrainer({ cache, runs, env, index, runtime, events, ...options }: TrainerOptions) {
  /** Oldest first. */
  let keepers: SnapshotKeeper[] = takeAbandoned(runs).flatMap(
    (note) => closeAbandoned(note, options.report) ?? [],
  )
  let live: LiveRun | null = null
  let trial: Trial | null = null
  const ready = readyRuns(options.runEntry)
  /** Executor of the last run or trial, which the next one most likely uses too. */
  let lastExecutor: ExecutorKind | null = null
  const keeperOf = (run: RunId) => keepers.find((keeper) => keeper.info.run === run)
  const isLive = (run: RunId) => live?.id === run && !live.isFinished

  function refuseWhileBusy(): void {
    if (live && !live.isFinished) throw new ProblemError([texts.busy(live.keeper.info.name)])
  }

  /** Checks a job as far as possible without its data, and selects its executor. */
  function checkJob({ job, document }: ParsedJob, origin: Origin | null) {
    const runtimeInfo = runtime()
    refuseWhileBusy()
    const analysis = analyze(document)
    const { model, problems, parameters } = analysis
    const errors = problems.filter((p) => p.severity === 'error')
    if (!model || errors.length > 0) throw new ProblemError(errors)
    if (!document.data) throw new ProblemError([texts.noData()])
    const defaultExecutor = executorOf(runtimeInfo, model.calls.length, env)
    const recorded = origin?.record.executor?.kind ?? defaultExecutor
    const isAvailable =
      recorded === 'portable' ||
      (defaultExecutor !== 'portable' &&
        (recorded === 'graph' || runtimeInfo.xla || defaultExecutor === 'xla'))
    if (origin?.kind === 'resume' && !isAvailable)
      throw new ProblemError([executorDiffers([`executor ${recorded} → ${defaultExecutor}`])])
    const executor = isAvailable ? recorded : defaultExecutor
    const small = isSmall(parameters.total, document.training.batch_size)
    lastExecutor = executor
    const context: RunContext = {
      launch: (compiled, events) =>
        ready.take(executor, runEnvironment(runtimeInfo, executor, compiled, env), events),
      compiled: compiledFolder(runtimeInfo, executor, cache, env),
      cache,
      runs,
      executor,
      executorTitle: executorTitle(runtimeInfo, executor, document.training.dtype_policy, env),
      small,
      flags: xlaFlags(runtimeInfo, executor, small, env),
      version: options.version,
    }
    return { analyzed: { job, document, analysis }, context }
  }

  /** Keeps a process ready for the next run. */
  function keepReady(): void {
    if (!options.keepsReady() || (live && !live.isFinished)) return
    const runtimeInfo = runtime()
    const executor = lastExecutor ?? executorOf(runtimeInfo, 0, env)
    ready.keep(
      executor,
      runEnvironment(runtimeInfo, executor, compiledFolder(runtimeInfo, executor, cache, env), env),
    )
  }

  function start(
    parsed: ParsedJob,
    origin: Origin | null = null,
    claim: Claim | null = null,
    following = 0,
  ): LiveRun {
    const { analyzed, context } = checkJob(parsed, origin)
    trial?.cancel()
    sets.end()
    const run = startRun(analyzed, context, events, origin, claim, following)
    live = run
    keepers = [...keepers.filter((k) => k.info.run !== run.id), run.keeper].slice(-MAX_RUNS)
    return run
  }

  const sets = runSets(
    (parsed, following) => {
      const run = start(parsed, null, null, following)
      return { run, started: run.started }
    },
    ({ id }, error) => {
      for (const { message } of problemsOf(error)) events.log(id, { at: Date.now(), text: message })
    },
  )

  /** The live run, if it has followed this one in its set: who stopped this one has not seen it. */
  function nextInSet(run: RunId): LiveRun | null {
    const set = keeperOf(run)?.info.set
    return set && live && !live.isFinished && live.keeper.info.set?.id === set.id ? live : null
  }

  /** Ends what belongs to no run that trains. */
  function endOthers(): void {
    ready.drop()
    trial?.cancel()
    sets.end()
  }

  return {
    /** @throws ProblemError while a run trains */
    refuseWhileBusy,
    /** @throws ProblemError if the job cannot be trained; the claim stays with the caller then */
    start,
    trainSet: sets.train,
    /** Lets the runs of its set that are not on the disk follow a run that is resumed. */
    follow: sets.follow,
    /** The runs of a set after this one that are not on the disk. */
    async missingAfter({ id, index: place, count }: RunSet): Promise<readonly number[]> {
      const { runs: found } = await index.scan()
      const known = new Set(found.flatMap(({ head }) => (head.set?.id === id ? [head.set.index] : [])))
      return Array.from({ length: count }, (_, i) => i).filter((i) => i > place && !known.has(i))
    },
    /** Stops a run and its set. */
    async stop(run: RunId): Promise<void> {
      const stopped = live?.id === run ? live : nextInSet(run)
      if (!stopped) return
      sets.end()
      await stopped.halt('stop')
    },
    async halt(run: RunId, how: 'stop' | 'pause'): Promise<void> {
      if (live?.id === run) await live.halt(how)
    },
    trial(kind: TrialKind, parsed: ParsedJob): Promise<TrialResult> {
      const { analyzed, context } = checkJob(parsed, null)
      trial?.cancel()
      trial = startTrial(kind, analyzed, context)
      return trial.result.finally(keepReady)
    },
    endTrial: () => trial?.cancel(),
    keepReady,
    dropReady: () => ready.drop(),
    isLive,
    /** Folder of the run that trains now; null before it has one. */
    liveFolder: () => live?.folder ?? null,
    keeperOf,
    snapshots: () => keepers.toReversed().map((keeper) => keeper.snapshot()),
    forget(run: RunId): void {
      keepers = keepers.filter((keeper) => keeper.info.run !== run)
    },
    /** Returns false if this engine does not know the run. */
    adopt(run: RunId, owner: RunOwner): boolean {
      const keeper = keeperOf(run)
      if (live && isLive(run)) live.adopt(owner)
      else if (keeper) keeper.info = { ...keeper.info, owner }
      return keeper !== undefined
    },
    originIn: (kind: Origin['kind'], folder: string, record: RunRecord): Origin => ({
      kind,
      record,
      folder,
      keeper: keeperOf(record.run) ?? null,
    }),
    /** Ends what is running at once, because the host has exited. */
    abandon(): void {
      endOthers()
      if (live && !live.isFinished) live.abandon()
    },
    /** Stops what is running, as a user does, and waits for its end. */
    async stopAll(): Promise<void> {
      endOthers()
      await live?.halt('stop')
    },
  }
}
