/** Training in the window: starting, stopping, and applying the engine's events to the state a few times per second. */
import { serializeDocument } from '../../shared/document/file.ts'
import type { EngineCalls, EngineEvents, RunId, RunInfo, SetPlan } from '../../shared/ipc/contract/index.ts'
import type { RunState } from '../../shared/ipc/run-state.ts'
import type { Text } from '../../shared/text.ts'
import { findRuns, isOwn, ownerOf, ownRuns } from './document-runs.ts'
import { dismissOnEdit } from './edit-messages.ts'
import { showEvaluationProgress } from './evaluations.ts'
import { showImportanceProgress } from './importance.ts'
import { dismissMessage, notify, TRY_AGAIN } from './notify.ts'
import { showPredictionProgress } from './predict-file.ts'
import { sentencesOf } from './problems.ts'
import { reportReading } from './reading.ts'
import { useRunSignals } from './run-signals.ts'
import {
  applyEvents,
  fromInfo,
  fromSnapshot,
  isRunning,
  newestFirst,
  type RunEvent,
  type Runs,
  type RunView,
} from './runs.ts'
import { type AppState, documentOf, type FileState, useApp } from './store.ts'

/** Minimum time between two updates of the figures, in milliseconds. Digits cannot be read faster, and rendering takes processor time
 *  from the training. No frame is lost: frames wait in the queue, and the curve contains all of them. */
const FLUSH_INTERVAL_MS = 250

let queue: RunEvent[] = []
let flushedAt = Number.NEGATIVE_INFINITY
let scheduled: { readonly urgent: boolean; cancel(): void } | null = null

function flush(): void {
  scheduled = null
  flushedAt = performance.now()
  const events = queue
  queue = []
  if (events.length > 0)
    useApp.setState((s) => {
      const runs = applyEvents(s.runs, events)
      return { runs, shownRun: events.reduce((shown, event) => shownAfter(shown, event, s.runs), s.shownRun) }
    })
  for (const event of events) reportFailure(event)
}

const FAILED: Text = { en: 'Training failed', ko: '학습하지 못했습니다' }
let failure: string | null = null

/** Why a run failed stands in the dock of Design; the other workspaces say it in a message, until a run starts or the document changes. */
function reportFailure(event: RunEvent): void {
  if (event.kind === 'started' && failure !== null) dismissMessage(failure)
  const isShown = useApp.getState().workspace === 'design'
  if (event.kind !== 'finished' || event.result.state !== 'failed' || isShown) return
  const { problems, reason } = event.result
  failure = notify(FAILED, problems.length > 0 ? problems.map(({ message }) => message) : [reason])
  dismissOnEdit(failure)
}

/** A run that starts takes the place of the one before it in its set. @param known the runs before the event */
function shownAfter(shown: RunId | null, event: RunEvent, known: Runs): RunId | null {
  if (shown === null || event.kind !== 'started' || known[event.info.run]) return shown
  const { set, run } = event.info
  return set && known[shown]?.info.set?.id === set.id ? run : shown
}

/** Calls back in the next frame. A hidden window has no frames and uses a timer. */
function onNextFrame(call: () => void): () => void {
  if (document.visibilityState === 'visible') {
    const id = requestAnimationFrame(call)
    return () => cancelAnimationFrame(id)
  }
  return afterDelay(call, FLUSH_INTERVAL_MS)
}

function afterDelay(call: () => void, milliseconds: number): () => void {
  const id = setTimeout(call, milliseconds)
  return () => clearTimeout(id)
}

/** Events that the user waits for (a start, an end, another state) are shown at once, together with all earlier events. */
const isUrgent = ({ kind }: RunEvent): boolean =>
  kind === 'started' || kind === 'changed' || kind === 'finished'

function enqueue(event: RunEvent): void {
  queue.push(event)
  const urgent = isUrgent(event)
  if (scheduled && (scheduled.urgent || !urgent)) return
  scheduled?.cancel()
  const cancel = urgent
    ? onNextFrame(flush)
    : afterDelay(flush, Math.max(0, flushedAt + FLUSH_INTERVAL_MS - performance.now()))
  scheduled = { urgent, cancel }
}

export const engineEvents: EngineEvents = {
  runStarted: (info) => enqueue({ kind: 'started', info }),
  runChanged: (run, state) => enqueue({ kind: 'changed', run, state }),
  progress: (frame) => enqueue({ kind: 'progress', frame }),
  epochsEnded: (frames) => enqueue({ kind: 'epochs', frames }),
  runSignals: (newest) => useRunSignals.setState({ newest }),
  log: (run, line) => enqueue({ kind: 'log', run, line }),
  finished: (result) => enqueue({ kind: 'finished', result }),
  readingProgress: reportReading,
  evaluationProgress: showEvaluationProgress,
  predictionProgress: showPredictionProgress,
  importanceProgress: showImportanceProgress,
}

/** The run in the dock: the chosen run of the document, or else the newest. */
export function shownRun(state: AppState): RunView | null {
  const own = ownRuns(state)
  return own.find((run) => run.info.run === state.shownRun) ?? own[0] ?? null
}

/** The run in progress, if any. */
export const activeRun = (state: AppState): RunView | null =>
  newestFirst(state.runs).find((run) => isRunning(run.state)) ?? null

export const useShownRun = (): RunView | null => useApp(shownRun)
export const useActiveRun = (): RunView | null => useApp(activeRun)

/** Loads the runs of this session into a new window. Their events follow. */
export async function attach(): Promise<void> {
  const { host } = useApp.getState()
  if (!host) return
  const snapshots = await host.engine.attach()
  useApp.setState({ runs: Object.fromEntries(snapshots.map((s) => [s.info.run, fromSnapshot(s)])) })
  // A training that continues without a window is shown by the next window, whichever document that one opens.
  const state = useApp.getState()
  const active = activeRun(state)
  if (active?.info.owner && !isOwn(state, active)) useApp.setState({ otherRunsOwner: active.info.owner })
  await findRuns()
}

const NOT_STARTED: Text = { en: 'Training did not start', ko: '학습을 시작하지 못했습니다' }

// A retry repeats the call that failed, whichever variant or run is shown by then.

/** Trains the shown variant. */
export function train(): Promise<void> {
  const job = shownJob()
  return start(NOT_STARTED, (engine, { file }) => engine.train(job(file)))
}

/** Trains the shown variant several times. */
export function trainSet(plan: SetPlan): Promise<void> {
  const job = shownJob()
  return start(NOT_STARTED, (engine, { file }) => engine.trainSet(job(file), plan))
}

function shownJob() {
  const document = serializeDocument(documentOf(useApp.getState()))
  // Without a wish the engine keeps signals of epochs that take a second or longer.
  const signals = useRunSignals.getState().areWanted ? { signals: true } : {}
  return (file: FileState) => ({
    ...{ document, folder: file.folder, file: file.path },
    ...ownerOf(file),
    ...signals,
  })
}

const shownId = (): RunId | undefined => shownRun(useApp.getState())?.info.run

/** Resumes a run; by default the shown one. */
export async function resume(run = shownId()): Promise<void> {
  if (run === undefined) return
  const failed = { en: 'Training could not be resumed', ko: '이어서 학습하지 못했습니다' }
  await start(failed, (engine) => engine.resume(run))
}

/** Trains the document of a run, by default of the shown one, again with the same seed and data. */
export async function repeat(run = shownId()): Promise<void> {
  if (run !== undefined) await start(NOT_STARTED, (engine) => engine.repeat(run))
}

/** The field of the run's panel for the number of more epochs. */
export const MORE_EPOCHS_ID = 'more-epochs'

/** Whether more epochs can follow: the run has ended, and not by a failure. */
export const canContinue = ({
  state,
  epochsDone,
}: {
  readonly state: RunState
  readonly epochsDone: number
}): boolean => epochsDone > 0 && (state === 'finished' || state === 'stopped')

/** Trains more epochs after a run, as a new one that goes on from its last state. */
export async function continueRun(run: RunId, epochs: number): Promise<void> {
  await start(NOT_STARTED, (engine) => engine.continueRun(run, epochs))
}

async function start(
  failed: Text,
  call: (engine: EngineCalls, state: AppState) => Promise<RunInfo>,
): Promise<void> {
  const state = useApp.getState()
  if (!state.host || state.starting || activeRun(state)) return
  useApp.setState({ starting: true })
  try {
    const info = await call(state.host.engine, state)
    useApp.setState((s) => ({
      shownRun: info.run,
      runs: s.runs[info.run] ? s.runs : { ...s.runs, [info.run]: fromInfo(info) },
    }))
  } catch (error) {
    const retry = { label: TRY_AGAIN, run: () => start(failed, call) }
    dismissOnEdit(notify(failed, sentencesOf(error), { actions: [retry] }))
  } finally {
    useApp.setState({ starting: false })
  }
}

export const stop = (run?: RunId): Promise<void> => halt('stop', run)
export const pause = (run?: RunId): Promise<void> => halt('pause', run)
/** Stops a run of a set, which the next one follows. */
export const skip = (run: RunId): Promise<void> => halt('skip', run)

async function halt(action: 'stop' | 'pause' | 'skip', run: RunId | undefined): Promise<void> {
  const state = useApp.getState()
  const id = run ?? activeRun(state)?.info.run
  if (!state.host || id === undefined) return
  try {
    await state.host.engine[action](id)
  } catch (error) {
    notify({ en: 'Training did not stop', ko: '학습을 멈추지 못했습니다' }, sentencesOf(error), {
      actions: [{ label: TRY_AGAIN, run: () => halt(action, id) }],
    })
  }
}
