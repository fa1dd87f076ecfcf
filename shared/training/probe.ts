/** A probe: a program that gives named tensors of a batch – the outputs of layers, the gradients there, the gradients of weights and their
 *  updates – as what is measured of each. Every layer has it, as the tensors are those of the graph that trains and predicts. */
import { behindNames } from '../catalog/losses/loss.ts'
import type { NodeId } from '../document/document.ts'
import type { Config } from '../fields/index.ts'
import { gradients } from '../graph/gradients.ts'
import type { Ops } from '../graph/graph.ts'
import { isOp, type Tensor } from '../graph/op.ts'
import { sigmoid } from '../graph/ops/activations.ts'
import { identity } from '../graph/ops/arrays.ts'
import { softmax } from '../graph/ops/softmax.ts'
import type { Program, StateSpec } from '../graph/program.ts'
import { type Model, neededCalls } from '../model/model.ts'
import type { Build } from './layer-builder.ts'
import { computeLossAndSums } from './loss-and-metrics.ts'
import { optimize } from './optimize.ts'
import { beginProgram, forward } from './plan.ts'
import type { PlanSettings } from './plan-settings.ts'

/** `output`: of a call of a layer.
 *  `outputGradient`: of the sum over rows of each row's own loss, without penalties, by the outputs of a call. Calls of Inputs, and those
 *  that no loss depends on, have none. At the outputs of a final softmax or sigmoid it is that of the loss as a function of
 *  probabilities; before it, that of the loss on logits, as in training.
 *  `weightGradient`: of the mean loss with its penalties, by a trained weight, as the optimizer gets it.
 *  `update`: the change of a trained weight in a step, with what limits, decays and constrains it. */
export type ProbedKind = 'output' | 'outputGradient' | 'weightGradient' | 'update'

export interface ProbedTensor {
  readonly kind: ProbedKind
  /** Unique in the probe: `output/3`, `weightGradient/dense/kernel`. */
  readonly name: string
  /** Name of the layer. */
  readonly layer: string
  /** The node of the call; of a weight, the node that calls the layer first. */
  readonly node: NodeId
  /** Index of the call in the model; of a weight, that of the first call of its layer. */
  readonly call: number
  /** Name of the state: `dense/kernel`; null for outputs. */
  readonly weight: string | null
  /** With the rows of the batch; of a weight, its own. */
  readonly shape: readonly number[]
}

/** What is computed of a tensor inside the program, so that large tensors need not leave it. */
export type Measure = (m: Ops, tensor: Tensor) => Tensor

export interface Probe<M extends string> {
  /** Reads the states and a batch of data, and changes nothing. */
  readonly program: Program
  /** The states that the program reads. */
  readonly states: readonly StateSpec[]
  /** In the order of computation: forward for outputs, then backward from the last layer. */
  readonly tensors: readonly ProbedTensor[]
  /** Name of the program's result. */
  resultOf(tensor: ProbedTensor, measure: M): string
}

export interface ProbeOptions<M extends string> {
  /** As in a step of training, or as in a prediction. */
  readonly training: boolean
  readonly kinds: readonly ProbedKind[]
  readonly measures: { readonly [name in M]: Measure }
}

/** Name of the result with the mean loss and its penalties, of a probe that has gradients. */
export const PROBED_LOSS = 'loss'

export function buildProbe<M extends string>(
  settings: PlanSettings,
  batch: number,
  { training, kinds, measures }: ProbeOptions<M>,
): Probe<M> {
  const states = new Map<string, StateSpec>()
  const b = beginProgram(states, batch, training, false, settings.seed)
  const { m } = b
  const { calls } = settings.model
  const has = (kind: ProbedKind) => kinds.includes(kind)
  const tensors: ProbedTensor[] = []
  const results = new Map<string, Tensor>()
  const resultOf = ({ name }: ProbedTensor, measure: M) => `${measure}/${name}`
  const add = (tensor: Tensor, kind: ProbedKind, call: number, weight: string | null = null) => {
    if (!has(kind)) return
    const { layer, node } = calls[call]!
    const name = `${kind}/${weight ?? call + 1}`
    const shape = tensor.shape as readonly number[]
    const probed = { kind, name, layer: layer.name, node, call, weight, shape }
    tensors.push(probed)
    for (const measure of Object.keys(measures) as M[])
      results.set(resultOf(probed, measure), measures[measure](m, tensor))
  }
  const named: Tensor[] = []
  const lastNeeded = Math.max(...settings.model.outputs)
  let needed = { penalties: 0, trained: new Set<string>() }
  const predictions = forward(b, settings, batch, (_, value, call) => {
    add(value, 'output', call)
    // Two calls may be one operation, and gradients are those of a call.
    named[call] = has('outputGradient') ? m.identity(value, `call/${call}`) : value
    if (call === lastNeeded) needed = { penalties: b.penalties.length, trained: new Set(b.trained.keys()) }
    return named[call]!
  })
  // What no Output needs is computed but not trained.
  b.penalties.length = needed.penalties
  for (const name of b.trained.keys()) if (!needed.trained.has(name)) b.trained.delete(name)
  if (kinds.some((kind) => kind !== 'output')) {
    const mean = m.mean(computeLossAndSums(b, settings, predictions, batch).loss)
    results.set(
      PROBED_LOSS,
      b.penalties.reduce((sum, penalty) => m.add(sum, penalty), mean),
    )
    const found = backward(b, settings.model, mean, has('outputGradient') ? named : [])
    if (has('outputGradient')) {
      const ends = endGradients(b, settings, predictions, batch)
      for (const [call, gradient] of [...found.calls].reverse())
        add(m.mul(m.cast(ends.get(named[call]!) ?? gradient, 'float32'), batch), 'outputGradient', call)
    }
    const { optimizer, model } = settings
    const weights = [...b.trained.keys()].map((name) => {
      const layer = name.slice(0, name.lastIndexOf('/'))
      return { name, call: model.calls.findIndex((call) => call.layer.name === layer) }
    })
    if (has('update')) optimize(b, optimizer, found.weights)
    for (const [i, { name, call }] of [...weights.entries()].reverse()) {
      add(found.weights[i]!, 'weightGradient', call, name)
      if (has('update')) add(m.sub(b.next.get(name)!, b.trained.get(name)!), 'update', call, name)
    }
  }
  return {
    program: { ops: m.graph.ops, batch, next: new Map(), results },
    states: [...states.values()],
    tensors,
    resultOf,
  }
}

/** The calls, but those of Inputs, that an Output depends on. */
const learning = (model: Model): number[] =>
  [...neededCalls(model)]
    .filter((i) => model.calls[i]!.layer.definition.role !== 'input')
    .sort((a, b) => a - b)

/** @param mean loss of the rows without penalties
 *  @param named value of each call, if their gradients are asked for
 *  @returns gradients of the mean loss by the outputs of calls, and of the same with its penalties by the trained weights */
function backward(
  { m, trained, penalties }: Build,
  model: Model,
  mean: Tensor,
  named: readonly Tensor[],
): { readonly calls: ReadonlyMap<number, Tensor>; readonly weights: readonly Tensor[] } {
  const weights = [...trained.values()]
  const wanted = named.length > 0 ? learning(model) : []
  const found = gradients(m.graph, mean, [...wanted.map((call) => named[call]!), ...weights])
  const calls = new Map(wanted.map((call, i) => [call, found[i]!]))
  const ofMean = found.slice(wanted.length)
  if (penalties.length === 0) return { calls, weights: ofMean }
  const ofPenalties = gradients(
    m.graph,
    penalties.reduce((sum, penalty) => m.add(sum, penalty)),
    weights,
  )
  return { calls, weights: ofMean.map((gradient, i) => m.add(gradient, ofPenalties[i]!)) }
}

/** Gradients by the outputs of a final softmax or sigmoid. The loss goes around them, as in Keras (losses/loss.ts, logitsOf), so that they
 *  would have none: this is the loss that takes their values.
 *  @returns by the named values */
function endGradients(
  b: Build,
  settings: PlanSettings,
  predictions: readonly Tensor[],
  batch: number,
): ReadonlyMap<Tensor, Tensor> {
  const { m } = b
  const isEnd = (x: Tensor) => isOp(behindNames(x), softmax) || isOp(behindNames(x), sigmoid)
  const ends = new Set(predictions.filter(isEnd).flatMap(namesOf))
  if (ends.size === 0) return new Map()
  const { model } = settings
  const isOutput = new Map(model.outputs.map((call, i) => [call, isEnd(predictions[i]!)]))
  const calls = model.calls.map((call, i) =>
    isOutput.get(i)
      ? { ...call, layer: { ...call.layer, props: withProbabilities(call.layer.props) } }
      : call,
  )
  // A reshape, which the loss does not look behind.
  const values = predictions.map((x) => m.reshape(x, x.shape))
  const { loss } = computeLossAndSums(b, { ...settings, model: { ...model, calls } }, values, batch)
  const found = gradients(m.graph, m.mean(loss), [...ends])
  return new Map([...ends].map((end, i) => [end, found[i]!]))
}

/** The names that a value was given one after the other: those of the call of a layer, and of its Output. */
function namesOf(x: Tensor): Tensor[] {
  return isOp(x, identity) ? [x, ...namesOf(x.inputs[0]!)] : []
}

/** Properties of an Output whose loss takes probabilities. */
const withProbabilities = (props: { readonly [field: string]: unknown }) => {
  const loss = props.loss as Config
  return 'from_logits' in loss ? { ...props, loss: { ...loss, from_logits: false } } : props
}
