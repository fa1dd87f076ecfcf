/** The panel on the right: the selected layer, several layers, a note, or the network. */
import { mainNetwork } from '../../../shared/document/document.ts'
import { goToCanvas } from '../../commands/areas.ts'
import { useApp, useFocusedDocument } from '../../state/store.ts'
import { useText } from '../../ui/text.ts'
import { GroupPanel } from './group-panel.tsx'
import { LayerPanel } from './layer-panel.tsx'
import { NetworkPanel } from './network-panel.tsx'
import { NotePanel } from './note-panel.tsx'
import styles from './properties.module.css'
import { SeveralPanel } from './several-panel.tsx'

/** Escape focuses the canvas, as Enter focuses the panel. */
function onKeyDown(event: React.KeyboardEvent<HTMLElement>): void {
  if (event.key === 'Escape' && event.currentTarget.contains(event.target as Node)) goToCanvas()
}

export function Properties() {
  const t = useText()
  const focusedDocument = useFocusedDocument()
  const nodes = useApp((s) => s.selection.nodes)
  const notes = useApp((s) => s.selection.notes)
  const [one] = nodes
  const node = one === undefined ? undefined : mainNetwork(focusedDocument).nodes[one]
  const [noteId] = nodes.length === 0 && notes.length === 1 ? notes : []
  const note = noteId === undefined ? undefined : mainNetwork(focusedDocument).notes[noteId]
  return (
    <aside
      className={styles.panel}
      aria-label={t({ en: 'Properties', ko: '속성' })}
      data-focus="properties"
      onKeyDown={onKeyDown}
    >
      {nodes.length > 1 ? (
        <SeveralPanel key={nodes.join(' ')} ids={nodes} />
      ) : one !== undefined && node?.kind === 'layer' ? (
        <LayerPanel key={one} id={one} />
      ) : one !== undefined && node?.kind === 'group' ? (
        <GroupPanel key={one} id={one} />
      ) : noteId !== undefined && note ? (
        <NotePanel key={noteId} id={noteId} note={note} />
      ) : (
        <NetworkPanel />
      )}
    </aside>
  )
}
