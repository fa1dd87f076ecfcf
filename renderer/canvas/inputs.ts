/** Handles where a node's inputs and outputs are: its upper and lower side, or its left and right one in a network that runs to the
 *  right. Where the order of the inputs matters (Subtract, Concatenate, Dot) each has a numbered one of its own, and a further one waits
 *  for the next wire; else one takes all wires. Outputs are numbered where there are several. Pure. */
import type { NodeId, Port } from '../../shared/document/document.ts'
import { inputsOf, type LayerDefinition } from '../../shared/layers/layer.ts'

/** Of a numbered handle: its input or output, and its middle from the side's beginning in pixels. */
export interface NumberedHandle {
  readonly port: number
  readonly at: number
}

/** Room between two numbered handles, while they fit. */
const GAP = 36

/** Numbered handles of a node with so many wires on its inputs, the highest of which is `last`; empty where one handle takes all.
 *  @param side how long the node's side is, in pixels */
export function numberedInputs(
  definition: LayerDefinition | null,
  wires: number,
  last: number,
  side: number,
): NumberedHandle[] {
  if (definition === null) return []
  const { min, max, ordered } = inputsOf(definition)
  if (max < 2 || !ordered) return []
  const n = Math.max(Math.min(Math.max(min, wires + 1), max), last + 1)
  return spread(n, side)
}

/** Numbered handles of the outputs of a node; `last`: the highest that a wire leaves from. Empty where there is one output. */
export function numberedOutputs(
  definition: LayerDefinition | null,
  last: number,
  side: number,
): NumberedHandle[] {
  const outputs = definition?.outputs ?? 1
  return outputs < 2 ? [] : spread(Math.max(outputs, last + 1), side)
}

function spread(n: number, side: number): NumberedHandle[] {
  const gap = Math.min(GAP, (side - 12) / n)
  return Array.from({ length: n }, (_, port) => ({ port, at: side / 2 + (port - (n - 1) / 2) * gap }))
}

/** The port that a numbered handle stands for; null for a handle that takes all wires. */
export const portOf = (handle: string | null | undefined): number | null =>
  handle === null || handle === undefined ? null : Number(handle)

/** The output a handle stands for: the first where handles have no numbers. */
export const outputOf = (node: NodeId, handle: string | null | undefined): Port => ({
  node,
  port: portOf(handle) ?? 0,
})
