/** The commands of the context menu, in groups, by selection. */
import { selectedGroup } from '../groups/groups.ts'
import type { AppState } from '../state/store.ts'
import type { CommandId } from './commands.ts'

type Groups = readonly (readonly CommandId[])[]

const canvas: Groups = [
  ['add-here', 'add-note', 'paste'],
  ['select-all', 'box', 'find-node', 'fit', 'fit-all'],
  ['arrange-down', 'arrange-right', 'snap'],
]
const node: Groups = [
  ['rename', 'properties', 'connect'],
  ['cut', 'copy', 'paste', 'duplicate', 'delete'],
  ['group', 'fit-selection'],
]
const group: Groups = [
  ['enter-group', 'rename', 'properties', 'connect'],
  ['cut', 'copy', 'paste', 'duplicate', 'delete'],
  ['group', 'ungroup', 'separate-group', 'save-block'],
  ['fit-selection'],
]
const multiple: Groups = [
  ['cut', 'copy', 'duplicate', 'delete'],
  ['group'],
  ['align-left', 'align-center', 'align-right', 'align-top', 'align-middle', 'align-bottom'],
  ['distribute-across', 'distribute-down', 'snap'],
  ['arrange-down', 'arrange-right', 'fit-selection'],
]
const edge: Groups = [['insert-here'], ['delete']]
const note: Groups = [
  ['rename', 'properties'],
  ['cut', 'copy', 'paste', 'duplicate', 'delete'],
  ['fit-selection'],
]

export function contextMenuFor(state: AppState): Groups {
  const { nodes, edges, notes } = state.selection
  if (nodes.length > 1) return multiple
  if (nodes.length === 1) return selectedGroup(state) === null ? node : group
  if (notes.length > 0) return note
  return edges.length > 0 ? edge : canvas
}
