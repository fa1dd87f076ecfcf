/** A run from the click to its end: prepares the data, starts the process, and brings all that happens to the run's life (life/transitions.ts). */
import { randomUUID } from 'node:crypto'
import type { Document } from '../../../shared/document/document.ts'
import { SET_OPTIMIZERS } from '../../../shared/document/run-set.ts'
import { runName } from '../../../shared/document/variants.ts'
import type { LogLine, RunEvents, RunInfo, RunOwner, TrainJob } from '../../../shared/ipc/contract/index.ts'
import { seriesOf } from '../../../shared/model/series.ts'
import { type ProblemData, ProblemError } from '../../../shared/problem.ts'
import type { Text } from '../../../shared/text.ts'
import { evictToLimit } from '../cache/contents.ts'
import { hold } from '../cache/in-use.ts'
import type { PreparedData } from '../data/index.ts'
import type { ExecutorKind } from '../executors/executor.ts'
import { carryLooks } from '../run-folder/evaluation-files.ts'
import { type Halt, isAnswer, type RunJob } from '../worker/messages.ts'
import { type AnalyzedJob, prepareCheckedData } from './checked-data.ts'
import type { ChildEvents, ChildRun } from './child-run.ts'
import { type Claim, claimNewFolder } from './claim.ts'
import { stoppingOf } from './early-stopping-info.ts'
import { keepPreparation, keepReading } from './keep-preparation.ts'
import type { Life, Message, OriginKind, OriginRun } from './life/life.ts'
import { reduce } from './life/transitions.ts'
import { hasEarlierFingerprint } from './old-records.ts'
import { perform, type Shell } from './perform.ts'
import { problemsOf } from './problems-of.ts'
import type { RunRecord } from './record-schema.ts'
import { firstRecord } from './run-record.ts'
import { keepSnapshot, type SnapshotKeeper } from './snapshot.ts'
import * as texts from './texts.ts'

export interface RunContext {
  /** Starts a process for the run; `compiled` is where compiled networks are cached, null to cache none. */
  launch(compiled: string | null, events: ChildEvents): ChildRun
  readonly compiled: string | null
  readonly cache: string
  readonly runs: string
  readonly executor: ExecutorKind
  readonly executorTitle: string
  readonly small: boolean
  readonly flags: { readonly [variable: string]: string }
  readonly version: string
}

/** The run that is resumed, repeated or continued. */
export interface Origin {
  readonly kind: OriginKind
  readonly record: RunRecord
  readonly folder: string
  /** What this engine knows of it. */
  readonly keeper: SnapshotKeeper | null
}

export interface LiveRun {
  readonly id: string
  readonly keeper: SnapshotKeeper
  /** Resolves when the process has its job (a resumed run: when it goes on), or the run ended before. Rejects with a ProblemError when
   *  the data cannot be had or do not fit; the run has then failed. */
  readonly started: Promise<RunInfo>
  /** Resolves when the run has ended, however it did. */
  readonly ended: Promise<void>
  /** Resolves when the run has ended. Before there is a folder, a pause is a stop. */
  halt(how: Halt): Promise<void>
  /** Makes the run belong to this document. */
  adopt(owner: RunOwner): void
  /** Ends at once, without waiting for anything: the app is closing. */
  abandon(): void
  readonly isFinished: boolean
  /** null before the data are ready. */
  readonly folder: string | null
}

/** @param initialClaim the locked folder of the run, where it is known before the data are read; it is released when the run has ended
 *  @param following number of runs that follow by themselves */
export function startRun(
  analyzed: AnalyzedJob,
  context: RunContext,
  emit: RunEvents,
  origin: Origin | null = null,
  initialClaim: Claim | null = null,
  following = 0,
): LiveRun {
  const { job, document } = analyzed
  const life = newLife(analyzed, context, origin, following)
  const { run: id } = life.info
  const resumed = origin?.kind === 'resume' ? origin : null
  const keeper = keepSnapshot(life.info, resumed?.keeper?.snapshot())
  const [ended, resolveEnded] = deferred()
  const [began, resolveBegan] = deferred()
  const log = (text: Text, ends = false) => {
    const line: LogLine = { at: Date.now(), text, ...(ends && { ends }) }
    keeper.log(line)
    emit.log(id, line)
  }
  const launch = (compiled: string | null): ChildRun =>
    context.launch(compiled, {
      onMessage(message) {
        if (!isAnswer(message)) dispatch(message)
      },
      onExit: (crash) => dispatch({ type: 'exited', crash }),
    })
  const reading = new AbortController()
  void ended.then(() => reading.abort())
  const read = (contents: boolean) =>
    prepareCheckedData(analyzed, context.cache, {
      report: throttled(log),
      signal: reading.signal,
      contents,
    })
  const onFault = (error: unknown) => dispatch({ type: 'fault', problems: problemsOf(error) })
  const remakeData = () => {
    read(true).then(({ info, files }) => dispatch({ type: 'remade', info, files }), onFault)
  }
  const shell: Shell = {
    id,
    runs: context.runs,
    keeper,
    emit,
    life,
    child: launch(context.compiled),
    claim: initialClaim,
    launch,
    dispatch,
    log,
    remakeData,
  }

  function dispatch(message: Message): void {
    if (isFinished()) return
    const moment = {
      now: Date.now(),
      epochsDone: keeper.epochsDone,
      bestEpoch: keeper.epochEnds.findLast((e) => e.best)?.epoch ?? null,
    }
    const { life: next, effects } = reduce(shell.life, message, moment)
    shell.life = next
    keeper.info = next.info
    if (next.result) keeper.finish(next.result)
    try {
      for (const effect of effects) perform(effect, shell)
    } catch (error) {
      if (isFinished()) console.error(error)
      // The effects after the failed one are dropped.
      onFault(error)
    }
    if (!isBeginning()) resolveBegan()
    if (isFinished()) resolveEnded()
  }
  const isFinished = () => shell.life.phase === 'finished'
  const isBeginning = () => ['preparing', 'locating'].includes(shell.life.phase)

  async function prepare(): Promise<void> {
    const data = await read(false)
    if (shell.life.phase !== 'preparing') return
    // A window was not asked about the data of an earlier run: they are that run's, or nothing comes of it.
    if (origin && data.info.fingerprint !== origin.record.data.fingerprint)
      throw new ProblemError([otherData(origin.record, data.info.title)])
    evictToLimit(context.cache, [data.folder])
    void ended.then(
      hold(context.cache, [data.folder, ...(context.compiled === null ? [] : [context.compiled])]),
    )
    shell.claim ??= claimNewFolder(context.runs, document.name, new Date(life.began))
    shell.claim.lock.add(shell.child.pid)
    if (origin && !resumed) carryLooks(origin.folder, shell.claim.folder)
    if (data.fits !== null) keepPreparation(shell.claim.folder, data.fits)
    if (data.info.table) keepReading(shell.claim.folder, data.info.table)
    const { info } = shell.life
    dispatch({
      type: 'prepared',
      job: runJobOf(job, info, context, data, shell.claim.folder, origin),
      record: resumed
        ? null
        : firstRecord(
            info,
            job,
            document,
            data.info,
            context.version,
            analyzed.analysis.parameters.total,
            firstRun(origin),
          ),
    })
  }

  emit.runStarted(life.info)
  prepare().catch(onFault)
  const started = began.then(() => {
    const { refusal, info } = shell.life
    if (refusal) throw new ProblemError(refusal)
    return info
  })
  return {
    id,
    keeper,
    started,
    ended,
    get isFinished() {
      return isFinished()
    },
    get folder() {
      return shell.life.folder ?? resumed?.folder ?? null
    },
    halt(how) {
      dispatch({ type: 'halt', how })
      return ended
    },
    adopt: (owner) => dispatch({ type: 'adopt', owner }),
    abandon: () => dispatch({ type: 'abandon' }),
  }
}

const runJobOf = (
  job: TrainJob,
  { run, epochs, seed, series }: RunInfo,
  { executor, small, flags }: RunContext,
  { info, files }: PreparedData,
  folder: string,
  origin: Origin | null,
): RunJob => ({
  ...{ run, epochs, seed, series, info, files, folder, executor, small, flags },
  document: job.document,
  signals: job.signals ?? null,
  resume: origin && resumeJob(origin),
})

function resumeJob({ kind, record, folder }: Origin): RunJob['resume'] {
  if (kind === 'repeat') return null
  const { executor, run, document } = record
  const continued = kind === 'continue' ? { run, folder, document: JSON.stringify(document) } : null
  return { executor, continued }
}

/** Why the data are not taken for those of an earlier run. */
const otherData = (record: RunRecord, title: string): ProblemData =>
  hasEarlierFingerprint(record) ? texts.earlierFingerprint(title, record.name) : texts.dataChanged(title)

/** What the record of a new run says about the run that it repeats or continues. */
function firstRun(origin: Origin | null): Pick<RunRecord, 'repeats' | 'continues'> {
  const run = origin?.record.run
  if (run === undefined) return {}
  return origin?.kind === 'repeat'
    ? { repeats: { run, same: null, text: null } }
    : { continues: { run, epoch: 0, step: 0 } }
}

/** A promise and what resolves it. */
function deferred(): readonly [Promise<void>, () => void] {
  let resolve = () => {}
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  return [promise, resolve]
}

/** The run before anything happened to it. */
function newLife(
  { job, document, analysis }: AnalyzedJob,
  context: RunContext,
  origin: Origin | null,
  following: number,
): Life {
  const resumed = origin?.kind === 'resume' ? origin.record : null
  const now = Date.now()
  const { training } = document
  const info: RunInfo = {
    run: resumed?.run ?? randomUUID(),
    name: nameOf(job, document),
    state: 'preparing',
    epochs: job.epochs ?? training.epochs,
    stepsPerEpoch: 0,
    batchSize: training.batch_size,
    seed: job.seed ?? training.seed,
    series: seriesOf(analysis.model!),
    hasValidation: false,
    startedAt: resumed ? Date.parse(resumed.started) : now,
    executor: context.executorTitle,
    ...(job.owner ? { owner: job.owner } : {}),
    ...(job.set && { set: job.set }),
    ...(following > 0 && { following }),
    ...stoppingOf(document),
  }
  return {
    phase: 'preparing',
    info,
    origin: origin && withoutKeeper(origin),
    data: { path: job.data ?? null, folder: job.folder },
    record: null,
    folder: null,
    job: null,
    executor: null,
    compiled: context.compiled,
    dataRemake: 'none',
    halting: null,
    began: now,
    spent: resumed?.seconds ?? 0,
    closing: null,
    result: null,
    refusal: null,
  }
}

/** Runs with different seeds have one name; each shows its seed. */
function nameOf({ set }: TrainJob, document: Document): string {
  const name = runName(document)
  if (!set || set.kind === 'seeds') return name
  return `${name} · ${set.kind === 'optimizers' ? SET_OPTIMIZERS[set.index]!.name : `fold ${set.index + 1}/${set.count}`}`
}

const withoutKeeper = ({ kind, record, folder, keeper }: Origin): OriginRun => ({
  kind,
  record,
  folder,
  result: keeper?.result ?? null,
})

/** Progress of the data in the log: each new sentence, and each tenth of a long one. Sentences with other numbers are the same. */
function throttled(log: (text: Text) => void): (fraction: number, text: Text) => void {
  let last = ''
  return (fraction, text) => {
    const key = `${text.en.replace(/\d.*/, '')} ${Math.floor(fraction * 10)}`
    if (key === last) return
    last = key
    log(texts.percent(text, fraction))
  }
}
