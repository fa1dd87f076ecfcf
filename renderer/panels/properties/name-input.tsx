/** The name of a layer. An empty name is replaced by a derived one; an invalid name is refused with a reason. */
import type { NodeId } from '../../../shared/document/document.ts'
import { canRename, labels, renameLayer } from '../../../shared/document/edits.ts'
import { focusedDocumentOf, useApp } from '../../state/store.ts'
import { NamedInput } from './named-input.tsx'

interface Props {
  readonly id: NodeId
  readonly name: string
  /** The name that is derived if none is set. */
  readonly automaticName: string
}

export function NameInput({ id, name, automaticName }: Props) {
  return (
    <NamedInput
      label="name"
      value={name}
      placeholder={automaticName}
      focus="name"
      validate={(typed) => canRename(focusedDocumentOf(useApp.getState()), id, typed)}
      onName={(typed) => useApp.getState().edit(labels.renameLayer, (d) => renameLayer(d, id, typed))}
    />
  )
}
