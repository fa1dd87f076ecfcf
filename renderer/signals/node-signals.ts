/** The signals of a node, and what is unusual about them. Pure. */

import type { NodeId } from '../../shared/document/document.ts'
import type { Structure } from '../../shared/model/structure.ts'
import type { Wiring } from '../../shared/signals/ladder.ts'
import { ladderOf } from '../../shared/signals/ladder.ts'
import type { CallSignals, Signals } from '../../shared/signals/signals.ts'

/** How a gradient compares with that at the last hidden layer. */
export type GradientLevel = 'very low' | 'low' | 'usual' | 'high' | 'very high'

/** `first`: values that are not finite begin here; `after`: they come from an earlier layer. */
export type Fault = 'first' | 'after'

/** Times the gradient at the last hidden layer, from which on another one is unusual. In healthy networks all are within a factor of 3
 *  (measured on the examples); Glorot and Bengio 2010 ask for equal ones. */
const UNUSUAL = 1000
const EXTREME = 10_000

/** Signals prepared for the nodes of a canvas. */
export interface SignalsIndex {
  readonly signals: Signals
  readonly callOf: ReadonlyMap<NodeId, CallSignals>
  /** Mean |gradient| at the last hidden layer, and its name; null: there are no two layers to compare. */
  readonly reference: { readonly layer: string; readonly mean: number } | null
  /** The first call with values that are not finite. */
  readonly firstFault: CallSignals | null
}

/** @param wiring null while the network has an error */
export function indexSignals(signals: Signals, wiring: Wiring | null): SignalsIndex {
  const callOf = new Map(signals.calls.map((call) => [call.node, call]))
  const isOfThese = wiring?.calls.every(({ node }) => callOf.has(node)) ?? false
  const { change } = ladderOf(signals, isOfThese ? wiring : null)
  const mean = change?.last.gradients?.mean ?? 0
  return {
    signals,
    callOf,
    reference: change && mean > 0 ? { layer: change.last.layer, mean } : null,
    firstFault: signals.calls.find(({ outputs }) => outputs.nonFinite > 0) ?? null,
  }
}

/** The call whose outputs a drawn node shows: its own; of a group, that of its first output after the last repetition; of an Input or
 *  Output inside a group, that of the layer that it passes on. */
export function callAt(index: SignalsIndex, { expanded }: Structure, path: NodeId): CallSignals | null {
  const port = expanded.ports.get(path)
  const group = expanded.groups.get(path)
  const source = port ? port.source : group ? group.blocks.at(-1)?.outputs[0] : path
  return (source != null && index.callOf.get(source)) || null
}

export function gradientLevel({ reference }: SignalsIndex, { gradients }: CallSignals): GradientLevel {
  if (!reference || !gradients) return 'usual'
  const ratio = reference.mean / gradients.mean
  if (ratio >= UNUSUAL) return ratio >= EXTREME ? 'very low' : 'low'
  if (ratio <= 1 / UNUSUAL) return ratio <= 1 / EXTREME ? 'very high' : 'high'
  return 'usual'
}

export function faultOf({ firstFault }: SignalsIndex, call: CallSignals): Fault | null {
  if (call.outputs.nonFinite === 0) return null
  return call === firstFault ? 'first' : 'after'
}
