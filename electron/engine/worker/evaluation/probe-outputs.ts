/** Runs a trained network on one row and describes what each node has put out. */

import { heatPicture, type NodeOutput, outputFigures } from '../../../../shared/evaluation/node-output.ts'
import type { Model } from '../../../../shared/model/model.ts'
import { buildProbe } from '../../../../shared/training/probe.ts'
import type { Executor } from '../../executors/executor.ts'
import type { TrainedNetwork } from './network.ts'

/** @param features of the row, as they are stored */
export function probeOutputs(
  { settings, states }: Pick<TrainedNetwork, 'settings' | 'states'>,
  features: Float32Array | Uint8Array,
  executor: Executor,
): readonly NodeOutput[] {
  const probe = buildProbe(settings, 1, {
    training: false,
    kinds: ['output'],
    measures: { value: (m, x) => m.cast(x, 'float32') },
  })
  const { results } = executor.evaluate(probe.program, new Map([...states, ['data:x', features]]))
  const outputs = probe.tensors.map((tensor): NodeOutput => {
    const values = results.get(probe.resultOf(tensor, 'value')) as Float32Array
    const shape = tensor.shape.slice(1)
    return {
      node: tensor.node,
      layer: tensor.layer,
      shape,
      figures: outputFigures(values),
      picture: heatPicture(values, shape),
    }
  })
  return [...outputs, ...outputsOfBlocks(settings.model, outputs)]
}

/** The first output of each group; of a repeated one that of its last repetition. */
function outputsOfBlocks({ blocks }: Model, outputs: readonly NodeOutput[]): readonly NodeOutput[] {
  const byNode = new Map(outputs.map((output) => [output.node, output]))
  const ofGroups = new Map<string, NodeOutput>()
  for (const { prefix, outputs: passed } of blocks) {
    const output = passed[0] ? byNode.get(passed[0]) : undefined
    const group = prefix.replace(/#\d+$/, '')
    if (output) ofGroups.set(group, { ...output, node: group })
  }
  return [...ofGroups.values()]
}
