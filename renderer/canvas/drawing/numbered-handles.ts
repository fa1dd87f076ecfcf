/** Numbered handles on a node's upper and lower side, or on its left and right side in a network that runs to the right. Where the order
 *  of inputs matters (Subtract, Concatenate, Dot), each input has a numbered handle and one more is free for the next wire; otherwise
 *  one handle takes all wires. Outputs are numbered where there are several. Pure. */

import { inputArity, type LayerDefinition } from '../../../shared/catalog/layers/layer.ts'
import type { NodeId, Port } from '../../../shared/document/document.ts'

/** A numbered handle: its input or output, and the distance of its centre from the start of the side, in pixels. */
export interface NumberedHandle {
  readonly port: number
  readonly offset: number
}

/** The gap between two numbered handles, in pixels, while they fit. */
const HANDLE_GAP = 36

/** The numbered handles of a node's inputs; empty where one handle takes all wires.
 *  @param wires the number of wires into the node @param highest the highest input that has a wire, or -1
 *  @param sideLength the length of the node's side, in pixels */
export function numberedInputs(
  definition: LayerDefinition | null,
  wires: number,
  highest: number,
  sideLength: number,
): NumberedHandle[] {
  if (definition === null) return []
  const { min, max, ordered } = inputArity(definition)
  if (max < 2 || !ordered) return []
  const n = Math.max(Math.min(Math.max(min, wires + 1), max), highest + 1)
  return distribute(n, sideLength)
}

/** The numbered handles of a node's outputs; empty where there is one output.
 *  @param highest the highest output that has a wire, or -1 @param sideLength the length of the node's side, in pixels */
export function numberedOutputs(
  definition: LayerDefinition | null,
  highest: number,
  sideLength: number,
): NumberedHandle[] {
  const outputs = definition?.outputs ?? 1
  return outputs < 2 ? [] : distribute(Math.max(outputs, highest + 1), sideLength)
}

function distribute(n: number, sideLength: number): NumberedHandle[] {
  const gap = Math.min(HANDLE_GAP, (sideLength - 12) / n)
  return Array.from({ length: n }, (_, port) => ({
    port,
    offset: sideLength / 2 + (port - (n - 1) / 2) * gap,
  }))
}

/** The port of a numbered handle; null for a handle that takes all wires. */
export const portOf = (handle: string | null | undefined): number | null =>
  handle === null || handle === undefined ? null : Number(handle)

/** The output of a handle: the first where handles have no numbers. */
export const outputOf = (node: NodeId, handle: string | null | undefined): Port => ({
  node,
  port: portOf(handle) ?? 0,
})
