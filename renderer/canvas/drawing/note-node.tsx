/** A note on the canvas, with editable text and a draggable size. */
import { type NodeProps, NodeResizer } from '@xyflow/react'
import { memo, useEffect, useRef } from 'react'
import { MAX_STRING } from '../../../shared/document/limits.ts'
import { changeNote, stopEditingNote } from '../../edits/notes.ts'
import { MIN_NOTE_HEIGHT, MIN_NOTE_WIDTH } from '../../geometry/size.ts'
import { useApp } from '../../state/store.ts'
import { useText } from '../../ui/text.ts'
import styles from './note-node.module.css'
import type { ViewNote } from './views.ts'

function NoteEditor({ id, text }: { readonly id: string; readonly text: string }) {
  const t = useText()
  const textarea = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    textarea.current?.focus()
    textarea.current?.setSelectionRange(textarea.current.value.length, textarea.current.value.length)
  }, [])
  return (
    <textarea
      ref={textarea}
      className={`${styles.text} nodrag nopan nowheel`}
      aria-label={t({ en: 'Note text', ko: '메모 내용' })}
      maxLength={MAX_STRING}
      value={text}
      onChange={(event) => changeNote(id, { text: event.currentTarget.value }, 'preview')}
      onBlur={(event) => {
        changeNote(id, { text: event.currentTarget.value }, 'commit')
        stopEditingNote(id)
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' && !(event.key === 'Enter' && (event.ctrlKey || event.metaKey))) return
        event.stopPropagation()
        event.currentTarget.closest<HTMLElement>('.react-flow__node')?.focus()
      }}
    />
  )
}

function NoteCard({ data, selected }: NodeProps<ViewNote>) {
  const t = useText()
  const { id, note } = data
  const isEditing = useApp((s) => s.editedNote === id)
  return (
    <div className={styles.note} data-selected={selected || undefined}>
      <NodeResizer
        isVisible={selected === true}
        minWidth={MIN_NOTE_WIDTH}
        minHeight={MIN_NOTE_HEIGHT}
        handleClassName={styles.handle ?? ''}
        lineClassName={styles.line ?? ''}
      />
      {isEditing ? (
        <NoteEditor id={id} text={note.text} />
      ) : (
        <p className={styles.text} data-empty={note.text === '' || undefined}>
          {note.text || t({ en: 'Double-click or F2 to edit', ko: '두 번 클릭하거나 F2로 편집' })}
        </p>
      )}
    </div>
  )
}

export const NoteNode = memo(NoteCard)
