/** Ladders: how gradient and signal change over the depth of a network. */
import type { NodeId } from '../document/document.ts'
import type { CallSignals, GradientSignals, OutputSignals, Signals } from './signals.ts'

/** How the calls of a network are connected; a `Model` is one. */
export interface Wiring {
  /** In the order of computation. */
  readonly calls: readonly {
    readonly node: NodeId
    /** Indices of earlier calls. */
    readonly inputs: readonly number[]
  }[]
}

/** One call of a layer with a trainable matrix of weights. */
export interface Rung {
  readonly node: NodeId
  /** Keras name of the layer. */
  readonly layer: string
  /** Rungs on the longest way from an Input to this one, without itself. */
  readonly depth: number
  /** Indices of the rungs that lead here without another rung between. */
  readonly from: readonly number[]
  readonly outputs: OutputSignals
  /** null: no loss depends on the outputs. */
  readonly gradients: GradientSignals | null
}

export interface Ladder {
  /** In the order of computation. */
  readonly rungs: readonly Rung[]
  /** null: fewer than two rungs have a gradient. */
  readonly change: GradientChange | null
  /** Mean loss of the rows with penalties; null without a loss. */
  readonly loss: number | null
}

/** From the deepest rung back to the first one that leads to it. */
export interface GradientChange {
  readonly first: Rung
  readonly last: Rung
  /** Mean |gradient| at `last` ÷ that at `first`: above 1 it vanishes on its way back, below 1 it grows. Infinity if only the first is 0,
   *  NaN if both are 0 or one is not finite. */
  readonly ratio: number
  /** The same for one rung: the geometric mean. */
  readonly perLayer: number
}

/** The hidden layers with a trainable matrix of weights, since the gradient at the outputs of the last one is not comparable: it is that of
 *  the loss itself. Biases and normalizations are no rungs, so that networks with and without them have the same depth.
 *  @param wiring null: each call follows the one before */
export function ladderOf(signals: Signals, wiring: Wiring | null): Ladder {
  const calls = wiring?.calls ?? signals.calls.map(({ node }, i) => ({ node, inputs: i > 0 ? [i - 1] : [] }))
  const isWeighted = weightedCalls(signals, calls)
  const hidden = hiddenCalls(calls, isWeighted)
  const isRung = isWeighted.some((each, i) => each && hidden[i])
    ? isWeighted.map((each, i) => each && hidden[i]!)
    : isWeighted
  const rungs = rungsOf(signals, calls, isRung)
  return { rungs, change: changeOf(rungs), loss: signals.loss }
}

function weightedCalls({ calls, weights }: Signals, wired: Wiring['calls']): readonly boolean[] {
  const layers = new Set(
    weights.filter(({ trainable, shape }) => trainable && shape.length > 1).map(({ layer }) => layer),
  )
  const layerOf = new Map(calls.map(({ node, layer }) => [node, layer]))
  return wired.map(({ node }) => layers.has(layerOf.get(node) ?? ''))
}

/** Whether a call with weights follows each call. */
function hiddenCalls(calls: Wiring['calls'], isWeighted: readonly boolean[]): readonly boolean[] {
  const hidden = calls.map(() => false)
  for (let i = calls.length - 1; i >= 0; i--)
    if (hidden[i] || isWeighted[i]) for (const input of calls[i]!.inputs) hidden[input] = true
  return hidden
}

function rungsOf(signals: Signals, calls: Wiring['calls'], isRung: readonly boolean[]): readonly Rung[] {
  const signalsOf = new Map<NodeId, CallSignals>(signals.calls.map((call) => [call.node, call]))
  const rungs: Rung[] = []
  /** Of each call, the last rungs on the ways to its outputs. */
  const leading: (readonly number[])[] = []
  for (const [i, { node, inputs }] of calls.entries()) {
    const from = mergeAll(inputs.map((input) => leading[input]!))
    if (!isRung[i]) {
      leading.push(from)
      continue
    }
    const { layer, outputs, gradients } = signalsOf.get(node)!
    const depth = from.reduce((deepest, rung) => Math.max(deepest, rungs[rung]!.depth + 1), 0)
    leading.push([rungs.length])
    rungs.push({ node, layer, depth, from, outputs, gradients })
  }
  return rungs
}

const mergeAll = (lists: readonly (readonly number[])[]): readonly number[] =>
  lists.length === 1 ? lists[0]! : [...new Set(lists.flat())].sort((a, b) => a - b)

function changeOf(rungs: readonly Rung[]): GradientChange | null {
  let last = -1
  for (const [i, { depth, gradients }] of rungs.entries())
    if (gradients && (last < 0 || depth > rungs[last]!.depth)) last = i
  if (last < 0) return null
  const before = leadingTo(rungs, last)
  const first = rungs.find(({ gradients }, i) => gradients && i < last && before.has(i))
  if (!first) return null
  const ratio = rungs[last]!.gradients!.mean / first.gradients!.mean
  const steps = rungs[last]!.depth - first.depth
  return { first, last: rungs[last]!, ratio, perLayer: ratio ** (1 / steps) }
}

function leadingTo(rungs: readonly Rung[], last: number): ReadonlySet<number> {
  const found = new Set([last])
  for (let i = last; i >= 0; i--) if (found.has(i)) for (const each of rungs[i]!.from) found.add(each)
  return found
}
