/** Dragging a layer out of the palette with pointer events, so that mouse, pen and finger all work. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { LayerDefinition } from '../../shared/layers/layer.ts'
import { addAt, addHere } from '../canvas/add.ts'
import { useApp } from '../state/store.ts'

export interface Drag {
  readonly definition: LayerDefinition
  readonly x: number
  readonly y: number
}
/** Pixels before a press becomes a drag. */
const SLOP = 5

const edgeAt = (x: number, y: number): string | null =>
  document
    .elementsFromPoint(x, y)
    .map((element) => element.closest('.react-flow__edge')?.getAttribute('data-id') ?? null)
    .find((id) => id !== null) ?? null

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
    const target = event.currentTarget as HTMLElement
    target.setPointerCapture(id)

    const move = (e: PointerEvent) => {
      if (e.pointerId !== id) return
      dragging ||= Math.hypot(e.clientX - from.x, e.clientY - from.y) > SLOP
      if (dragging) setDrag({ definition, x: e.clientX, y: e.clientY })
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
        addAt(definition.type, place, edgeAt(e.clientX, e.clientY))
    }
    const key = (e: KeyboardEvent) => {
      if (e.key === 'Escape') stop.current()
    }
    stop.current = () => {
      setDrag(null)
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
