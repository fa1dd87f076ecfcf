/** The tour: its step, and what has been done since it began. It follows the window and ends when another document is opened. */
import { create } from 'zustand'
import type { RunId } from '../../shared/ipc/contract/index.ts'
import { useSignals } from '../signals/state.ts'
import { openExample } from '../state/files.ts'
import { type AppState, documentOf, useApp } from '../state/store.ts'
import { showWorkspace } from '../state/workspace.ts'
import { hiddenActivation, isRepaired, type Situation, steps, type TrainedNetwork } from './steps.ts'

interface TourState {
  /** null while there is no tour. */
  readonly step: number | null
  readonly activation: Situation['activation']
  readonly trained: readonly TrainedNetwork[]
  readonly hasReplayed: boolean
}

const EXAMPLE = 'lesson-vanishing'
const NONE: TourState = { step: null, activation: undefined, trained: [], hasReplayed: false }

export const useTour = create<TourState>()(() => NONE)

export const situationOf = ({ activation, trained, hasReplayed }: TourState): Situation => ({
  app: useApp.getState(),
  signals: useSignals.getState(),
  activation,
  trained,
  hasReplayed,
})

/** Whether everything of a step is done; never of one that only explains. */
export const isStepDone = (step: number, situation: Situation): boolean => {
  const { tasks } = steps[step]!
  return tasks.length > 0 && tasks.every((task) => task.isDone(situation))
}

/** Opens the example and begins, unless the open document was to be kept. */
export async function startTour(): Promise<void> {
  endTour()
  if (!(await openExample(EXAMPLE))) return
  useTour.setState({ activation: hiddenActivation(documentOf(useApp.getState())) })
  follow()
  goToStep(0)
}

let stops: readonly (() => void)[] = []
/** Whether the step was done before it was shown: then Next ends it. */
let wasDone = false

export function endTour(): void {
  for (const stop of stops) stop()
  stops = []
  useTour.setState(NONE)
}

/** Shows a step; after the last one the tour ends. */
export function goToStep(step: number): void {
  const next = steps[step]
  if (!next) {
    endTour()
    return
  }
  showWorkspace('design')
  next.show?.()
  wasDone = isStepDone(step, situationOf(useTour.getState()))
  useTour.setState({ step })
}

/** Goes on when a person has done what the step asks for. The last step stays, as there is nothing after it. */
function check(): void {
  const { step, ...done } = useTour.getState()
  if (step === null || wasDone || step === steps.length - 1) return
  if (isStepDone(step, situationOf({ step, ...done }))) goToStep(step + 1)
}

function follow(): void {
  const known = new Set<RunId>(Object.keys(useApp.getState().runs))
  const onApp = (state: AppState, previous: AppState) => {
    if (state.opened !== previous.opened) return endTour()
    if (state.runs !== previous.runs && useTour.getState().step === TRAINING) noteRuns(state, known)
    check()
  }
  stops = [
    useApp.subscribe(onApp),
    useSignals.subscribe(({ replay }, previous) => {
      const moved = replay && previous.replay?.run === replay.run && replay.index !== previous.replay.index
      if (moved && replay.index < replay.frames.length - 1) useTour.setState({ hasReplayed: true })
      check()
    }),
  ]
}

/** The step in which both networks are trained. */
const TRAINING = 3

/** A run that has started belongs to the network that is drawn: nothing was edited since the press. */
function noteRuns(state: AppState, known: Set<RunId>): void {
  const started = Object.keys(state.runs).filter((run) => !known.has(run))
  if (started.length === 0) return
  for (const run of started) known.add(run)
  const network: TrainedNetwork = isRepaired(documentOf(state), useTour.getState().activation)
    ? 'repaired'
    : 'original'
  useTour.setState(({ trained }) => ({ trained: [...new Set([...trained, network])] }))
}
