/** Dragging a layer out of the palette with pointer events, which cover mouse, pen and touch. */
import { useCallback, useEffect, useRef, useState } from 'react'
import { inputsOf, type LayerDefinition } from '../../shared/layers/layer.ts'
import { addAt, addHere } from '../canvas/add.ts'
import { useApp } from '../state/store.ts'

export interface Drag {
  readonly definition: LayerDefinition
  readonly x: number
  readonly y: number
}
/** Distance in pixels after which a press becomes a drag. */
const SLOP = 5

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

const overCanvas = (x: number, y: number): boolean =>
  document.elementFromPoint(x, y)?.closest('.react-flow') !== null

export function useDragOut() {
  const [drag, setDrag] = useState<Drag | null>(null)
  const stop = useRef<() => void>(() => {})
  useEffect(() => () => stop.current(), [])

  const start = useCallback((definition: LayerDefinition, event: React.PointerEvent) => {
    if (event.button !== 0) return
    const from = { x: event.clientX, y: event.clientY }
    const id = event.pointerId
    let dragging = false
    const goesInto = inputsOf(definition).max > 0 && definition.outputs > 0
    const wireAt = (x: number, y: number) => (goesInto && overCanvas(x, y) ? edgeAt(x, y) : null)
    const target = event.currentTarget as HTMLElement
    target.setPointerCapture(id)

    const move = (e: PointerEvent) => {
      if (e.pointerId !== id) return
      dragging ||= Math.hypot(e.clientX - from.x, e.clientY - from.y) > SLOP
      if (!dragging) return
      setDrag({ definition, x: e.clientX, y: e.clientY })
      markDrop(wireAt(e.clientX, e.clientY))
    }
    const end = (e: PointerEvent) => {
      if (e.pointerId !== id) return
      stop.current()
      if (e.type === 'pointercancel') return
      if (!dragging) {
        addHere(definition.type)
        return
      }
      const place = useApp.getState().canvas?.place(e.clientX, e.clientY)
      if (place && overCanvas(e.clientX, e.clientY))
        addAt(definition.type, place, wireAt(e.clientX, e.clientY)?.getAttribute('data-id') ?? null)
    }
    const key = (e: KeyboardEvent) => {
      if (e.key === 'Escape') stop.current()
    }
    stop.current = () => {
      setDrag(null)
      markDrop(null)
      window.removeEventListener('pointermove', move)
      window.removeEventListener('pointerup', end)
      window.removeEventListener('pointercancel', end)
      window.removeEventListener('keydown', key)
      if (target.hasPointerCapture(id)) target.releasePointerCapture(id)
    }
    window.addEventListener('pointermove', move)
    window.addEventListener('pointerup', end)
    window.addEventListener('pointercancel', end)
    window.addEventListener('keydown', key)
  }, [])
  return { drag, start }
}
