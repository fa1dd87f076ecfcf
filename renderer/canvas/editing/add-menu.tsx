/** The menu that adds a layer at a point of the canvas: at the end of a dropped wire, inside a wire, or alone. */
import { useEffect, useRef } from 'react'
import { mainNetwork } from '../../../shared/document/document.ts'
import { shapeOf } from '../../../shared/model/node-facts.ts'
import { addAt, addConnected } from '../../edits/add.ts'
import { NODE_HEIGHT } from '../../geometry/size.ts'
import { focusedAnalysisOf } from '../../state/analysis.ts'
import { type Adding, focusedDocumentOf, useApp } from '../../state/store.ts'
import { Glyph } from '../../ui/glyph.tsx'
import { Picker } from '../../ui/picker.tsx'
import { useText } from '../../ui/text.ts'
import styles from './add-menu.module.css'
import { type LayerChoice, layerChoices } from './layer-choices.ts'

const WIDTH = 232
const HEIGHT = 400

/** The layers that the menu offers at this point. */
function choicesAt({ wire, into }: Adding): readonly LayerChoice[] {
  const state = useApp.getState()
  const edge = into === undefined ? undefined : mainNetwork(focusedDocumentOf(state)).edges[into]
  const source = edge ? edge.from : wire?.forward ? wire : undefined
  const facts = source && focusedAnalysisOf(state).nodes.get(source.node)
  const shape = facts ? shapeOf(facts, source.port) : null
  const inside = edge !== undefined
  return layerChoices(shape, inside || wire?.forward === true, inside || wire?.forward === false)
}

function add(type: string, { x, y, wire, into }: Adding): void {
  const at = useApp.getState().canvas?.positionAt(x, y)
  if (!at) return
  // Half the node's height, so that the new node's handle is where the wire was dropped.
  const offsetY = wire ? (wire.forward ? NODE_HEIGHT / 2 : -NODE_HEIGHT / 2) : 0
  if (wire) addConnected(type, { x: at.x, y: at.y + offsetY }, wire)
  else addAt(type, at, into ?? null)
}

const close = () => useApp.setState({ adding: null })

function Menu({ place }: { readonly place: Adding }) {
  const t = useText()
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const previousFocus = document.activeElement
    box.current?.querySelector('input')?.focus()
    const onDown = (event: PointerEvent) => {
      if (!box.current?.contains(event.target as Node)) close()
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.stopPropagation()
      close()
      if (previousFocus instanceof HTMLElement || previousFocus instanceof SVGElement) previousFocus.focus()
    }
    window.addEventListener('pointerdown', onDown, true)
    window.addEventListener('keydown', onKey, true)
    return () => {
      window.removeEventListener('pointerdown', onDown, true)
      window.removeEventListener('keydown', onKey, true)
    }
  }, [])
  return (
    <div
      ref={box}
      className={styles.menu}
      role="dialog"
      aria-label={t({ en: 'Add a layer here', ko: '여기에 층 추가' })}
      data-own-keys
      style={{
        left: Math.max(8, Math.min(place.x, window.innerWidth - WIDTH)),
        top: Math.max(8, Math.min(place.y, window.innerHeight - HEIGHT)),
      }}
    >
      <Picker
        label={t({ en: 'Add a layer here', ko: '여기에 층 추가' })}
        emptyText={t({ en: 'No matching layer', ko: '일치하는 층이 없습니다' })}
        choices={choicesAt(place).map(({ definition, refused }) => ({
          id: definition.type,
          text: definition.type,
          before: <Glyph definition={definition} />,
          ...(refused ? { disabledReason: t(refused) } : {}),
        }))}
        onPick={(type) => {
          add(type, place)
          close()
        }}
      />
    </div>
  )
}

export function AddMenu() {
  const place = useApp((s) => s.adding)
  return place && <Menu key={`${place.x} ${place.y}`} place={place} />
}
