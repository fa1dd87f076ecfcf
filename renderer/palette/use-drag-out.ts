/** Dragging a layer out of the palette with pointer events, which cover mouse, pen and touch. */
import { useCallback, useEffect, useRef, useState } from 'react'
import { inputArity, type LayerDefinition } from '../../shared/catalog/layers/layer.ts'
import { addAfterSelected, addAt } from '../edits/add.ts'
import { useApp } from '../state/store.ts'

export interface Drag {
  readonly definition: LayerDefinition
  readonly x: number
  readonly y: number
}
/** Distance in pixels after which a press becomes a drag. */
const DRAG_THRESHOLD = 5

const edgeAt = (x: number, y: number): Element | null =>
  document
    .elementsFromPoint(x, y)
    .map((element) => element.closest('.react-flow__edge'))
    .find((edge) => edge !== null) ?? null

/** Marks the wire into which the layer would be inserted; null clears the mark. */
function markDrop(edge: Element | null): void {
  for (const old of document.querySelectorAll('.react-flow__edge[data-drop]'))
    if (old !== edge) old.removeAttribute('data-drop')
  edge?.setAttribute('data-drop', '')
}

const isOverCanvas = (x: number, y: number): boolean =>
  document.elementFromPoint(x, y)?.closest('.react-flow') !== null

export function useDragOut() {
  const [drag, setDrag] = useState<Drag | null>(null)
  const stop = useRef<() => void>(() => {})
  useEffect(() => () => stop.current(), [])

  const start = useCallback((definition: LayerDefinition, event: React.PointerEvent) => {
    if (event.button !== 0) return
    const origin = { x: event.clientX, y: event.clientY }
    const id = event.pointerId
    let dragging = false
    const isInsertable = inputArity(definition).max > 0 && definition.outputs > 0
    const wireAt = (x: number, y: number) => (isInsertable && isOverCanvas(x, y) ? edgeAt(x, y) : null)
    const target = event.currentTarget as HTMLElement
    target.setPointerCapture(id)

    const onPointerMove = (e: PointerEvent) => {
      if (e.pointerId !== id) return
      dragging ||= Math.hypot(e.clientX - origin.x, e.clientY - origin.y) > DRAG_THRESHOLD
      if (!dragging) return
      setDrag({ definition, x: e.clientX, y: e.clientY })
      markDrop(wireAt(e.clientX, e.clientY))
    }
    const onPointerEnd = (e: PointerEvent) => {
      if (e.pointerId !== id) return
      stop.current()
      if (e.type === 'pointercancel') return
      if (!dragging) {
        addAfterSelected(definition.type)
        return
      }
      const position = useApp.getState().canvas?.positionAt(e.clientX, e.clientY)
      if (position && isOverCanvas(e.clientX, e.clientY))
        addAt(definition.type, position, wireAt(e.clientX, e.clientY)?.getAttribute('data-id') ?? null)
    }
    const onKeyDown = (e: KeyboardEvent) => {
      if (e.key === 'Escape') stop.current()
    }
    stop.current = () => {
      setDrag(null)
      markDrop(null)
      window.removeEventListener('pointermove', onPointerMove)
      window.removeEventListener('pointerup', onPointerEnd)
      window.removeEventListener('pointercancel', onPointerEnd)
      window.removeEventListener('keydown', onKeyDown)
      if (target.hasPointerCapture(id)) target.releasePointerCapture(id)
    }
    window.addEventListener('pointermove', onPointerMove)
    window.addEventListener('pointerup', onPointerEnd)
    window.addEventListener('pointercancel', onPointerEnd)
    window.addEventListener('keydown', onKeyDown)
  }, [])
  return { drag, start }
}
