/** The layer under the pointer during a drag from the palette. */
import { createPortal } from 'react-dom'
import { Glyph } from '../ui/glyph.tsx'
import styles from './palette.module.css'
import type { Drag } from './use-drag-out.ts'

export const DragGhost = ({ drag }: { readonly drag: Drag }) =>
  createPortal(
    <div
      className={styles.ghost}
      style={{ transform: `translate(${drag.x}px, ${drag.y}px) translate(-50%, -50%)` }}
      aria-hidden="true"
    >
      <Glyph definition={drag.definition} />
      {drag.definition.type}
    </div>,
    document.body,
  )
