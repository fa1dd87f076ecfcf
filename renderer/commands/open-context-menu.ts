/** Opens the context menu at the pointer, or by key at the focused element. The element is selected first. */
import type { Point } from '../geometry/box.ts'
import { noteIdOf } from '../geometry/view-id.ts'
import { useApp } from '../state/store.ts'

/** Pixels from an element's upper left corner to its menu, when the menu is opened by key. */
const MENU_OFFSET = 24

/** Selects the layer, note or wire that an element belongs to, unless it is already part of the selection. */
function selectAtElement(element: Element): void {
  const { selection, select } = useApp.getState()
  const node = element.closest<HTMLElement>('.react-flow__node')?.dataset.id
  const edge = element.closest('.react-flow__edge')?.getAttribute('data-id')
  if (node !== undefined) {
    const note = noteIdOf(node)
    if (note === null && !selection.nodes.includes(node)) select({ nodes: [node] })
    if (note !== null && !selection.notes.includes(note)) select({ notes: [note] })
  } else if (edge) {
    if (!selection.edges.includes(edge)) select({ edges: [edge] })
  } else if (!element.closest('.react-flow__nodesselection')) select({})
}

/** The point of the menu when it is opened by key: at the focused wire, layer or note, else in the middle of the canvas. */
function keyboardPoint(): Point {
  const focused = document.activeElement?.closest('.react-flow__node, .react-flow__edge')
  if (!focused) return useApp.getState().canvas?.middle() ?? { x: 0, y: 0 }
  selectAtElement(focused)
  const box = focused.getBoundingClientRect()
  return {
    x: box.left + Math.min(MENU_OFFSET, box.width / 2),
    y: box.top + Math.min(MENU_OFFSET, box.height / 2),
  }
}

export function openMenu(at?: Point): void {
  const { x, y } = at ?? keyboardPoint()
  useApp.setState({ menu: { x, y } })
}

/** Handles the `contextmenu` event: the right mouse button, or a long press. */
export function openMenuAt(event: React.MouseEvent): void {
  const target = event.target as Element
  // A text field keeps the system's own menu.
  if (target.closest('textarea, input')) return
  event.preventDefault()
  selectAtElement(target)
  openMenu({ x: event.clientX, y: event.clientY })
}
