/** Handles where a node's inputs are: its upper side, or its left one in a network that runs to the right. Where the order of the inputs matters (Subtract, Concatenate, Dot) each has a numbered one of
 *  its own, and a further one waits for the next wire; else one takes all wires. Pure. */
import { inputsOf, type LayerDefinition } from '../../shared/layers/layer.ts'

/** Of a numbered handle: its input, and its middle from the side's beginning in pixels. */
export interface NumberedInput {
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
): NumberedInput[] {
  if (definition === null) return []
  const { min, max, ordered } = inputsOf(definition)
  if (max < 2 || !ordered) return []
  const n = Math.max(Math.min(Math.max(min, wires + 1), max), last + 1)
  const gap = Math.min(GAP, (side - 12) / n)
  return Array.from({ length: n }, (_, port) => ({ port, at: side / 2 + (port - (n - 1) / 2) * gap }))
}

/** The input a handle stands for; null for a handle that takes all wires. */
export const inputOf = (handle: string | null | undefined): number | null =>
  handle === null || handle === undefined ? null : Number(handle)
