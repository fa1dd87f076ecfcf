/** DOM elements of the canvas's nodes and notes. All look-ups start at the main canvas: a compared variant has nodes with the same ids. */
import type { NodeId } from '../../shared/document/document.ts'
import { focusNextFrame } from '../ui/focus.ts'

const CANVAS = '[data-focus="canvas"]'

export const canvasElement = (): HTMLElement | null => document.querySelector<HTMLElement>(CANVAS)

/** The element of a node or note; null when it is out of view, as only the visible part of a large network is rendered. */
export const elementOf = (viewId: string): HTMLElement | null =>
  document.querySelector<HTMLElement>(`${CANVAS} .react-flow__node[data-id="${CSS.escape(viewId)}"]`)

/** The view id of the topmost node at a point of the screen. React Flow's frame over a box selection is ignored. */
export const nodeAt = ({ x, y }: { readonly x: number; readonly y: number }): string | undefined =>
  document
    .elementsFromPoint(x, y)
    .find((element) => !element.matches('.react-flow__nodesselection-rect'))
    ?.closest<HTMLElement>(`${CANVAS} .react-flow__node`)?.dataset.id

/** Focuses the node that was just added, so that the next key applies to it. */
export function focusOn(node: NodeId | undefined): void {
  if (node !== undefined) focusNextFrame(() => elementOf(node))
}
