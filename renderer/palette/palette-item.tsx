/** A layer in the palette: Enter or a click adds it, a drag places it. */

import type { LayerDefinition } from '../../shared/catalog/layers/layer.ts'
import type { Field } from '../../shared/fields/index.ts'
import { addAfterSelected } from '../edits/add.ts'
import { Glyph } from '../ui/glyph.tsx'
import { useText } from '../ui/text.ts'
import styles from './palette.module.css'

interface Props {
  readonly definition: LayerDefinition
  /** Whether Enter in the search field adds this layer. */
  readonly isEnterTarget: boolean
  readonly onPress: (definition: LayerDefinition, event: React.PointerEvent) => void
}

/** Name of the first number or shape that is shown on the node, which tells layers apart; empty if there is none. */
function mainFieldName(definition: LayerDefinition): string {
  for (const [name, raw] of Object.entries(definition.fields)) {
    const field = raw as Field
    if (field.shownOnNode && (field.kind === 'int' || field.kind === 'float' || field.kind === 'shape'))
      return name
  }
  return ''
}

/** Moves the focus between items, layers and blocks alike. */
export function onArrowKey(event: React.KeyboardEvent<HTMLButtonElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (step === 0) return
  event.preventDefault()
  const items = [...document.querySelectorAll<HTMLElement>('[data-palette-item]')]
  const next = items.indexOf(event.currentTarget) + step
  if (next < 0) document.querySelector<HTMLElement>('[data-focus="palette"]')?.focus()
  else items[next]?.focus()
}

export function PaletteItem({ definition, isEnterTarget, onPress }: Props) {
  const t = useText()
  return (
    <button
      type="button"
      className={styles.item}
      data-palette-item={definition.type}
      data-marked={isEnterTarget || undefined}
      title={t(definition.help)}
      onPointerDown={(event) => onPress(definition, event)}
      onClick={(event) => {
        // Pointer presses are handled by the drag, which distinguishes clicks from drags. Only keyboard clicks are handled here.
        if (event.detail === 0) addAfterSelected(definition.type)
      }}
      onKeyDown={onArrowKey}
    >
      <Glyph definition={definition} />
      <span>{definition.type}</span>
      <small aria-hidden="true">{mainFieldName(definition)}</small>
    </button>
  )
}
