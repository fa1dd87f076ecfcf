/** Runs a training from start to end: prepares the data, starts the process, relays its messages, writes the record. */
import { randomUUID } from 'node:crypto'
import type { Document } from '../../../shared/document/document.ts'
import { runName } from '../../../shared/document/variants.ts'
import type {
  EngineEvents,
  LogLine,
  RunInfo,
  RunOwner,
  RunResult,
  RunState,
  TrainJob,
} from '../../../shared/ipc/contract.ts'
import { thinEnds } from '../../../shared/ipc/epoch-ends.ts'
import type { Model } from '../../../shared/model/model.ts'
import { seriesOf } from '../../../shared/model/series.ts'
import { type ProblemData, ProblemError, problem } from '../../../shared/problem.ts'
import type { Text } from '../../../shared/text.ts'
import { keepWithinLimit } from '../cache/contents.ts'
import { hold } from '../cache/in-use.ts'
import { removeAll } from '../clear.ts'
import { tellsDamage } from '../data/checked-file.ts'
import {
  type ExecutorKind,
  type ExecutorRecord,
  type FromRun,
  type Halt,
  type RunJob,
  UNEXPECTED,
} from '../run/messages.ts'
import { pausedByPerson, stoppedByPerson } from '../run/texts.ts'
import { forgetActive, noteActive } from './active-runs.ts'
import { checkedData } from './checked-data.ts'
import { type ChildEvents, type ChildRun, crashText } from './child-run.ts'
import { type Claim, claimNewFolder } from './claim.ts'
import { compareRuns } from './compare-runs.ts'
import { removeParts } from './left-over.ts'
import { readEpochs, resultOf } from './read-run.ts'
import { firstRecord, type RunRecord, writeRecord } from './run-record.ts'
import { keepSnapshot, type SnapshotKeeper } from './snapshot.ts'
import { stoppingOf } from './stopping.ts'
import * as texts from './texts.ts'

export interface RunPlace {
  /** Spawns a process for the run; `compiled` is the folder of the compilation cache, null for none. */
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

/** The run that this one resumes or repeats. */
export interface Origin {
  readonly kind: 'resume' | 'repeat'
  readonly record: RunRecord
  readonly folder: string
  /** Snapshot of the original run, if known. */
  readonly keeper: SnapshotKeeper | null
}

export interface LiveRun {
  readonly id: string
  readonly keeper: SnapshotKeeper
  /** Resolves when the process trains, or when the run was stopped before. Rejects with a ProblemError if the data are unavailable or do
   *  not fit; the run has then failed. */
  readonly started: Promise<RunInfo>
  /** Resolves when the run has ended. Before there is a folder, a pause is a stop. */
  halt(how: Halt): Promise<void>
  /** Changes the document to which the run belongs. */
  adopt(owner: RunOwner): void
  /** Ends the run immediately, without waiting, because the app closes. */
  abandon(): void
  readonly over: boolean
}

/** @param document the parsed `job.document`, without errors of its own
 *  @param initialClaim the run's folder if it is claimed before the data are read; it is released when the run ends */
export function startRun(
  job: TrainJob,
  document: Document,
  model: Model,
  place: RunPlace,
  tell: EngineEvents,
  origin: Origin | null = null,
  given: Claim | null = null,
): LiveRun {
  const resumed = origin?.kind === 'resume' ? origin : null
  const id = resumed?.record.run ?? randomUUID()
  const at = new Date()
  const spent = resumed?.record.seconds ?? 0
  const { training } = document
  const keeper = keepSnapshot(
    {
      run: id,
      name: runName(document),
      state: 'preparing',
      epochs: job.epochs ?? training.epochs,
      stepsPerEpoch: 0,
      batchSize: training.batch_size,
      seed: job.seed ?? training.seed,
      series: seriesOf(model),
      hasValidation: false,
      startedAt: resumed ? Date.parse(resumed.record.started) : at.getTime(),
      executor: place.executorTitle,
      ...(job.owner ? { owner: job.owner } : {}),
      ...stoppingOf(document),
    },
    resumed?.keeper?.snapshot(),
  )
  let claim = given
  let folder: string | null = null
  let record: RunRecord | null = null
  let executor: ExecutorRecord | null = null
  let runJob: RunJob | null = null
  let retried = false
  let remade = false
  let halting: Halt | null = null
  /** Why a run was not resumed; the original run is then unchanged. */
  let refused: ProblemError | null = null
  let peakBytes: number | null = null
  let finish = () => {}
  const end = new Promise<void>((done) => {
    finish = done
  })
  /** A resumed run has started when its checkpoint was found valid. */
  let begin = () => {}
  const begun = new Promise<void>((done) => {
    begin = done
  })

  const change = (state: RunState) => {
    keeper.info = { ...keeper.info, state }
    tell.runChanged(id, state)
  }
  const log = (text: Text, ends = false) => {
    const line: LogLine = { at: Date.now(), text, ...(ends && { ends }) }
    keeper.log(line)
    tell.log(id, line)
  }
  const write = (changes: Partial<RunRecord>) => {
    if (!record || !folder) return
    record = { ...record, ...changes }
    writeRecord(folder, record)
  }

  /** Ends the run; called once. @param stillWriting whether its process may still write a last checkpoint */
  function over(
    state: RunResult['state'],
    reason: Text,
    problems: readonly ProblemData[],
    best: number | null,
    writes = false,
  ) {
    if (keeper.result) return
    if (resumed && !record) return leave(resumed, problems)
    const bestEpoch = best ?? keeper.epochEnds.findLast((e) => e.best)?.epoch ?? null
    const seconds = spent + (Date.now() - at.getTime()) / 1000
    let all = problems
    let repeated: RunResult['repeated'] | null = null
    try {
      write({
        state,
        reason,
        problems,
        executor,
        finished: new Date().toISOString(),
        seconds,
        epochs_done: keeper.epochsDone,
        best_epoch: bestEpoch,
        peak_bytes: peakBytes,
      })
      repeated = comparison()
      if (repeated) write({ repeats: { run: origin!.record.run, ...repeated } })
      forgetActive(place.runs, id)
      if (folder && !writes) removeParts(folder)
    } catch (error) {
      // The record cannot be closed, for example on a full disk: the next engine that starts finds it open and marks it.
      const known = new Set(problems.map((p) => p.message.en))
      all = [...problems, ...problemsOf(error).filter((p) => !known.has(p.message.en))]
    }
    if (!writes) claim?.release()
    const result: RunResult = {
      run: id,
      state: all.length > 0 ? 'failed' : state,
      bestEpoch,
      folder,
      seconds,
      problems: all,
      reason,
      ...(repeated ? { repeated } : {}),
    }
    keeper.info = { ...keeper.info, state: result.state }
    keeper.finish(result)
    finish()
    log(reason, true)
    if (repeated) log(repeated.text)
    tell.finished(result)
  }

  /** Compares the numbers with the run that this one repeats; `null` if there is none, or it can no longer be read. */
  function comparison(): RunResult['repeated'] | null {
    if (origin?.kind !== 'repeat' || !record || !folder) return null
    try {
      return compareRuns(origin, { folder, record })
    } catch (error) {
      for (const { message } of problemsOf(error)) log(message)
      return null
    }
  }

  /** Leaves a run unchanged that could not be resumed, or was stopped before it was. */
  function leave({ record, folder, keeper: before }: Origin, problems: readonly ProblemData[]) {
    if (problems.length > 0) refused = new ProblemError(problems)
    const result = before?.result ?? resultOf(record, folder)
    claim?.release()
    keeper.info = { ...keeper.info, state: result.state }
    keeper.finish(result)
    finish()
    for (const { message } of problems) log(message, true)
    tell.finished(result)
  }

  /** Continues a resumed run once its process has found the checkpoint. */
  function goOn({ record: before, folder: where }: Origin, epoch: number, step: number) {
    const next: RunRecord = {
      ...before,
      ...(keeper.info.owner ? { owner: keeper.info.owner } : {}),
      data: { ...before.data, path: job.data ?? null, folder: job.folder },
      state: 'compiling',
      reason: null,
      problems: [],
      finished: null,
    }
    noteActive(place.runs, { run: id, folder: where })
    writeRecord(where, next)
    folder = where
    record = next
    keeper.goBack(epoch, epoch + step / keeper.info.stepsPerEpoch)
    // The known epochs may be thinned and lack the best one: the folder has all of them.
    if (keeper.epochEnds.length < epoch) {
      keeper.goBack(0, epoch + step / keeper.info.stepsPerEpoch)
      for (const end of readEpochs(where, id, keeper.info.series).ends.slice(0, epoch)) keeper.epoch(end)
    }
    keeper.info = { ...keeper.info, resumed: { epoch, step } }
    tell.runStarted(keeper.info)
    const known = thinEnds(keeper.epochEnds)
    if (known.length > 0) tell.epochsEnded(known)
    child.resume()
    begin()
  }

  /** Ends the run after an unexpected error, or when its folder is no longer writable. */
  function fail(error: unknown): void {
    child.kill()
    const problems = problemsOf(error)
    over('failed', problems[0]!.message, problems, null)
  }

  function heard(message: FromRun): void {
    if (keeper.result) return
    try {
      take(message)
    } catch (error) {
      fail(error)
    }
  }

  function take(message: FromRun): void {
    switch (message.type) {
      case 'executor':
        executor = message.record
        // Written at once: a run whose engine is killed needs it to be resumed.
        write({ executor })
        break
      case 'resumed':
        if (resumed && !record) goOn(resumed, message.epoch, message.step)
        break
      case 'state':
        if (!halting) change(message.state)
        break
      case 'log':
        log(message.text)
        break
      case 'progress': {
        const frame = { ...message.frame, run: id }
        keeper.progress(frame)
        if (!halting) tell.progress(frame)
        break
      }
      case 'epochs': {
        const frames = message.frames.map((frame) => ({ ...frame, run: id }))
        for (const frame of frames) keeper.epoch(frame)
        tell.epochsEnded(frames)
        break
      }
      case 'stopping':
        change(halting === 'pause' ? 'paused' : 'stopped')
        break
      case 'ended': {
        const { state, reason, problems, bestEpoch } = message.ending
        peakBytes = message.peakBytes
        if (problems[0]?.code === UNEXPECTED && again()) return
        if (problems.some(tellsDamage) && makeAgain()) return
        over(state, reason, problems, bestEpoch)
      }
    }
  }

  const launch = (compiled: string | null): ChildRun =>
    place.launch(compiled, {
      message: heard,
      gone(crash) {
        if (!crash || keeper.result) return
        if (halting === 'pause') return over('paused', pausedByPerson, [], null)
        if (halting === 'stop') return over('stopped', stoppedByPerson, [], null)
        try {
          if (crash.signal !== 'SIGKILL' && again()) return
        } catch (error) {
          return fail(error)
        }
        const text = crashText(crash)
        over('failed', text, [problem('run_crashed', text)], null)
      },
    })

  /** Whether no step was trained yet. A resumed run is compiling once its checkpoint was found valid. */
  const isBeginning = () => ['preparing', 'compiling'].includes(keeper.info.state)

  /** TensorFlow fails on a damaged compilation cache and on a folder it cannot write: retry once without the cache. */
  function again(): boolean {
    const { compiled } = place
    if (retried || compiled === null || !runJob || halting || !isBeginning()) return false
    retried = true
    // Files that cannot be removed stay: training works without the cache.
    removeAll(compiled)
    log(texts.withoutCompiled)
    child = launch(null)
    claim?.lock.add(child.pid)
    child.start(runJob)
    return true
  }

  /** Prepares the data once more if the run's process, which reads all data before its first step, found them damaged. */
  function makeAgain(): boolean {
    if (remade || !runJob || halting || !isBeginning()) return false
    remade = true
    const asked = runJob
    child = launch(place.compiled)
    claim?.lock.add(child.pid)
    const make = async () => {
      const data = await checkedData(job, document, place.cache, { report: throttled(log), contents: true })
      if (keeper.result) return
      if (data.info.fingerprint !== asked.info.fingerprint)
        throw new ProblemError([texts.dataChanged(data.info.title)])
      runJob = { ...asked, info: data.info, files: data.files }
      child.start(runJob)
    }
    make().catch(fail)
    return true
  }

  let child = launch(place.compiled)

  async function prepare(): Promise<RunInfo> {
    const data = await checkedData(job, document, place.cache, { report: throttled(log) })
    if (keeper.result) return keeper.info
    // A resumed or repeated run must have the same data, because the window did not confirm them.
    if (origin && data.info.fingerprint !== origin.record.data.fingerprint)
      throw new ProblemError([texts.dataChanged(data.info.title)])
    keepWithinLimit(place.cache, [data.folder])
    void end.then(hold(place.cache, [data.folder, ...(place.compiled === null ? [] : [place.compiled])]))
    for (const note of data.info.notes) log(note)
    const { train, validation } = data.info.rows
    keeper.info = {
      ...keeper.info,
      stepsPerEpoch: Math.ceil(train / training.batch_size),
      hasValidation: validation > 0,
    }
    claim ??= claimNewFolder(place.runs, document.name, at)
    const out = claim.folder
    claim.lock.add(child.pid)
    if (!resumed) {
      folder = out
      record = firstRecord(keeper.info, job, document, data.info, place.version)
      if (origin) record = { ...record, repeats: { run: origin.record.run, same: null, text: null } }
      noteActive(place.runs, { run: id, folder })
      write({})
      tell.runStarted(keeper.info)
    }
    log(texts.trainedOn(out))
    runJob = {
      run: id,
      resume: resumed && { executor: resumed.record.executor },
      document: job.document,
      epochs: keeper.info.epochs,
      seed: keeper.info.seed,
      series: keeper.info.series,
      info: data.info,
      files: data.files,
      folder: out,
      executor: place.executor,
      small: place.small,
      flags: place.flags,
    }
    child.start(runJob)
    if (resumed) await begun
    return keeper.info
  }
  tell.runStarted(keeper.info)
  const started = Promise.race([prepare(), end.then(() => keeper.info)])
    .catch((error: unknown) => {
      fail(error)
      throw new ProblemError(problemsOf(error))
    })
    .then((info) => {
      if (refused) throw refused
      return info
    })
  return {
    id,
    keeper,
    started,
    get over() {
      return keeper.result !== null
    },
    halt(how) {
      if (keeper.result) return Promise.resolve()
      if (halting !== 'stop') halting = how
      // Compiling is one long call, and there is nothing new to save yet.
      if (record) child.halt(how, keeper.info.state !== 'compiling')
      else {
        child.kill()
        over('stopped', stoppedByPerson, [], null)
      }
      return end
    },
    adopt(owner) {
      keeper.info = { ...keeper.info, owner }
      try {
        if (resumed && !record) writeRecord(resumed.folder, { ...resumed.record, owner })
        else write({ owner })
      } catch (error) {
        fail(error)
      }
    },
    abandon() {
      // Without its engine the process writes a checkpoint and exits; while it compiles there is nothing new to save.
      if (!record || keeper.info.state === 'compiling') child.kill()
      over('stopped', texts.appClosed, [], null, true)
    },
  }
}

const problemsOf = (error: unknown): readonly ProblemData[] =>
  error instanceof ProblemError
    ? error.problems
    : [texts.unexpected(error instanceof Error ? error.message : String(error))]

/** Logs the progress of data preparation: each new text, and each tenth of a long one. */
function throttled(log: (text: Text) => void): (fraction: number, text: Text) => void {
  let said = ''
  return (fraction, text) => {
    const key = `${text.en} ${Math.floor(fraction * 10)}`
    if (key === said) return
    said = key
    log(texts.percent(text, fraction))
  }
}
