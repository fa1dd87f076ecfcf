/** The engine's service to its clients: the calls of each client, composed from those of data, trainings, results and lists of runs. */
import { resolve } from 'node:path'
import type { DataReference } from '../../shared/data/data-reference.ts'
import type { EngineCalls, EngineEvents, RunEvents, RuntimeInfo } from '../../shared/ipc/contract/index.ts'
import { ProblemError } from '../../shared/problem.ts'
import type { ClientKind, FilePermissions } from '../host/engine-messages.ts'
import { removeAbandonedFolders } from '../system/temporary-folders.ts'
import { entriesIn, totalSize } from './cache/contents.ts'
import { limitOf } from './cache/limit.ts'
import { dataService } from './data/client-data.ts'
import { permitFiles } from './data/permit-files.ts'
import { type ErrorAnalysisClient, errorAnalysisService } from './evaluations/client-error-analysis.ts'
import { type EvaluationClient, evaluationService } from './evaluations/client-evaluations.ts'
import { type PredictionClient, predictionService } from './evaluations/client-predictions.ts'
import type { EvaluatorOptions } from './evaluations/evaluator.ts'
import type { ExecutorKind } from './executors/executor.ts'
import {
  executorOf,
  executorTitle,
  readRuntime,
  runEnvironment,
  threadsOf,
  wantsGpu,
} from './executors/runtime.ts'
import { readSignals } from './run-folder/signals-file.ts'
import { spawnRun } from './runs/child-run.ts'
import { permitRun, type TrainingClient, trainingCalls } from './runs/client-training.ts'
import { documentRuns } from './runs/document-runs.ts'
import { hasRecord, readRecord } from './runs/read-run.ts'
import { chosenFolder, linkRuns } from './runs/run-folders.ts'
import { runIndex } from './runs/run-index.ts'
import { runList } from './runs/run-list.ts'
import { defaultRunsFolder } from './runs/runs-folder.ts'
import * as texts from './runs/texts.ts'
import { createTrainer } from './runs/trainer.ts'
import { signalsService } from './signals/client-signals.ts'
import { systemTrash } from './system-trash.ts'
import { TFJS_VERSION } from './version.ts'

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

export function createEngine(options: EngineOptions): Engine {
  const { cache, installed = cache, runs, env = process.env, keepsReady = true, restart } = options
  const report = (fault: string) => console.error(fault)
  const clients = new Set<() => EngineEvents>()
  removeAbandonedFolders()
  const index = runIndex(runs)
  const runtime = (): RuntimeInfo => readRuntime(installed, env)
  const broadcast: RunEvents = {
    runStarted: (info) => forEachClient((c) => c.runStarted(info)),
    runChanged: (run, state) => forEachClient((c) => c.runChanged(run, state)),
    progress: (frame) => forEachClient((c) => c.progress(frame)),
    epochsEnded: (frames) => forEachClient((c) => c.epochsEnded(frames)),
    runSignals: (signals) => forEachClient((c) => c.runSignals(signals)),
    log: (run, line) => forEachClient((c) => c.log(run, line)),
    finished(result) {
      forEachClient((c) => c.finished(result))
      trainer.keepReady()
    },
  }
  const forEachClient = (f: (client: RunEvents) => void) => {
    for (const client of clients) f(client())
  }
  const trainer = createTrainer({
    ...{ cache, runs, env, index, runtime, report, events: broadcast },
    runEntry: options.runEntry,
    version: options.version,
    keepsReady: () => keepsReady && clients.size > 0,
  })
  const runsByDocument = documentRuns(index, trainer.adopt, trainer.isLive, report)
  const allRuns = runList(runs, index, {
    isLive: trainer.isLive,
    endResults: (folder) => endResults(folder),
    forget: trainer.forget,
  })

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
  const signals = signalsService({
    cache,
    launch: (events) => evaluatorOptions.launch('portable', events),
  })
  /** Cancels what is computed about the run in this folder; null: about all. @returns once it has ended */
  const endResults = async (folder: string | null): Promise<void> => {
    await Promise.all([evaluations, predictions, errorAnalysis].map(({ cancel }) => cancel(folder)))
  }

  /** Folder of a run that this engine knows; for a terminal, `run` may also be a path. */
  function folderOf(run: string, client: ClientKind): string {
    const keeper = trainer.keeperOf(run)
    const folder =
      keeper?.result?.folder ?? runsByDocument.folderOf(run) ?? (client === 'terminal' ? run : null)
    if (folder === null) throw new ProblemError([texts.noRun(keeper ? `“${keeper.info.name}”` : run)])
    return folder
  }

  /** The same for any run of the app, which may not have been listed yet. */
  async function findFolder(run: string, client: ClientKind): Promise<string> {
    const isKnown = () => trainer.keeperOf(run) !== undefined || runsByDocument.folderOf(run) !== null
    if (!isKnown() && !(client === 'terminal' && hasRecord(run))) await runsByDocument.documents()
    return folderOf(run, client)
  }

  return {
    client(events, kind, { mayRead, mayWrite, moveToSystemTrash }) {
      const permit = async (data: DataReference, folder: string | null, file: string | null) => {
        if (kind === 'window') await permitFiles(data, folder, (path) => mayRead(path, file))
      }
      const trainingClient: TrainingClient = {
        isWindow: kind === 'window',
        permit,
        mayRead,
        subscribe: () => void clients.add(events),
        folderOf: (run) => folderOf(run, kind),
        findFolder: (run) => findFolder(run, kind),
      }
      const data = dataService({ cache, permit, onReading: (progress) => events().readingProgress(progress) })
      const evaluationClient: EvaluationClient & PredictionClient & ErrorAnalysisClient = {
        events,
        findFolder: trainingClient.findFolder,
        // As for a run that is resumed.
        permitData: ({ record }) => permitRun(record, trainingClient),
        async permitFiles(read, out) {
          if (kind === 'terminal') return
          for (const path of read) await mayRead(path, null)
          await mayWrite(out)
        },
      }
      const ownSignals = signals.callsOf({ isWindow: kind === 'window', permit })
      const calls: EngineCalls = {
        ...data.calls,
        ...ownSignals.calls,
        ...evaluations.callsOf(evaluationClient),
        ...predictions.callsOf(evaluationClient),
        ...errorAnalysis.callsOf(evaluationClient),
        ...trainingCalls(trainer, trainingClient),
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
          cacheSize: totalSize(entriesIn(cache)),
          threads: threadsOf(env),
          device: wantsGpu(env) ? 'gpu' : 'cpu',
        }),
        async restart() {
          trainer.refuseWhileBusy()
          restart?.()
        },
        runsOf: (path, draft, most) => runsByDocument.runsOf(path, draft, most),
        openRun: (run) => runsByDocument.open(run),
        async runSignals(run) {
          const folder = trainer.isLive(run) ? trainer.liveFolder() : await findFolder(run, kind)
          return folder === null ? [] : readSignals(folder)
        },
        async runDocument(run) {
          const folder = trainer.isLive(run) ? trainer.liveFolder() : null
          return JSON.stringify(readRecord(folder ?? (await findFolder(run, kind))).document)
        },
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
        ownSignals.stop()
        clients.delete(events)
        if (clients.size === 0) trainer.dropReady()
      }
      return { calls, disconnect }
    },
    close() {
      void endResults(null)
      trainer.abandon()
    },
    async stop() {
      void endResults(null)
      await trainer.stopAll()
    },
  }
}
