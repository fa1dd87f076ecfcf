/** A program that finds the first layer output and the first gradient with values that are not finite. It runs once, after a loss that
 *  was not finite. */
import type { NodeId } from '../document/document.ts'
import { gradients } from '../graph/gradients.ts'
import type { Tensor } from '../graph/op.ts'
import type { Program } from '../graph/program.ts'
import type { ModelCall } from '../model/model.ts'
import { computeLossAndSums } from './loss-and-metrics.ts'
import { beginProgram, forward } from './plan.ts'
import type { PlanSettings } from './plan-settings.ts'

/** A layer, and the name of the result that counts its values that are not finite. */
export interface LayerProbe {
  readonly layer: string
  readonly node: NodeId
  readonly result: string
}
export interface Diagnosis {
  /** Reads the states and data of a training step and changes nothing. */
  readonly program: Program
  /** In the order of computation: forward for outputs, backward from the last layer for gradients. */
  readonly outputs: readonly LayerProbe[]
  readonly gradients: readonly LayerProbe[]
}

export function buildDiagnosis(settings: PlanSettings, batch: number): Diagnosis {
  const b = beginProgram(new Map(), batch, true, false, settings.seed)
  const { m } = b
  const results = new Map<string, Tensor>()
  const countNonFinite = (name: string, x: Tensor): string => {
    results.set(name, m.sum(m.sub(1, m.cast(m.isFinite(x), 'float32'))))
    return name
  }
  const outputs: LayerProbe[] = []
  const calls: ModelCall[] = []
  const predictions = forward(b, settings, batch, (call, value) => {
    calls.push(call)
    const { name } = call.layer
    outputs.push({ layer: name, node: call.node, result: countNonFinite(`output/${calls.length}`, value) })
  })
  const mean = m.mean(computeLossAndSums(b, settings, predictions, batch).loss)
  const loss = b.penalties.reduce((sum, p) => m.add(sum, p), mean)
  const names = [...b.trained.keys()]
  const grads = gradients(m.graph, loss, [...b.trained.values()])
  const gradientProbes = names.map((name, i): LayerProbe => {
    const layer = name.slice(0, name.lastIndexOf('/'))
    const node = calls.find((c) => c.layer.name === layer)!.node
    return { layer, node, result: countNonFinite(`gradient/${name}`, grads[i]!) }
  })
  return {
    program: { ops: m.graph.ops, batch, next: new Map(), results },
    outputs,
    gradients: gradientProbes.reverse(),
  }
}
