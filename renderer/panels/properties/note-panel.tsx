/** The panel of a note: its text and its size, editable by keyboard. */
import { useId } from 'react'
import type { Note } from '../../../shared/document/document.ts'
import { MAX_STRING } from '../../../shared/document/limits.ts'
import { int } from '../../../shared/fields/index.ts'
import { changeNote } from '../../edits/notes.ts'
import { MIN_NOTE_HEIGHT, MIN_NOTE_WIDTH } from '../../geometry/size.ts'
import { Icon } from '../../ui/icon.tsx'
import { useText } from '../../ui/text.ts'
import { FieldRow } from '../fields/field-row.tsx'
import type { Slot } from '../fields/slot.ts'
import { NodeMenu } from './node-menu.tsx'
import styles from './properties.module.css'

/** Maximum size in pixels, larger than a screen. */
const MAX_SIZE = 4000

const FIELDS = {
  width: int({
    min: MIN_NOTE_WIDTH,
    max: MAX_SIZE,
    default: 216,
    help: { en: 'Width in pixels.', ko: '너비(픽셀).' },
  }),
  height: int({
    min: MIN_NOTE_HEIGHT,
    max: MAX_SIZE,
    default: 96,
    help: { en: 'Height in pixels.', ko: '높이(픽셀).' },
  }),
}

function slotOf(id: string, note: Note, name: 'width' | 'height'): Slot {
  const field = FIELDS[name]
  return {
    name,
    path: name,
    field,
    value: note[name],
    own: true,
    problems: [],
    set(value, mode) {
      const read = field.read(value)
      if (!read.ok) return read.expected
      changeNote(id, { [name]: read.value }, mode === 'preview' ? 'preview' : 'commit')
      return null
    },
  }
}

export function NotePanel({ id, note }: { readonly id: string; readonly note: Note }) {
  const t = useText()
  const textId = useId()
  return (
    <>
      <header className={styles.header}>
        <Icon name="file" size={18} />
        <div>
          <h2>{t({ en: 'Note', ko: '메모' })}</h2>
          <small>{t({ en: 'Not part of the network', ko: '신경망에 속하지 않음' })}</small>
        </div>
        <NodeMenu />
      </header>
      <section className={styles.section}>
        <label htmlFor={textId} className={styles.noteLabel}>
          {t({ en: 'Text', ko: '내용' })}
        </label>
        <textarea
          id={textId}
          className={styles.noteText}
          maxLength={MAX_STRING}
          rows={6}
          value={note.text}
          onChange={(event) => changeNote(id, { text: event.currentTarget.value }, 'preview')}
          onBlur={(event) => changeNote(id, { text: event.currentTarget.value }, 'commit')}
        />
        <FieldRow slot={slotOf(id, note, 'width')} />
        <FieldRow slot={slotOf(id, note, 'height')} />
      </section>
    </>
  )
}
