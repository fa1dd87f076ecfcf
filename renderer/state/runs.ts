/** State of each run in the window: its latest progress, the curve so far, finished epochs, log and result. Pure. */

import type {
  EpochEnd,
  FoundRun,
  LogLine,
  Progress,
  RunId,
  RunInfo,
  RunResult,
  RunSnapshot,
} from '../../shared/ipc/contract/index.ts'
import { mergeEpochEnds, thinEpochEnds } from '../../shared/ipc/epoch-ends.ts'
import type { RunState } from '../../shared/ipc/run-state.ts'
import { isFinalState } from '../../shared/ipc/run-state.ts'

/** The training curve within epochs, stored by column for the charts. The arrays are filled up to `count` and grow in place; a new
 *  wrapper object signals a change. */
export interface RunPoints {
  readonly count: number
  /** Position in epochs: 1.5 is the middle of the second epoch. */
  readonly x: Float64Array
  /** One column per name in RunInfo.series. */
  readonly series: readonly Float64Array[]
}

export interface RunView {
  readonly info: RunInfo
  readonly state: RunState
  readonly progress: Progress | null
  readonly epochEnds: readonly EpochEnd[]
  readonly points: RunPoints
  readonly log: readonly LogLine[]
  readonly result: RunResult | null
  /** Number of finished epochs; set while only the record of a run on the disk has been read. */
  readonly unread?: number
}

export type Runs = { readonly [id: RunId]: RunView }

export type RunEvent =
  | { readonly kind: 'started'; readonly info: RunInfo }
  | { readonly kind: 'changed'; readonly run: RunId; readonly state: RunState }
  | { readonly kind: 'progress'; readonly frame: Progress }
  | { readonly kind: 'epochs'; readonly frames: readonly EpochEnd[] }
  | { readonly kind: 'log'; readonly run: RunId; readonly line: LogLine }
  | { readonly kind: 'finished'; readonly result: RunResult }

/** Maximum number of points per run. When it is reached, every second point is dropped. */
export const MAX_POINTS = 4000
const MAX_LOG_LINES = 5000

export const isRunning = (state: RunState): boolean => !isFinalState(state)

const NO_POINTS: RunPoints = { count: 0, x: new Float64Array(), series: [] }
const emptyPoints = (columns: number): RunPoints => ({
  count: 0,
  x: new Float64Array(MAX_POINTS),
  series: Array.from({ length: columns }, () => new Float64Array(MAX_POINTS)),
})

/** Adds one point in place and returns a new wrapper. Halves the density when the arrays are full. */
export function addPoint(points: RunPoints, x: number, values: ArrayLike<number>): RunPoints {
  let count = points.count
  if (count === MAX_POINTS) {
    for (const column of [points.x, ...points.series])
      for (let i = 0; i < MAX_POINTS / 2; i++) column[i] = column[2 * i + 1]!
    count = MAX_POINTS / 2
  }
  points.x[count] = x
  points.series.forEach((column, i) => {
    column[count] = values[i] ?? Number.NaN
  })
  return { ...points, count: count + 1 }
}

export const fromInfo = (info: RunInfo): RunView => ({
  info,
  state: info.state,
  progress: null,
  epochEnds: [],
  points: emptyPoints(info.series.length),
  log: [],
  result: null,
})

export function fromSnapshot(snapshot: RunSnapshot): RunView {
  const columns = snapshot.info.series.length
  let points = emptyPoints(columns)
  const row = columns + 1
  for (let i = 0; i + row <= snapshot.points.length; i += row)
    points = addPoint(points, snapshot.points[i]!, snapshot.points.subarray(i + 1, i + row))
  return {
    info: snapshot.info,
    state: snapshot.result?.state ?? snapshot.progress?.state ?? snapshot.info.state,
    progress: snapshot.progress,
    epochEnds: snapshot.epochEnds,
    points,
    log: snapshot.log,
    result: snapshot.result,
  }
}

export const fromFound = ({ info, result, epochsDone }: FoundRun): RunView => ({
  info,
  state: result.state,
  progress: null,
  epochEnds: [],
  points: NO_POINTS,
  log: [],
  result,
  unread: epochsDone,
})

const runOf = (event: RunEvent): RunId => {
  if (event.kind === 'started') return event.info.run
  if (event.kind === 'finished') return event.result.run
  if (event.kind === 'epochs') return event.frames[0]!.run
  return event.kind === 'progress' ? event.frame.run : event.run
}

/** Removes what a resumed run will repeat: everything after the position from which it continues. */
function rewind(view: RunView): RunView {
  const { resumed, stepsPerEpoch } = view.info
  if (!resumed) return view
  const position = resumed.epoch + resumed.step / stepsPerEpoch
  const { points } = view
  let { count } = points
  while (count > 0 && points.x[count - 1]! > position) count--
  return {
    ...view,
    progress: null,
    points: { ...points, count },
    epochEnds: view.epochEnds.filter((end) => end.epoch <= resumed.epoch),
  }
}

/** Whether a run can be resumed. A run that ended in non-finite numbers cannot, since they would occur again. */
export const canResume = ({ state, result }: Pick<RunView, 'state' | 'result'>): boolean =>
  ['paused', 'stopped', 'failed'].includes(state) &&
  result !== null &&
  result.folder !== null &&
  result.problems.every((p) => p.code !== 'not_finite')

function applyEvent(view: RunView, event: RunEvent): RunView {
  switch (event.kind) {
    case 'started':
      // Sent again after the data is read, since only then the steps per epoch are known. For a run that had ended, it means that the run
      // was resumed.
      return rewind({
        ...view,
        info: event.info,
        ...(view.result ? { result: null, state: event.info.state } : {}),
      })
    case 'changed':
      return view.result ? view : { ...view, state: event.state }
    case 'progress': {
      const { frame } = event
      const next = { ...view, progress: frame, state: view.result ? view.state : frame.state }
      if (frame.state !== 'training' || frame.step === 0) return next
      const x = frame.epoch - 1 + frame.step / view.info.stepsPerEpoch
      return { ...next, points: addPoint(view.points, x, frame.values) }
    }
    case 'epochs':
      return { ...view, epochEnds: mergeEpochEnds(view.epochEnds, event.frames) }
    case 'log':
      return { ...view, log: [...view.log, event.line].slice(-MAX_LOG_LINES) }
    case 'finished':
      // The same thinning as when the run is opened again.
      return {
        ...view,
        state: event.result.state,
        result: event.result,
        epochEnds: thinEpochEnds(view.epochEnds),
      }
  }
}

/** Merges the epoch events of a batch into as few events as their order allows. Each event copies all known epochs, and a small network
 *  ends thousands of epochs per second. */
function mergeEpochEvents(events: readonly RunEvent[]): readonly RunEvent[] {
  const merged: RunEvent[] = []
  const openFrames = new Map<RunId, EpochEnd[]>()
  for (const event of events) {
    const run = runOf(event)
    const frames = openFrames.get(run)
    if (event.kind !== 'epochs') {
      if (event.kind === 'started' || event.kind === 'finished') openFrames.delete(run)
      merged.push(event)
    } else if (frames) {
      for (const frame of event.frames) frames.push(frame)
    } else {
      const first = [...event.frames]
      openFrames.set(run, first)
      merged.push({ kind: 'epochs', frames: first })
    }
  }
  return merged
}

/** Applies a batch of events to the runs. Events of unknown runs are dropped, since their snapshot will include them. */
export function applyEvents(runs: Runs, events: readonly RunEvent[]): Runs {
  const next: Record<RunId, RunView> = { ...runs }
  for (const event of mergeEpochEvents(events)) {
    const id = runOf(event)
    const known = next[id]?.unread === undefined ? next[id] : undefined
    const view = known ?? (event.kind === 'started' ? fromInfo(event.info) : undefined)
    if (view) next[id] = applyEvent(view, event)
  }
  return next
}

export const newestFirst = (runs: Runs): readonly RunView[] =>
  Object.values(runs).sort((a, b) => b.info.startedAt - a.info.startedAt)
