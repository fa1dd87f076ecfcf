/** A probe: a program that gives named tensors of a batch – the outputs of layers, the gradients of weights – as what is measured of each.
 *  Every layer has it, as the tensors are those of the graph that trains and predicts. */
import type { NodeId } from '../document/document.ts'
import { gradients } from '../graph/gradients.ts'
import type { Ops } from '../graph/graph.ts'
import type { Tensor } from '../graph/op.ts'
import type { Program } from '../graph/program.ts'
import type { ModelCall } from '../model/model.ts'
import { computeLossAndSums } from './loss-and-metrics.ts'
import { beginProgram, forward } from './plan.ts'
import type { PlanSettings } from './plan-settings.ts'

/** `output`: of a call of a layer; `gradient`: of the loss, by a trained weight. */
export type ProbedKind = 'output' | 'gradient'

export interface ProbedTensor {
  readonly kind: ProbedKind
  /** Unique in the probe: `output/3`, `gradient/dense/kernel`. */
  readonly name: string
  /** Name of the layer. */
  readonly layer: string
  /** The node of the call; of a gradient, the node that calls the layer first. */
  readonly node: NodeId
  /** With the rows of the batch; of a gradient, the shape of the weight. */
  readonly shape: readonly number[]
}

/** What is computed of a tensor inside the program, so that large tensors need not leave it. */
export type Measure = (m: Ops, tensor: Tensor) => Tensor

export interface Probe<M extends string> {
  /** Reads the states and a batch of data, and changes nothing. */
  readonly program: Program
  /** In the order of computation: forward for outputs, then backward from the last layer for gradients. */
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

export function buildProbe<M extends string>(
  settings: PlanSettings,
  batch: number,
  { training, kinds, measures }: ProbeOptions<M>,
): Probe<M> {
  const b = beginProgram(new Map(), batch, training, false, settings.seed)
  const { m } = b
  const tensors: ProbedTensor[] = []
  const results = new Map<string, Tensor>()
  const resultOf = ({ name }: ProbedTensor, measure: M) => `${measure}/${name}`
  const add = (tensor: Tensor, described: Omit<ProbedTensor, 'shape'>) => {
    if (!kinds.includes(described.kind)) return
    const probed = { ...described, shape: tensor.shape as readonly number[] }
    tensors.push(probed)
    for (const measure of Object.keys(measures) as M[])
      results.set(resultOf(probed, measure), measures[measure](m, tensor))
  }
  const calls: ModelCall[] = []
  const predictions = forward(b, settings, batch, (call, value) => {
    calls.push(call)
    const { node, layer } = call
    add(value, { kind: 'output', name: `output/${calls.length}`, layer: layer.name, node })
  })
  if (kinds.includes('gradient')) {
    const mean = m.mean(computeLossAndSums(b, settings, predictions, batch).loss)
    const loss = b.penalties.reduce((sum, penalty) => m.add(sum, penalty), mean)
    const names = [...b.trained.keys()]
    const found = gradients(m.graph, loss, [...b.trained.values()])
    for (const [i, name] of [...names.entries()].reverse()) {
      const layer = name.slice(0, name.lastIndexOf('/'))
      const { node } = calls.find((call) => call.layer.name === layer)!
      add(found[i]!, { kind: 'gradient', name: `gradient/${name}`, layer, node })
    }
  }
  return { program: { ops: m.graph.ops, batch, next: new Map(), results }, tensors, resultOf }
}
