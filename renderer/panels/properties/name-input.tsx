/** The layer's name: empty derives one; a name that cannot be is refused with the reason. */
import type { NodeId } from '../../../shared/document/document.ts'
import { canRename, labels, renameLayer } from '../../../shared/document/edits.ts'
import { drawingOf, useApp } from '../../state/store.ts'
import { NamedInput } from './named-input.tsx'

interface Props {
  readonly id: NodeId
  readonly name: string
  /** The name without one of its own. */
  readonly derived: string
}

export function NameInput({ id, name, derived }: Props) {
  return (
    <NamedInput
      label="name"
      value={name}
      placeholder={derived}
      focus="name"
      fault={(typed) => canRename(drawingOf(useApp.getState()), id, typed)}
      onName={(typed) => useApp.getState().edit(labels.renameLayer, (d) => renameLayer(d, id, typed))}
    />
  )
}
