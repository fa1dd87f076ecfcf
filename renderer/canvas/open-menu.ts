/** Opens the context menu: at the pointer, or by key beside what has the focus. What is pointed at is selected first. */
import type { Point } from '../commands/command.ts'
import { useApp } from '../state/store.ts'
import { noteOf } from './notes.ts'

/** Pixels from a thing's upper left corner to its menu. */
const INSIDE = 24

/** Selects the layer, note or wire an element belongs to, unless it is part of what is selected already. */
function selectWith(element: Element): void {
  const { selection, select } = useApp.getState()
  const node = element.closest<HTMLElement>('.react-flow__node')?.dataset.id
  const edge = element.closest('.react-flow__edge')?.getAttribute('data-id')
  if (node !== undefined) {
    const note = noteOf(node)
    if (note === null && !selection.nodes.includes(node)) select({ nodes: [node] })
    if (note !== null && !selection.notes.includes(note)) select({ notes: [note] })
  } else if (edge) {
    if (!selection.edges.includes(edge)) select({ edges: [edge] })
  } else if (!element.closest('.react-flow__nodesselection')) select({})
}

/** On the canvas: the wire, layer or note with the focus, else the canvas. */
function byKey(): Point {
  const focused = document.activeElement?.closest('.react-flow__node, .react-flow__edge')
  if (!focused) return useApp.getState().canvas?.middle() ?? { x: 0, y: 0 }
  selectWith(focused)
  const box = focused.getBoundingClientRect()
  return { x: box.left + Math.min(INSIDE, box.width / 2), y: box.top + Math.min(INSIDE, box.height / 2) }
}

export function openMenu(at?: Point): void {
  const { x, y } = at ?? byKey()
  useApp.setState({ menu: { x, y } })
}

/** The pointer's right button, or a long press. */
export function openMenuAt(event: React.MouseEvent): void {
  const target = event.target as Element
  // A note that is being written in has the system's own menu.
  if (target.closest('textarea, input')) return
  event.preventDefault()
  selectWith(target)
  openMenu({ x: event.clientX, y: event.clientY })
}
