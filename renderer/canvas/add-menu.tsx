/** A wire dropped on empty canvas asks what shall stand at its end. */
import { useEffect, useMemo, useRef, useState } from 'react'
import type { NodeId } from '../../shared/document/document.ts'
import { layers } from '../../shared/layers/index.ts'
import { found } from '../palette/find.ts'
import { useApp } from '../state/store.ts'
import { useText } from '../text.ts'
import { Glyph } from '../ui/glyph.tsx'
import { addConnected } from './add.ts'
import styles from './add-menu.module.css'

export interface AddMenuPlace {
  readonly x: number
  readonly y: number
  readonly from: NodeId
  /** The wire starts at `from`; else it ends there. */
  readonly forward: boolean
}

export function AddMenu({ place, onClose }: { readonly place: AddMenuPlace; readonly onClose: () => void }) {
  const t = useText()
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const box = useRef<HTMLDivElement>(null)
  const fitting = useMemo(
    () => layers.members.filter((d) => (place.forward ? d.inputs > 0 : d.outputs > 0)),
    [place.forward],
  )
  const list = found(fitting, query)
  useEffect(() => {
    const onDown = (event: PointerEvent) => {
      if (!box.current?.contains(event.target as Node)) onClose()
    }
    window.addEventListener('pointerdown', onDown, true)
    return () => window.removeEventListener('pointerdown', onDown, true)
  }, [onClose])

  const pick = (type: string | undefined) => {
    const position = useApp.getState().canvas?.place(place.x, place.y)
    if (type !== undefined && position)
      addConnected(
        type,
        { x: position.x, y: position.y + (place.forward ? 26 : -26) },
        place.from,
        place.forward,
      )
    onClose()
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) setAt((i) => Math.min(Math.max(i + step, 0), list.length - 1))
    else if (event.key === 'Enter' && !event.nativeEvent.isComposing) pick(list[at]?.type)
    else if (event.key === 'Escape') onClose()
    else return
    event.preventDefault()
  }
  const label = t({ en: 'Add a layer here', ko: '여기에 층 추가' })
  return (
    <div
      ref={box}
      className={styles.menu}
      data-own-keys
      style={{
        left: Math.min(place.x, window.innerWidth - 232),
        top: Math.min(place.y, window.innerHeight - 300),
      }}
    >
      <input
        // biome-ignore lint/a11y/noAutofocus: the menu opens where the person's hand is and closes with Escape
        autoFocus
        role="combobox"
        aria-expanded="true"
        aria-controls="add-menu-list"
        aria-activedescendant={list[at] && `add-menu-${list[at].type}`}
        aria-label={label}
        placeholder={label}
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      <div id="add-menu-list" role="listbox" aria-label={label} className={styles.list}>
        {list.map((definition, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled in the text field above
          <div
            key={definition.type}
            id={`add-menu-${definition.type}`}
            role="option"
            tabIndex={-1}
            aria-selected={i === at}
            className={styles.item}
            onClick={() => pick(definition.type)}
            onPointerEnter={() => setAt(i)}
          >
            <Glyph definition={definition} />
            {definition.type}
          </div>
        ))}
      </div>
    </div>
  )
}
