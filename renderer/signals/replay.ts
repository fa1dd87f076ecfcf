/** The signals that a run has kept, in place of those of the drawing: opened, moved, played, and kept up to date while it trains. */
import { create } from 'zustand'
import type { Document } from '../../shared/document/document.ts'
import { parseDocument } from '../../shared/document/file.ts'
import { variantsOf } from '../../shared/document/variants.ts'
import type { RunId, RunSignals } from '../../shared/ipc/contract/index.ts'
import { type Analysis, analyze } from '../../shared/model/analyze.ts'
import type { Model } from '../../shared/model/model.ts'
import type { SignalsFrame } from '../../shared/signals/signals.ts'
import { computedBy } from '../state/activations.ts'
import { analysisOf } from '../state/analysis.ts'
import { useDock } from '../state/dock.ts'
import { notify, TRY_AGAIN } from '../state/notify.ts'
import { sentencesOf } from '../state/problems.ts'
import { useRunSignals } from '../state/run-signals.ts'
import { focusedOn } from '../state/shown-variant.ts'
import { type AppState, createOpenCheck, useApp } from '../state/store.ts'
import { showWorkspace } from '../state/workspace.ts'
import { focusNextFrame } from '../ui/focus.ts'
import { closeReplay, type Replay, setReplay, useSignals } from './state.ts'

/** The network whose signals are replayed, as it was trained. */
export interface ReplayedNetwork {
  readonly run: RunId
  readonly document: Document
  readonly analysis: Analysis
  /** What decides its outputs, as text. */
  readonly computed: string
}

interface ReplayState {
  readonly network: ReplayedNetwork | null
  /** The run whose signals are being read. */
  readonly pending: RunId | null
  readonly isPlaying: boolean
}

export const useReplay = create<ReplayState>()(() => ({ network: null, pending: null, isPlaying: false }))

/** Runs whose signals a person has closed: new ones do not open them again. */
const closed = new Set<RunId>()

/** Shows the signals of a run over time, on the canvas and in the dock. */
export async function showSignalsOfRun(run: RunId): Promise<void> {
  const isOpen = createOpenCheck()
  useReplay.setState({ pending: run })
  try {
    const found = await readRun(run)
    if (!isOpen()) return
    if (found.frames.length === 0) return notifyNone()
    showDrawn(found.network)
    open(found.network, found.frames)
    showWorkspace('design')
    useDock.getState().show('signals')
    focusNextFrame(() => document.getElementById(SLIDER_ID))
  } catch (error) {
    notify({ en: 'The signals cannot be shown', ko: '신호를 볼 수 없습니다' }, sentencesOf(error), {
      actions: [{ label: TRY_AGAIN, run: () => showSignalsOfRun(run) }],
    })
  } finally {
    useReplay.setState({ pending: null })
  }
}

/** Id of the slider over time. */
export const SLIDER_ID = 'signals-time'

async function readRun(run: RunId): Promise<{ network: ReplayedNetwork; frames: readonly SignalsFrame[] }> {
  const { engine } = useApp.getState().host!
  const [frames, text] = await Promise.all([engine.runSignals(run), engine.runDocument(run)])
  const document = parseDocument(text)
  const analysis = analyze(document)
  return { frames, network: { run, document, analysis, computed: computedOf(analysis.model) } }
}

const computedOf = (model: Model | null): string => (model ? computedBy(model) : '')

function notifyNone(): void {
  notify(
    { en: 'This run has kept no signals', ko: '이 학습에는 신호가 없습니다' },
    [
      {
        en: 'Signals are kept at the end of an epoch that takes a second or longer; of faster ones while Signals (G) are on when the training starts.',
        ko: '신호는 1초 이상 걸리는 에포크가 끝날 때 저장됩니다. 더 빠르면 신호(G)를 켜고 학습을 시작해야 저장됩니다.',
      },
    ],
    { kind: 'refusal' },
  )
}

function open(network: ReplayedNetwork, frames: readonly SignalsFrame[]): void {
  closed.delete(network.run)
  useReplay.setState({ network, isPlaying: false })
  setReplay({ run: network.run, frames, index: frames.length - 1 })
}

/** Ends the replay; signals of the run that still arrive do not start it again. */
export function leaveReplay(): void {
  const { replay } = useSignals.getState()
  if (replay) closed.add(replay.run)
  closeReplay()
}

export const moveReplay = (index: number): void =>
  useSignals.setState(({ replay }) =>
    replay ? { replay: { ...replay, index: Math.min(Math.max(index, 0), replay.frames.length - 1) } } : {},
  )

/** Switches to the variant that has the network of the run, if there is one. */
function showDrawn({ computed }: ReplayedNetwork): void {
  const app = useApp.getState()
  const { history, variant } = app
  const isSame = (id: string) => computedOf(analyze(focusedOn(history.present, id)).model) === computed
  const drawn = [variant, ...variantsOf(history.present)].find(isSame)
  if (drawn === undefined) return
  app.showVariant(drawn)
  app.enter([])
}

let compared: { readonly model: Model | null; readonly computed: string } = { model: null, computed: '' }

/** Whether the canvas shows the network that is replayed. */
export function isDrawn(state: AppState, { computed }: ReplayedNetwork): boolean {
  const { model } = analysisOf(state)
  if (model !== compared.model) compared = { model, computed: computedOf(model) }
  return model !== null && compared.computed === computed
}

/** The network of the run whose signals are shown, if the drawing is another one by now. */
export function useForeignNetwork(): ReplayedNetwork | null {
  const network = useReplay((s) => s.network)
  const isForeign = useApp((s) => network !== null && !isDrawn(s, network))
  return isForeign ? network : null
}

/** With the frame: a resumed run repeats what came after the place from which it continues. At its end the replay stays at its end. */
export function withFrame(replay: Replay, frame: SignalsFrame): Replay {
  const frames = [...replay.frames.filter(({ step }) => step < frame.step), frame]
  const wasAtEnd = replay.index >= replay.frames.length - 1
  return {
    ...replay,
    frames,
    index: wasAtEnd ? frames.length - 1 : Math.min(replay.index, frames.length - 1),
  }
}

async function onNewest({ run, frame }: RunSignals): Promise<void> {
  const { isOn, replay } = useSignals.getState()
  if (replay?.run === run) return useSignals.setState({ replay: withFrame(replay, frame) })
  if (!isOn || closed.has(run) || useReplay.getState().pending === run) return
  // Of a run that starts while another one is replayed nothing is shown unasked.
  if (replay && !isLive(replay)) return
  await followLive(run)
}

/** Whether the replay is at its end. */
const isLive = ({ frames, index }: Replay): boolean => index === frames.length - 1

/** Shows the newest signals of a run that trains, if the canvas has its network. */
async function followLive(run: RunId): Promise<void> {
  const isOpen = createOpenCheck()
  useReplay.setState({ pending: run })
  try {
    const { network, frames } = await readRun(run)
    const isStill = isOpen() && useSignals.getState().isOn && !closed.has(run)
    if (isStill && frames.length > 0 && isDrawn(useApp.getState(), network)) open(network, frames)
    else closed.add(run)
  } catch (error) {
    closed.add(run)
    console.info('Signals of a run cannot be followed:', error)
  } finally {
    useReplay.setState({ pending: null })
  }
}

/** Milliseconds that a replay takes, and the least and most of one step. */
const PLAY_MS = 8000
const STEP_MS = [60, 700] as const

let timer: ReturnType<typeof setTimeout> | undefined

/** Plays from the shown moment, at the end from the start; or pauses. */
export function togglePlay(): void {
  const { replay } = useSignals.getState()
  if (!replay) return
  const isPlaying = !useReplay.getState().isPlaying
  if (isPlaying && isLive(replay)) moveReplay(0)
  useReplay.setState({ isPlaying })
  if (isPlaying) schedule()
}

function schedule(): void {
  clearTimeout(timer)
  const count = useSignals.getState().replay?.frames.length ?? 1
  timer = setTimeout(step, Math.min(Math.max(PLAY_MS / count, STEP_MS[0]), STEP_MS[1]))
}

function step(): void {
  const { replay } = useSignals.getState()
  if (!replay || !useReplay.getState().isPlaying) return
  moveReplay(replay.index + 1)
  if (replay.index + 2 >= replay.frames.length) useReplay.setState({ isPlaying: false })
  else schedule()
}

/** Follows runs and the document from now on. @returns a function that stops */
export function followReplay(): () => void {
  useRunSignals.setState({ areWanted: useSignals.getState().isOn })
  const stops = [
    useSignals.subscribe(({ isOn, replay }, previous) => {
      if (isOn !== previous.isOn) useRunSignals.setState({ areWanted: isOn })
      if (!replay && previous.replay) useReplay.setState({ network: null, isPlaying: false })
    }),
    useRunSignals.subscribe(({ newest }, previous) => {
      if (newest && newest !== previous.newest) void onNewest(newest)
    }),
    useApp.subscribe(onAppChange),
  ]
  return () => {
    clearTimeout(timer)
    for (const stop of stops) stop()
  }
}

/** An edit of the replayed network, or another variant, is what a person wants to see. */
function onAppChange(state: AppState, previous: AppState): void {
  const { network } = useReplay.getState()
  if (!network || !useSignals.getState().replay) return
  if (state.history === previous.history && state.variant === previous.variant) return
  if (state.variant !== previous.variant || (isDrawn(previous, network) && !isDrawn(state, network)))
    leaveReplay()
}
