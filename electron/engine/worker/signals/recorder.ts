/** Keeps the signals of a run over time: a frame of the initial weights, frames at ends of epochs, and one at the last end. It only reads the
 *  states of the session, so the bits of the training are the same with and without it. */
import type { SignalsFrame } from '../../../../shared/signals/signals.ts'
import type { StateValues } from '../../executors/executor.ts'
import { reportRunFolderErrors } from '../../run-folder/run-files.ts'
import { openSignalsFile } from '../../run-folder/signals-file.ts'
import type { Busy, FromRun } from '../messages.ts'
import type { OpenRun } from '../open-run.ts'
import * as texts from '../texts.ts'
import { openRunSignals, type RunSignalsProgram } from './run-signals.ts'

/** Minimum milliseconds between two frames. */
const INTERVAL = 2000
/** The interval is at least this many times as long as the last frame took: at most 2.5 % of the time. */
const MIN_INTERVAL_RATIO = 40
/** Milliseconds of an epoch from which on signals are kept by themselves: in shorter ones a few frames are a large part of the training. */
const LONG_EPOCH = 1000

/** Milliseconds that loading the network and the first frame take at most, in all but the largest networks. */
const LOADING = 5000
/** A frame takes at most this many times as long as the last one. */
const MAX_BUSY_RATIO = 4

/** The end of an epoch. */
export interface EpochPoint {
  /** Finished epochs. */
  readonly epoch: number
  /** Values of the states then; null: the session has them. */
  readonly states: StateValues | null
  /** Milliseconds of its steps; null where nobody knows. */
  readonly milliseconds: number | null
  /** No epoch follows. */
  readonly isLast: boolean
}

export interface SignalsRecorder {
  /** The session is about to train. */
  begin(): void
  epochEnd(point: EpochPoint): void
  close(): void
}

/** @param intervalSeconds seconds between two frames, in place of the default */
export function signalsRecorder(
  run: OpenRun,
  emit: (message: FromRun | Busy) => void,
  intervalSeconds?: number,
): SignalsRecorder {
  const { job, session, stepsPerEpoch } = run
  const { folder } = job
  let program: RunSignalsProgram | null = null
  let hasFailed = false
  let [lastEnd, cost] = [Number.NEGATIVE_INFINITY, 0]
  /** Signals are extra: without them the training goes on. */
  const attempt = <T>(work: () => T): T | null => {
    if (hasFailed) return null
    try {
      return reportRunFolderErrors(folder, work)
    } catch (error) {
      hasFailed = true
      emit({ type: 'log', text: texts.signalsEnded(error) })
      return null
    }
  }
  const writer = attempt(() => openSignalsFile(folder))
  // A run that has kept signals goes on with them.
  let isOn = job.signals ?? (writer?.last ? true : null)

  function add(
    at: Pick<SignalsFrame, 'epoch' | 'step'>,
    statesOf: (opened: RunSignalsProgram) => StateValues,
  ) {
    emit({ type: 'busy', milliseconds: program ? cost * MAX_BUSY_RATIO : LOADING })
    attempt(() => {
      program ??= openRunSignals(run)
      const start = performance.now()
      const signals = program.compute(statesOf(program))
      emit({ type: 'signals', frame: writer!.add({ ...at, signals }) })
      lastEnd = performance.now()
      cost = lastEnd - start
    })
    emit({ type: 'busy', milliseconds: 0 })
  }
  function addInitial(): void {
    if (writer && !writer.last) add({ epoch: 0, step: 0 }, (opened) => opened.initialStates())
  }
  const isDue = (step: number): boolean => {
    const interval =
      intervalSeconds === undefined ? Math.max(INTERVAL, cost * MIN_INTERVAL_RATIO) : intervalSeconds * 1000
    return performance.now() - lastEnd >= interval && writer!.hasRoom(step)
  }
  return {
    begin() {
      if (isOn) addInitial()
    },
    epochEnd({ epoch, states, milliseconds, isLast }) {
      isOn ??= milliseconds !== null && milliseconds >= LONG_EPOCH ? true : null
      if (!isOn || !writer) return
      addInitial()
      const step = epoch * stepsPerEpoch
      if (step <= (writer.last?.step ?? -1)) return
      if (isLast || isDue(step)) add({ epoch, step }, ({ names }) => states ?? session.readStates(names))
    },
    close: () => program?.close(),
  }
}
