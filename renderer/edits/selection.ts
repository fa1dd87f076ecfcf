/** Edits of the selection: delete, duplicate, copy, cut, paste, select all. */
import { directionOf } from '../../shared/document/direction.ts'
import { type Document, mainNetwork, type Network, type Position } from '../../shared/document/document.ts'
import {
  addedNodes,
  addedNotes,
  copy as copyNodes,
  disconnect,
  duplicateNodes,
  labels,
  moveNodes,
  paste as pasteText,
  removeNodes,
  removeNotes,
  setNote,
} from '../../shared/document/edits.ts'
import type { Text } from '../../shared/text.ts'
import type { Point } from '../geometry/box.ts'
import { type Box, boundingBox } from '../geometry/box.ts'
import { boxesOf } from '../geometry/boxes.ts'
import { freeShift } from '../geometry/free-place.ts'
import type { Recipe } from '../state/history.ts'
import { notify } from '../state/notify.ts'
import { focusedDocumentOf, type Selection, useApp } from '../state/store.ts'
import { copyText, readText } from '../ui/clipboard.ts'
import { focusNextFrame } from '../ui/focus.ts'
import { canvasElement } from './elements.ts'

/** Applies an edit as one undo step and selects what it added. */
function editAndSelectAdded(label: Text, recipe: Recipe): void {
  const app = useApp.getState()
  const before = focusedDocumentOf(app)
  app.edit(label, recipe)
  const after = focusedDocumentOf(useApp.getState())
  const nodes = addedNodes(before, after)
  const notes = addedNotes(before, after)
  if (nodes.length + notes.length === 0) return
  app.select({ nodes, notes })
  if (nodes.length > 0) app.canvas?.ensureVisible(nodes[0]!)
}

function removalOf({ nodes, edges, notes }: Selection): Text {
  if (nodes.length + notes.length === 0) return labels.disconnect(edges.length)
  return selectionLabel(labels.removeNodes, labels.removeNotes, labels.removeItems)
}

function remove(label: Text, { nodes, edges, notes }: Selection): void {
  const inOutline = document.activeElement?.closest('[role="tree"]') != null
  useApp
    .getState()
    .edit(label, (document) => removeNotes(removeNodes(disconnect(document, edges), nodes), notes))
  // The focused element was removed: the tree or the canvas gets the focus, so that the next key still works.
  focusNextFrame(() =>
    inOutline ? document.querySelector<HTMLElement>('[role="tree"] [tabindex="0"]') : canvasElement(),
  )
}

export function deleteSelection(): void {
  const { selection } = useApp.getState()
  remove(removalOf(selection), selection)
}

type Label = (n: number) => Text

/** The label for a selection of layers, of notes, or of both. */
function selectionLabel(ofLayers: Label, ofNotes: Label, ofBoth: Label): Text {
  const { nodes, notes } = useApp.getState().selection
  const label = notes.length === 0 ? ofLayers : nodes.length === 0 ? ofNotes : ofBoth
  return label(nodes.length + notes.length)
}

export function duplicate(): void {
  const { nodes, notes } = useApp.getState().selection
  const label = selectionLabel(labels.duplicateNodes, labels.duplicateNotes, labels.duplicateItems)
  editAndSelectAdded(label, (document) => {
    const network = mainNetwork(document)
    const originals = [...boxesOf(network, nodes, notes).values()]
    return duplicateNodes(
      document,
      nodes,
      notes,
      freeShiftFor(network, originals, [...boxesOf(network).values()]),
    )
  })
}

/** The shift after which the boxes overlap nothing, across the network's direction, so that each copy starts a row of its own. */
const freeShiftFor = (network: Network, boxes: readonly Box[], others: readonly Box[]): Position =>
  freeShift(boundingBox(boxes), others, [directionOf(network) === 'right' ? 'down' : 'right'])

/** The text that was last copied here, for when the page has no access to the system's clipboard. */
let lastCopied: string | null = null

/** The selected layers and notes, serialized as text for the clipboard. */
export function textOfSelection(): string {
  const state = useApp.getState()
  const { nodes, notes } = state.selection
  lastCopied = copyNodes(focusedDocumentOf(state), nodes, notes)
  return lastCopied
}

export const copy = (): void => void copyText(textOfSelection())

export function cutSelection(): void {
  const { nodes, notes } = useApp.getState().selection
  remove(selectionLabel(labels.cut, labels.cutNotes, labels.cutItems), { nodes, edges: [], notes })
}

export function cut(): void {
  copy()
  cutSelection()
}

/** The position of the pasted content's upper left corner: the given point, else the selection's position, else the middle of the view. */
function pastePosition(at: Point | undefined): Position {
  const state = useApp.getState()
  const requested = at && state.canvas?.positionAt(at.x, at.y)
  if (requested) return requested
  const { nodes, notes } = state.selection
  const boxes = [...boxesOf(mainNetwork(focusedDocumentOf(state)), nodes, notes).values()]
  return boxes.length > 0 ? boundingBox(boxes) : (state.canvas?.center() ?? { x: 0, y: 0 })
}

/** The document with the added nodes and notes moved to where they overlap nothing. */
function moveAddedToFreePlace(before: Document, after: Document): Document {
  const [nodes, notes] = [addedNodes(before, after), addedNotes(before, after)]
  const network = mainNetwork(after)
  const added = boxesOf(network, nodes, notes)
  if (added.size === 0) return after
  const shift = freeShiftFor(network, [...added.values()], [...boxesOf(mainNetwork(before)).values()])
  if (shift.x === 0 && shift.y === 0) return after
  const moved = ({ position: { x, y } }: { readonly position: Position }) => ({
    x: x + shift.x,
    y: y + shift.y,
  })
  return notes.reduce(
    (document, id) => setNote(document, id, { position: moved(network.notes[id]!) }),
    moveNodes(after, Object.fromEntries(nodes.map((id) => [id, moved(network.nodes[id]!)]))),
  )
}

/** Pastes a text. A text without layers changes nothing and shows a message, because the clipboard may hold any text. */
export function pasteTextAt(text: string, at?: Point): void {
  editAndSelectAdded(labels.paste, (document) => {
    const pasted = pasteText(document, text, pastePosition(at))
    return at ? pasted : moveAddedToFreePlace(document, pasted)
  })
}

/** Pastes from a menu, for which the page needs permission to read the clipboard and may not get it. */
export async function paste(at?: Point): Promise<void> {
  const text = (await readText()) ?? lastCopied
  if (text !== null) pasteTextAt(text, at)
  else
    notify(
      { en: 'The clipboard cannot be read from here', ko: '여기서는 클립보드를 읽을 수 없습니다' },
      [{ en: 'Press Ctrl+V (⌘V on a Mac) instead.', ko: '대신 Ctrl+V(Mac에서는 ⌘V)를 누르세요.' }],
      { kind: 'info' },
    )
}

export function selectAll(): void {
  const { nodes, edges, notes } = mainNetwork(focusedDocumentOf(useApp.getState()))
  useApp
    .getState()
    .select({ nodes: Object.keys(nodes), edges: Object.keys(edges), notes: Object.keys(notes) })
}
