/** The engine's service to its clients: reports the runtime, reads data, trains one network at a time, lists runs. */
import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import type { DataReference } from '../../shared/data/data-reference.ts'
import { parseDocument } from '../../shared/document/file.ts'
import type {
  EngineCalls,
  EngineEvents,
  RunEvents,
  RunId,
  RunInfo,
  RunOwner,
  RunSet,
  RuntimeInfo,
  TrainJob,
} from '../../shared/ipc/contract/index.ts'
import { analyze } from '../../shared/model/analyze.ts'
import { ProblemError } from '../../shared/problem.ts'
import type { ClientKind, FilePermissions } from '../host/engine-messages.ts'
import { removeAbandonedFolders } from '../system/temporary-folders.ts'
import { entriesIn } from './cache/contents.ts'
import { limitOf } from './cache/limit.ts'
import { dataService } from './data/client-data.ts'
import { permitFiles, permitServers } from './data/permit-files.ts'
import { type ErrorAnalysisClient, errorAnalysisService } from './evaluations/client-error-analysis.ts'
import { type EvaluationClient, evaluationService } from './evaluations/client-evaluations.ts'
import { type PredictionClient, predictionService } from './evaluations/client-predictions.ts'
import type { EvaluatorOptions } from './evaluations/evaluator.ts'
import type { ExecutorKind } from './executors/executor.ts'
import {
  compiledFolder,
  executorOf,
  executorTitle,
  readRuntime,
  runEnvironment,
  threadsOf,
  wantsGpu,
  xlaFlags,
} from './executors/runtime.ts'
import { closeAbandoned } from './runs/abandoned.ts'
import { takeAbandoned } from './runs/active-runs.ts'
import { spawnRun } from './runs/child-run.ts'
import { type Claim, claimFolder, claimRun } from './runs/claim.ts'
import { continuedJob } from './runs/continued-job.ts'
import { documentRuns, realOwner } from './runs/document-runs.ts'
import { type LiveRun, type Origin, type RunContext, startRun } from './runs/live-run.ts'
import { removePartialFiles } from './runs/partial-files.ts'
import { problemsOf } from './runs/problems-of.ts'
import { hasRecord, readRecord } from './runs/read-run.ts'
import { readyRuns } from './runs/ready-run.ts'
import type { RunRecord } from './runs/record-schema.ts'
import { chosenFolder, linkRuns } from './runs/run-folders.ts'
import { runIndex } from './runs/run-index.ts'
import { runList } from './runs/run-list.ts'
import { type ParsedJob, runSets } from './runs/run-set.ts'
import { defaultRunsFolder } from './runs/runs-folder.ts'
import type { SnapshotKeeper } from './runs/snapshot.ts'
import * as texts from './runs/texts.ts'
import { startTrial, type Trial } from './runs/trial.ts'
import { systemTrash } from './system-trash.ts'
import { TFJS_VERSION } from './version.ts'
import { isSmall } from './worker/small-networks.ts'
import { executorDiffers } from './worker/texts.ts'

export interface EngineOptions {
  readonly cache: string
  /** Folder of what the set-up has installed; by default that of the cache. */
  readonly installed?: string
  /** Folder of new runs. */
  readonly runs: string
  /** dist/engine/run.mjs */
  readonly runEntry: string
  readonly version: string
  readonly env?: NodeJS.ProcessEnv
  /** Whether a process is kept ready for the next run. */
  readonly keepsReady?: boolean
  /** Replaces this engine by another one. */
  readonly restart?: () => void
}

export interface Engine {
  /** Returns the calls of one client. Only a terminal may name a run's folder and other data. `events` receives events once the client
   *  attached or trained. */
  client(
    events: () => EngineEvents,
    kind: ClientKind,
    /** Permission checks before a file named by a window is read or written. */
    permissions: FilePermissions,
  ): { readonly calls: EngineCalls; disconnect(): void }
  /** Ends what is running, because the host has exited. */
  close(): void
  /** Stops what is running, as a user does, and waits for its end. */
  stop(): Promise<void>
}

const MAX_RUNS = 20

/** The job from which a run was started. */
const jobOf = ({ document, data, epochs, seed, owner, set }: RunRecord): TrainJob => ({
  document: JSON.stringify(document),
  folder: data.folder ?? null,
  epochs,
  seed,
  data: data.path ?? undefined,
  ...(owner ? { owner } : {}),
  ...(set ? { set } : {}),
})

/** The same outside of its set, in which a repeated run, or one with more epochs, would count twice. */
function ownJobOf(record: RunRecord): TrainJob {
  const { set: _, ...job } = jobOf(record)
  return job
}

export function createEngine(options: EngineOptions): Engine {
  const { cache, installed = cache, runs, env = process.env, keepsReady = true, restart } = options
  const report = (fault: string) => console.error(fault)
  const clients = new Set<() => EngineEvents>()
  removeAbandonedFolders()
  /** Oldest first. */
  let keepers: SnapshotKeeper[] = takeAbandoned(runs).flatMap((note) => closeAbandoned(note, report) ?? [])
  let live: LiveRun | null = null
  let trial: Trial | null = null
  const isLive = (run: RunId) => live?.id === run && !live.isFinished
  const index = runIndex(runs)
  const runsByDocument = documentRuns(index, adopt, isLive, report)
  const allRuns = runList(runs, index, {
    isLive,
    endResults: (folder) => endResults(folder),
    forget(run) {
      keepers = keepers.filter((keeper) => keeper.info.run !== run)
    },
  })
  const ready = readyRuns(options.runEntry)
  /** Executor of the last run or trial, which the next one most likely uses too. */
  let lastExecutor: ExecutorKind | null = null

  const broadcast: RunEvents = {
    runStarted: (info) => forEachClient((c) => c.runStarted(info)),
    runChanged: (run, state) => forEachClient((c) => c.runChanged(run, state)),
    progress: (frame) => forEachClient((c) => c.progress(frame)),
    epochsEnded: (frames) => forEachClient((c) => c.epochsEnded(frames)),
    log: (run, line) => forEachClient((c) => c.log(run, line)),
    finished(result) {
      forEachClient((c) => c.finished(result))
      keepReady()
    },
  }
  const forEachClient = (f: (client: RunEvents) => void) => {
    for (const client of clients) f(client())
  }
  const runtime = (): RuntimeInfo => readRuntime(installed, env)

  /** Predictions are not worth compiling. */
  const predictionExecutor = () => {
    const runtimeInfo = runtime()
    const kind: ExecutorKind = executorOf(runtimeInfo, 0, env) === 'portable' ? 'portable' : 'graph'
    return { kind, title: executorTitle(runtimeInfo, kind, 'float32', env) }
  }
  const evaluatorOptions: EvaluatorOptions = {
    cache,
    executor: predictionExecutor,
    launch: (kind, events) =>
      spawnRun(options.runEntry, kind, runEnvironment(runtime(), kind, null, env), events),
  }
  const evaluations = evaluationService(evaluatorOptions)
  const predictions = predictionService(evaluatorOptions)
  const errorAnalysis = errorAnalysisService(evaluatorOptions)
  /** Cancels what is computed about the run in this folder; null: about all. @returns once it has ended */
  const endResults = async (folder: string | null): Promise<void> => {
    await Promise.all([evaluations, predictions, errorAnalysis].map(({ cancel }) => cancel(folder)))
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
    if (!keepsReady || clients.size === 0 || (live && !live.isFinished)) return
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
    const run = startRun(analyzed, context, broadcast, origin, claim, following)
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
      for (const { message } of problemsOf(error)) broadcast.log(id, { at: Date.now(), text: message })
    },
  )

  /** The runs of a set after this one that are not on the disk. */
  async function missingAfter({ id, index: place, count }: RunSet): Promise<readonly number[]> {
    const { runs: found } = await index.scan()
    const known = new Set(found.flatMap(({ head }) => (head.set?.id === id ? [head.set.index] : [])))
    return Array.from({ length: count }, (_, i) => i).filter((i) => i > place && !known.has(i))
  }

  /** Returns false if this engine does not know the run. */
  function adopt(run: RunId, owner: RunOwner): boolean {
    const keeper = keepers.find((k) => k.info.run === run)
    if (live && isLive(run)) live.adopt(owner)
    else if (keeper) keeper.info = { ...keeper.info, owner }
    return keeper !== undefined
  }

  /** The live run, if it has followed this one in its set: who stopped this one has not seen it. */
  function nextInSet(run: RunId): LiveRun | null {
    const set = keepers.find((k) => k.info.run === run)?.info.set
    return set && live && !live.isFinished && live.keeper.info.set?.id === set.id ? live : null
  }

  /** Starts a run in a claimed folder; the folder is released if the run does not start, otherwise when it ends. */
  async function startIn(claim: Claim, begin: () => Promise<RunInfo>): Promise<RunInfo> {
    try {
      return await begin()
    } catch (error) {
      claim.release()
      throw error
    }
  }

  /** Folder of a run that this engine knows; for a terminal, `run` may also be a path. */
  function folderOf(run: string, client: ClientKind): string {
    const keeper = keepers.find((k) => k.info.run === run)
    const folder =
      keeper?.result?.folder ?? runsByDocument.folderOf(run) ?? (client === 'terminal' ? run : null)
    if (folder === null) throw new ProblemError([texts.noRun(keeper ? `“${keeper.info.name}”` : run)])
    return folder
  }

  /** The same for any run of the app, which may not have been listed yet. */
  async function findFolder(run: string, client: ClientKind): Promise<string> {
    const isKnown = () => keepers.some((k) => k.info.run === run) || runsByDocument.folderOf(run) !== null
    if (!isKnown() && !(client === 'terminal' && hasRecord(run))) await runsByDocument.documents()
    return folderOf(run, client)
  }

  const originIn = (kind: Origin['kind'], folder: string, record: RunRecord): Origin => ({
    kind,
    record,
    folder,
    keeper: keepers.find((k) => k.info.run === record.run) ?? null,
  })

  function refuseWhileBusy(): void {
    if (live && !live.isFinished) throw new ProblemError([texts.busy(live.keeper.info.name)])
  }

  return {
    client(events, kind, { mayRead, mayWrite, moveToSystemTrash }) {
      const permit = async (data: DataReference, folder: string | null, file: string | null) => {
        if (kind === 'window') await permitFiles(data, folder, (path) => mayRead(path, file))
      }
      /** Parses a job and checks whether the client may read its data. */
      const permitJob = async (job: TrainJob): Promise<ParsedJob> => {
        const document = parseDocument(job.document)
        if (document.data) await permit(document.data, job.folder, job.file ?? null)
        return { job, document }
      }
      const permitRecorded = async (job: TrainJob): Promise<ParsedJob> => {
        const document = parseDocument(job.document)
        const { data: override = null, folder, owner } = job
        const file = owner && 'path' in owner ? owner.path : null
        if (kind === 'window' && document.data)
          await permitServers({ reference: document.data, folder, override }, (path) => mayRead(path, file))
        return { job, document }
      }
      const data = dataService({ cache, permit, onReading: (progress) => events().readingProgress(progress) })
      const evaluationClient: EvaluationClient & PredictionClient & ErrorAnalysisClient = {
        events,
        findFolder: (run) => findFolder(run, kind),
        // As for a run that is resumed.
        async permitData({ record }) {
          await permitRecorded(jobOf(record))
        },
        async permitFiles(read, out) {
          if (kind === 'terminal') return
          for (const path of read) await mayRead(path, null)
          await mayWrite(out)
        },
      }
      const calls: EngineCalls = {
        ...data.calls,
        ...evaluations.callsOf(evaluationClient),
        ...predictions.callsOf(evaluationClient),
        ...errorAnalysis.callsOf(evaluationClient),
        runtime: async () => runtime(),
        versions: async () => ({
          layerloom: options.version,
          node: process.versions.node,
          tfjs: TFJS_VERSION,
        }),
        engineSettings: async () => ({
          runs,
          cache,
          cacheLimit: limitOf(cache, env).bytes,
          cacheSize: entriesIn(cache).reduce((sum, { bytes }) => sum + bytes, 0),
          threads: threadsOf(env),
          device: wantsGpu(env) ? 'gpu' : 'cpu',
        }),
        async restart() {
          refuseWhileBusy()
          restart?.()
        },
        async train(requested) {
          const job = requested.owner ? { ...requested, owner: realOwner(requested.owner) } : requested
          if (kind === 'window' && (job.out !== undefined || job.data !== undefined))
            throw new ProblemError([texts.onlyTerminal()])
          const parsed = await permitJob(job)
          refuseWhileBusy()
          clients.add(events)
          if (job.out === undefined) return start(parsed).started
          const claim = claimFolder(resolve(job.out))
          return startIn(claim, () => start(parsed, null, claim).started)
        },
        async trainSet(requested, plan) {
          const job = requested.owner ? { ...requested, owner: realOwner(requested.owner) } : requested
          const parsed = await permitJob(job)
          refuseWhileBusy()
          clients.add(events)
          const set = { id: randomUUID(), index: 0, ...plan }
          return sets.train(
            parsed,
            set,
            Array.from({ length: plan.count }, (_, i) => i),
          )
        },
        async resume(run) {
          refuseWhileBusy()
          const folder = folderOf(run, kind)
          const { claim, record } = claimRun(folder)
          return startIn(claim, async () => {
            if (record.state === 'finished') throw new ProblemError([texts.isFinished(record.name)])
            const parsed = await permitRecorded(jobOf(record))
            removePartialFiles(folder)
            clients.add(events)
            // The command line ends with its run.
            const missing = kind === 'window' && record.set ? await missingAfter(record.set) : []
            const resumed = start(parsed, originIn('resume', folder, record), claim, missing.length)
            if (record.set) sets.follow(resumed, parsed, record.set, missing)
            return resumed.started
          })
        },
        async repeat(run) {
          const folder = folderOf(run, kind)
          const record = readRecord(folder)
          const parsed = await permitRecorded(ownJobOf(record))
          clients.add(events)
          return start(parsed, originIn('repeat', folder, record)).started
        },
        async continueRun(run, epochs) {
          refuseWhileBusy()
          const folder = await findFolder(run, kind)
          const record = readRecord(folder)
          const parsed = await permitRecorded(continuedJob(ownJobOf(record), folder, record, epochs))
          clients.add(events)
          return start(parsed, originIn('continue', folder, record)).started
        },
        async stop(run) {
          const stopped = live?.id === run ? live : nextInSet(run)
          if (!stopped) return
          sets.end()
          await stopped.halt('stop')
        },
        async skip(run) {
          if (live?.id === run) await live.halt('stop')
        },
        async pause(run) {
          if (live?.id === run) await live.halt('pause')
        },
        async trial(trialKind, job) {
          if (kind === 'window' && (job.out !== undefined || job.data !== undefined))
            throw new ProblemError([texts.onlyTerminal()])
          const { analyzed, context } = checkJob(await permitJob(job), null)
          trial?.cancel()
          trial = startTrial(trialKind, analyzed, context)
          return trial.result.finally(keepReady)
        },
        async endTrial() {
          trial?.cancel()
        },
        async attach() {
          clients.add(events)
          keepReady()
          return keepers.toReversed().map((k) => k.snapshot())
        },
        runsOf: (path, draft, most) => runsByDocument.runsOf(path, draft, most),
        openRun: (run) => runsByDocument.open(run),
        runDocuments: () => runsByDocument.documents(),
        moveRuns: (from, to) => runsByDocument.move(from, to),
        listRuns: (limit) => allRuns.list(limit),
        annotateRun: async (run, changes) => allRuns.annotate(run, changes),
        async addRunFolder(path) {
          if (kind === 'window') await mayRead(path, null)
          return allRuns.add(chosenFolder(path))
        },
        async linkRuns(folder) {
          if (kind === 'window' && folder !== null) await mayRead(folder, null)
          await linkRuns(runs, folder === null ? defaultRunsFolder(env) : resolve(folder))
        },
        forgetMissingRuns: () => allRuns.forgetMissing(),
        trashRuns: (ids) => allRuns.trash(ids),
        restoreRuns: (ids) => allRuns.restore(ids),
        countTrashedRuns: async () => allRuns.countTrash(),
        emptyRunTrash: (isForEver) => allRuns.empty(isForEver ? null : systemTrash(moveToSystemTrash)),
      }
      const disconnect = () => {
        data.stop()
        clients.delete(events)
        if (clients.size === 0) ready.drop()
      }
      return { calls, disconnect }
    },
    close() {
      ready.drop()
      trial?.cancel()
      void endResults(null)
      sets.end()
      if (live && !live.isFinished) live.abandon()
    },
    async stop() {
      ready.drop()
      trial?.cancel()
      void endResults(null)
      sets.end()
      await live?.halt('stop')
    },
  }
}
