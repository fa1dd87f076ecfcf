/** Signals in the window: whether they are shown, and the figures of each variant. The choice is stored between starts; the figures are
 *  derived from the document (follow.ts) and never stored. */
import { create } from 'zustand'
import type { NetworkId } from '../../shared/document/document.ts'
import type { RunId } from '../../shared/ipc/contract/index.ts'
import type { ProblemData } from '../../shared/problem.ts'
import type { Signals, SignalsFrame } from '../../shared/signals/signals.ts'
import { closeActivations, useActivations } from '../state/activations.ts'

export interface SignalsEntry {
  /** null until they have been computed once. */
  readonly signals: Signals | null
  /** Computed for an older drawing, or another draw. */
  readonly isStale: boolean
  /** Why they could not be computed for the present drawing. */
  readonly problems: readonly ProblemData[]
}

/** The signals that a run has kept, and the one of them that is shown. */
export interface Replay {
  readonly run: RunId
  /** Oldest first. */
  readonly frames: readonly SignalsFrame[]
  readonly index: number
}

export interface SignalsState {
  readonly isOn: boolean
  /** Added to the document's seed: other initial weights. */
  readonly draw: number
  readonly byVariant: ReadonlyMap<NetworkId, SignalsEntry>
  /** The variant whose signals are being computed. */
  readonly computing: NetworkId | null
  /** A moment of a run shown in place of the drawing. */
  readonly replay: Replay | null
}

const KEY = 'layerloom.signals'

/** Off if the storage is disabled or contains foreign data, as initially. */
function loadIsOn(): boolean {
  try {
    return globalThis.localStorage?.getItem(KEY) === 'on'
  } catch {
    return false
  }
}

const OFF = { isOn: false, draw: 0, byVariant: new Map(), computing: null, replay: null }

export const useSignals = create<SignalsState>()(() => ({ ...OFF, isOn: loadIsOn() }))

/** Of the moment of a run that is shown, else of the variant; null while there are none. */
export const shownSignals = ({ replay, byVariant }: SignalsState, variant: NetworkId): Signals | null =>
  replay ? (replay.frames[replay.index]?.signals ?? null) : (byVariant.get(variant)?.signals ?? null)

/** Turns the signals on, which take the place of the activations beside the nodes, or off. */
export function toggleSignals(): void {
  const { isOn } = useSignals.getState()
  if (!isOn) closeActivations()
  useSignals.setState(isOn ? OFF : { isOn: true })
}

/** Computes the signals again with other initial weights. */
export const anotherDraw = (): void => useSignals.setState(({ draw }) => ({ draw: draw + 1 }))

/** Shows a moment of a run. */
export function setReplay(replay: Replay): void {
  closeActivations()
  useSignals.setState({ isOn: true, replay })
}

export const closeReplay = (): void => useSignals.setState({ replay: null })

useActivations.subscribe(({ shown }) => {
  if (shown !== null && useSignals.getState().isOn) toggleSignals()
})

useSignals.subscribe(({ isOn }, previous) => {
  if (isOn === previous.isOn) return
  try {
    globalThis.localStorage?.setItem(KEY, isOn ? 'on' : 'off')
  } catch (error) {
    console.warn('Whether signals are shown could not be remembered:', error)
  }
})
