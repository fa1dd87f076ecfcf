/** Turns React Flow's changes into edits of the document. The only file that uses React Flow's change types. */
import type { EdgeChange, NodeChange } from '@xyflow/react'
import type { Document, EdgeId, NodeId, Note, Position } from '../../../shared/document/document.ts'
import { labels, moveNodes, setNote } from '../../../shared/document/edits.ts'
import { isEqualList } from '../../../shared/document/equality.ts'
import { type Box, boundingBox } from '../../geometry/box.ts'
import { type Alignment, helperLines } from '../../geometry/helper-lines.ts'
import { noteIdOf } from '../../geometry/view-id.ts'
import type { App } from '../../state/store.ts'
import type { ViewEdge, ViewNode, ViewNote } from '../drawing/views.ts'

function withChanges<T>(ids: readonly T[], changes: ReadonlyMap<T, boolean>): readonly T[] {
  const next = ids.filter((id) => changes.get(id) !== false)
  const present = new Set(next)
  for (const [id, on] of changes) if (on && !present.has(id)) next.push(id)
  return isEqualList(next, ids) ? ids : next
}

type Change = NodeChange<ViewNode | ViewNote>

/** Aligns the dragged nodes with the others and returns the helper lines; null when the changes are not a drag.
 *  @param boxes all boxes by view id @param tolerance the tolerance in pixels of the canvas */
export function alignDrag(
  changes: readonly Change[],
  boxes: ReadonlyMap<string, Box>,
  tolerance: number,
): { readonly changes: readonly Change[]; readonly lines: Alignment['lines'] } | null {
  const moved = changes.flatMap((c) => {
    const box = c.type === 'position' && c.position ? boxes.get(c.id) : undefined
    return c.type === 'position' && c.position && box ? [{ ...box, ...c.position }] : []
  })
  if (moved.length === 0 || changes.some((c) => c.type === 'dimensions')) return null
  const draggedIds = new Set(changes.flatMap((c) => (c.type === 'position' ? [c.id] : [])))
  const others = [...boxes].flatMap(([id, box]) => (draggedIds.has(id) ? [] : [box]))
  const { offset, lines } = helperLines(boundingBox(moved), others, tolerance)
  return {
    lines,
    changes: changes.map((c) =>
      c.type === 'position' && c.position
        ? { ...c, position: { x: c.position.x + offset.x, y: c.position.y + offset.y } }
        : c,
    ),
  }
}

/** The content of a list of changes: new positions, new sizes of notes, and the selection. */
interface ChangeSummary {
  readonly positions: Record<NodeId, Position>
  readonly notes: Record<string, Partial<Note>>
  readonly selected: ReadonlyMap<string, boolean>
  /** Whether a drag is in progress. */
  readonly dragging: boolean
  /** Whether a note is being resized, or its resize has just ended. */
  readonly sizing: boolean
}

function summarize(changes: readonly Change[]): ChangeSummary {
  const positions: Record<NodeId, Position> = {}
  const notes: Record<string, Partial<Note>> = {}
  const selected = new Map<string, boolean>()
  let dragging = false
  let sizing = false
  for (const change of changes) {
    if (change.type === 'select') selected.set(change.id, change.selected)
    if (change.type === 'dimensions' && change.dimensions && change.resizing !== undefined) {
      const id = noteIdOf(change.id)
      if (id !== null) notes[id] = { ...notes[id], ...change.dimensions }
      dragging ||= change.resizing
      sizing = true
    }
    if (change.type !== 'position' || !change.position) continue
    const position = { x: Math.round(change.position.x), y: Math.round(change.position.y) }
    const id = noteIdOf(change.id)
    if (id === null) positions[change.id] = position
    else notes[id] = { ...notes[id], position }
    dragging ||= change.dragging === true
  }
  return { positions, notes, selected, dragging, sizing }
}

function handleSelectionChanges(selected: ReadonlyMap<string, boolean>, { selection, select }: App): void {
  const layers = new Map([...selected].filter(([id]) => noteIdOf(id) === null))
  const notes = new Map(
    [...selected].flatMap(([id, on]) => (noteIdOf(id) === null ? [] : [[noteIdOf(id)!, on]])),
  )
  select({
    ...selection,
    nodes: withChanges(selection.nodes, layers),
    notes: withChanges(selection.notes, notes),
  })
}

/** Applies changes of nodes and notes. A drag is a preview until it ends; quick successive moves by arrow key merge into one edit. */
export function handleNodeChanges(changes: readonly Change[], app: App): void {
  const { positions, notes, selected, dragging, sizing } = summarize(changes)
  if (selected.size > 0) handleSelectionChanges(selected, app)
  const ids = [...Object.keys(positions), ...Object.keys(notes)]
  if (ids.length === 0) {
    // The change that ends a resize has no dimensions.
    if (sizing && !dragging && app.history.base) app.edit(labels.setNote, (document) => document)
    return
  }
  const recipe = (document: Document) =>
    Object.entries(notes).reduce((d, [id, next]) => setNote(d, id, next), moveNodes(document, positions))
  const count = ids.length
  const label = sizing
    ? labels.setNote
    : Object.keys(notes).length === 0
      ? labels.moveNodes(count)
      : Object.keys(positions).length === 0
        ? labels.moveNotes(count)
        : labels.moveItems(count)
  if (dragging) app.preview(recipe)
  else if (app.history.base) app.edit(label, recipe)
  else app.edit(label, recipe, `move ${ids.join(' ')}`)
}

export function handleEdgeChanges(changes: readonly EdgeChange<ViewEdge>[], app: App): void {
  const selected = new Map<EdgeId, boolean>()
  for (const change of changes) if (change.type === 'select') selected.set(change.id, change.selected)
  if (selected.size > 0) app.select({ ...app.selection, edges: withChanges(app.selection.edges, selected) })
}
