/** A wire dropped on empty canvas asks what shall stand at its end. */
import { useEffect, useRef } from 'react'
import type { NodeId } from '../../shared/document/document.ts'
import { layers } from '../../shared/layers/index.ts'
import { inputsOf } from '../../shared/layers/layer.ts'
import { useApp } from '../state/store.ts'
import { useText } from '../text.ts'
import { Glyph } from '../ui/glyph.tsx'
import { Picker } from '../ui/picker.tsx'
import { addConnected } from './add.ts'
import styles from './add-menu.module.css'

export interface AddMenuPlace {
  /** Of the screen. */
  readonly x: number
  readonly y: number
  readonly from: NodeId
  /** The wire starts at `from`; else it ends there. */
  readonly forward: boolean
}
/** From the pointer to the new node's middle, so that its handle is where the wire was dropped. */
const HALF = 26
const WIDTH = 232
const HEIGHT = 300

export function AddMenu({ place, onClose }: { readonly place: AddMenuPlace; readonly onClose: () => void }) {
  const t = useText()
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    box.current?.querySelector('input')?.focus()
    const onDown = (event: PointerEvent) => {
      if (!box.current?.contains(event.target as Node)) onClose()
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') onClose()
    }
    window.addEventListener('pointerdown', onDown, true)
    window.addEventListener('keydown', onKey, true)
    return () => {
      window.removeEventListener('pointerdown', onDown, true)
      window.removeEventListener('keydown', onKey, true)
    }
  }, [onClose])

  const pick = (type: string) => {
    const at = useApp.getState().canvas?.place(place.x, place.y)
    if (at)
      addConnected(type, { x: at.x, y: at.y + (place.forward ? HALF : -HALF) }, place.from, place.forward)
    onClose()
  }
  return (
    <div
      ref={box}
      className={styles.menu}
      data-own-keys
      style={{
        left: Math.min(place.x, window.innerWidth - WIDTH),
        top: Math.min(place.y, window.innerHeight - HEIGHT),
      }}
    >
      <Picker
        label={t({ en: 'Add a layer here', ko: '여기에 층 추가' })}
        nothing={t({ en: 'No such layer', ko: '그런 층이 없습니다' })}
        choices={layers.members
          .filter((d) => (place.forward ? inputsOf(d).max > 0 : d.outputs > 0))
          .map((d) => ({ id: d.type, text: d.type, before: <Glyph definition={d} /> }))}
        onPick={pick}
      />
    </div>
  )
}
