/** A run from the click to its end: prepares the data, performs the effects of its life (life/transitions.ts) and reports what happens to it. */
import { randomUUID } from 'node:crypto'
import type { Document } from '../../../shared/document/document.ts'
import { runName } from '../../../shared/document/variants.ts'
import type { EngineEvents, LogLine, RunInfo, RunOwner, TrainJob } from '../../../shared/ipc/contract.ts'
import { thinEnds } from '../../../shared/ipc/epoch-ends.ts'
import type { Model } from '../../../shared/model/model.ts'
import { seriesOf } from '../../../shared/model/series.ts'
import { ProblemError } from '../../../shared/problem.ts'
import type { Text } from '../../../shared/text.ts'
import { keepWithinLimit } from '../cache/contents.ts'
import { hold } from '../cache/in-use.ts'
import { removeAll } from '../clear.ts'
import type { ExecutorKind, Halt, RunJob } from '../run/messages.ts'
import { noteActive } from './active-runs.ts'
import { checkedData } from './checked-data.ts'
import type { ChildEvents, ChildRun } from './child-run.ts'
import { type Claim, claimNewFolder } from './claim.ts'
import { closeRun } from './close-run.ts'
import type { Effect, Life, Message, OriginRun } from './life/life.ts'
import { reduce } from './life/transitions.ts'
import { problemsOf } from './problems-of.ts'
import { readEpochs } from './read-run.ts'
import { firstRecord, type RunRecord, writeRecord } from './run-record.ts'
import { keepSnapshot, type SnapshotKeeper } from './snapshot.ts'
import { stoppingOf } from './stopping.ts'
import * as texts from './texts.ts'

export interface RunPlace {
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

/** The run that is resumed or repeated. */
export interface Origin {
  readonly kind: 'resume' | 'repeat'
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
  /** Resolves when the run has ended. Before there is a folder, a pause is a stop. */
  halt(how: Halt): Promise<void>
  /** Makes the run belong to this document. */
  adopt(owner: RunOwner): void
  /** Ends at once, without waiting for anything: the app is closing. */
  abandon(): void
  readonly over: boolean
}

/** @param document that `job.document` was read to, without errors of its own
 *  @param given the locked folder of the run, where it is known before the data are read; it is released when the run has ended */
export function startRun(
  job: TrainJob,
  document: Document,
  model: Model,
  place: RunPlace,
  emit: EngineEvents,
  origin: Origin | null = null,
  given: Claim | null = null,
): LiveRun {
  let life = newLife(job, document, model, place, origin)
  const { run: id } = life.info
  const resumed = origin?.kind === 'resume' ? origin : null
  const keeper = keepSnapshot(life.info, resumed?.keeper?.snapshot())
  const [ended, resolveEnded] = deferred()
  const [began, resolveBegan] = deferred()
  let claim = given
  let child: ChildRun

  function dispatch(message: Message): void {
    const moment = {
      now: Date.now(),
      epochsDone: keeper.epochsDone,
      bestEpoch: keeper.epochEnds.findLast((e) => e.best)?.epoch ?? null,
    }
    const { life: next, effects } = reduce(life, message, moment)
    life = next
    keeper.info = life.info
    try {
      for (const effect of effects) perform(effect)
    } catch (error) {
      if (life.phase === 'finished') console.error(error)
      // The effects after the failed one are dropped.
      dispatch({ type: 'fault', problems: problemsOf(error) })
    }
    if (life.phase !== 'preparing' && life.phase !== 'locating') resolveBegan()
    if (life.phase === 'finished') resolveEnded()
  }

  const launch = (compiled: string | null): ChildRun =>
    place.launch(compiled, {
      message(message) {
        if (message.type !== 'trial') dispatch(message)
      },
      gone: (crash) => dispatch({ type: 'exited', crash }),
    })

  const log = (text: Text, ends = false) => {
    const line: LogLine = { at: Date.now(), text, ...(ends && { ends }) }
    keeper.log(line)
    emit.log(id, line)
  }

  const performers: { readonly [T in Effect['type']]: (effect: Extract<Effect, { type: T }>) => void } = {
    launch({ compiled }) {
      child = launch(compiled)
      claim?.lock.add(child.pid)
    },
    startJob: (effect) => child.start(effect.job),
    allowResume: () => child.resume(),
    haltProcess: ({ how, hears }) => child.halt(how, hears),
    kill: () => child.kill(),
    removeCompiled: ({ folder }) => removeAll(folder),
    remakeData: () => void remakeData(),
    noteActive: ({ folder }) => noteActive(place.runs, { run: id, folder }),
    write: ({ folder, record }) => writeRecord(folder, record),
    reopen({ folder, record, epoch, step }) {
      writeRecord(folder, record)
      dispatch({ type: 'reopened', record, epoch, step })
    },
    rewind: ({ folder, epoch, step }) => rewind(keeper, folder, epoch, step),
    emitStarted: () => emit.runStarted(keeper.info),
    emitChanged: ({ state }) => emit.runChanged(id, state),
    emitEpochsSoFar() {
      const known = thinEnds(keeper.epochEnds)
      if (known.length > 0) emit.epochsEnded(known)
    },
    progress({ frame, hidden }) {
      const own = { ...frame, run: id }
      keeper.progress(own)
      if (!hidden) emit.progress(own)
    },
    epochs({ frames }) {
      const own = frames.map((frame) => ({ ...frame, run: id }))
      for (const frame of own) keeper.epoch(frame)
      emit.epochsEnded(own)
    },
    log: ({ text, ends = false }) => log(text, ends),
    close(effect) {
      const { repeated, problems, remarks } = closeRun(place.runs, id, effect, life.origin)
      for (const { message } of remarks) log(message)
      dispatch({ type: 'closed', problems, repeated })
    },
    release: () => claim?.release(),
    emitFinished({ result }) {
      keeper.finish(result)
      emit.finished(result)
    },
  }
  const perform = (effect: Effect) => (performers[effect.type] as (effect: Effect) => void)(effect)

  const read = (contents = false) =>
    checkedData(job, document, place.cache, { report: throttled(log), contents })

  async function prepare(): Promise<void> {
    const data = await read()
    if (life.phase !== 'preparing') return
    // A window was not asked about the data of an earlier run: they are that run's, or nothing comes of it.
    if (origin && data.info.fingerprint !== origin.record.data.fingerprint)
      throw new ProblemError([texts.dataChanged(data.info.title)])
    keepWithinLimit(place.cache, [data.folder])
    void ended.then(hold(place.cache, [data.folder, ...(place.compiled === null ? [] : [place.compiled])]))
    claim ??= claimNewFolder(place.runs, document.name, new Date(life.began))
    claim.lock.add(child.pid)
    const runJob: RunJob = {
      run: id,
      resume: resumed && { executor: resumed.record.executor },
      document: job.document,
      epochs: life.info.epochs,
      seed: life.info.seed,
      series: life.info.series,
      info: data.info,
      files: data.files,
      folder: claim.folder,
      executor: place.executor,
      small: place.small,
      flags: place.flags,
    }
    const record = resumed
      ? null
      : firstRecord(life.info, job, document, data.info, place.version, origin?.record.run)
    dispatch({
      type: 'prepared',
      info: data.info,
      job: runJob,
      record,
      batchSize: document.training.batch_size,
    })
  }

  async function remakeData(): Promise<void> {
    try {
      const { info, files } = await read(true)
      dispatch({ type: 'remade', info, files })
    } catch (error) {
      dispatch({ type: 'fault', problems: problemsOf(error) })
    }
  }

  child = launch(place.compiled)
  emit.runStarted(life.info)
  prepare().catch((error: unknown) => dispatch({ type: 'fault', problems: problemsOf(error) }))
  const started = began.then(() => {
    if (life.refusal) throw new ProblemError(life.refusal)
    return life.info
  })
  return {
    id,
    keeper,
    started,
    get over() {
      return life.phase === 'finished'
    },
    halt(how) {
      dispatch({ type: 'halt', how })
      return ended
    },
    adopt: (owner) => dispatch({ type: 'adopt', owner }),
    abandon: () => dispatch({ type: 'abandon' }),
  }
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
  job: TrainJob,
  document: Document,
  model: Model,
  place: RunPlace,
  origin: Origin | null,
): Life {
  const resumed = origin?.kind === 'resume' ? origin.record : null
  const now = Date.now()
  const { training } = document
  const info: RunInfo = {
    run: resumed?.run ?? randomUUID(),
    name: runName(document),
    state: 'preparing',
    epochs: job.epochs ?? training.epochs,
    stepsPerEpoch: 0,
    batchSize: training.batch_size,
    seed: job.seed ?? training.seed,
    series: seriesOf(model),
    hasValidation: false,
    startedAt: resumed ? Date.parse(resumed.started) : now,
    executor: place.executorTitle,
    ...(job.owner ? { owner: job.owner } : {}),
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
    compiled: place.compiled,
    remade: false,
    halting: null,
    peakBytes: null,
    began: now,
    spent: resumed?.seconds ?? 0,
    closing: null,
    result: null,
    refusal: null,
  }
}

const withoutKeeper = ({ kind, record, folder, keeper }: Origin): OriginRun => ({
  kind,
  record,
  folder,
  result: keeper?.result ?? null,
})

/** Forgets what comes again. The epochs that are known may be thinned, and the best one not among them: the folder has all. */
function rewind(keeper: SnapshotKeeper, folder: string, epoch: number, step: number): void {
  const { run, series, stepsPerEpoch } = keeper.info
  const position = epoch + step / stepsPerEpoch
  keeper.goBack(epoch, position)
  if (keeper.epochEnds.length >= epoch) return
  keeper.goBack(0, position)
  for (const end of readEpochs(folder, run, series).ends.slice(0, epoch)) keeper.epoch(end)
}

/** Progress of the data in the log: each new sentence, and each tenth of a long one. */
function throttled(log: (text: Text) => void): (fraction: number, text: Text) => void {
  let last = ''
  return (fraction, text) => {
    const key = `${text.en} ${Math.floor(fraction * 10)}`
    if (key === last) return
    last = key
    log(texts.percent(text, fraction))
  }
}
