/** How a figure of the hidden layers changes with depth. */
import type { ModelCall } from '../model/model.ts'
import type { Subject } from './subject.ts'

/** From an earlier to a later hidden layer. */
export interface Rise {
  readonly first: ModelCall
  readonly last: ModelCall
  /** Value at `last` ÷ value at `first`. */
  readonly ratio: number
  /** Layers with a kernel after `first`, up to `last`. */
  readonly steps: number
  /** The hidden layers with a kernel on the ways from `first` to `last`, with both. */
  readonly between: readonly ModelCall[]
}

interface Low {
  readonly call: number
  readonly value: number
}

/** The largest rise of a figure from a hidden layer with a kernel to one that its output reaches; null: there are no two such layers.
 *  @param value null, 0 or not finite: the layer is passed over */
export function largestRise(subject: Subject, value: (call: ModelCall) => number | null): Rise | null {
  const { model, hidden } = subject
  const lows: (Low | null)[] = []
  let best: { readonly low: Low; readonly last: number; readonly ratio: number } | null = null
  for (const [i, call] of model.calls.entries()) {
    const before = call.inputs.reduce<Low | null>((low, input) => lower(low, lows[input]!), null)
    const own = hidden[i] && call.layer.definition.affine ? value(call) : null
    if (own === null || !Number.isFinite(own) || own <= 0) {
      lows.push(before)
      continue
    }
    if (before && own / before.value > (best?.ratio ?? 0))
      best = { low: before, last: i, ratio: own / before.value }
    lows.push(lower(before, { call: i, value: own }))
  }
  if (!best) return null
  const between = affineBetween(subject, best.low.call, best.last)
  return {
    first: model.calls[best.low.call]!,
    last: model.calls[best.last]!,
    ratio: best.ratio,
    steps: between.length - 1,
    between,
  }
}

const lower = (a: Low | null, b: Low | null): Low | null => (a && b ? (b.value < a.value ? b : a) : (a ?? b))

/** Indices of the calls that lead to a call, with itself. */
export function ancestors({ model: { calls } }: Pick<Subject, 'model'>, of: number): ReadonlySet<number> {
  const found = new Set([of])
  for (let i = of; i >= 0; i--) if (found.has(i)) for (const input of calls[i]!.inputs) found.add(input)
  return found
}

function affineBetween(subject: Subject, first: number, last: number): readonly ModelCall[] {
  const { calls } = subject.model
  const before = ancestors(subject, last)
  const after = new Set([first])
  for (let i = first + 1; i <= last; i++) if (calls[i]!.inputs.some((input) => after.has(input))) after.add(i)
  return calls.filter((call, i) => before.has(i) && after.has(i) && call.layer.definition.affine)
}
