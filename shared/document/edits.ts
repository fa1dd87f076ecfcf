/** All edits of a document, as pure functions `(document, …) → document` for `edit(labels.…, recipe)`. They change the main network,
 *  return the same document if nothing changes, and throw ProblemError for an edit that is not possible. */
export { alignNodes, distributeNodes, type Side, snapNodes } from './edits/arrange.ts'
export { portsOf } from './edits/change.ts'
export { addedNodes, addedNotes, copy, duplicateNodes, paste } from './edits/clipboard.ts'
export { removeColumns, setColumn, setRoles } from './edits/columns.ts'
export {
  canRenameDefaults,
  followDefaults,
  removeDefaults,
  renameDefaults,
  resetSharedField,
  setSharedField,
  shareDefaults,
} from './edits/definitions.ts'
export { canConnect, connect, descendants, disconnect, nextInput, reconnect } from './edits/edges.ts'
export { editNames as labels } from './edits/edit-names.ts'
export { canRename, renameLayer, resetField, setField, setTrainable } from './edits/fields.ts'
export { renameGroup, separateGroup, setRepeat } from './edits/group-settings.ts'
export { canGroup, groupNodes } from './edits/groups.ts'
export { markRow, removeMarks, unmarkRow } from './edits/marks.ts'
export { addLayer, insertAfter, moveNodes, removeNodes } from './edits/nodes.ts'
export { addNote, removeNotes, setNote } from './edits/notes.ts'
export {
  renameDocument,
  setData,
  setDataSource,
  setFingerprint,
  setTraining,
} from './edits/settings.ts'
export { applySuggestion, suggestedData } from './edits/suggestion.ts'
export { ungroup } from './edits/ungroup.ts'
export { duplicateVariant, removeVariant, renameVariant } from './edits/variants.ts'
