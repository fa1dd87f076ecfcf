/** The reason why a connection is not possible: next to the pointer while it hovers over the target, and for a while after the drop. */
import { useConnection } from '@xyflow/react'
import { type RefObject, useEffect, useRef } from 'react'
import { createPortal } from 'react-dom'
import type { Text } from '../../../shared/text.ts'
import { connectionError } from '../../edits/connect-nodes.ts'
import { useText } from '../../ui/text.ts'
import { outputOf, portOf } from '../drawing/numbered-handles.ts'
import styles from './connection-error-hint.module.css'

/** A connection that was dropped where it is not possible, with the reason. */
export interface DroppedConnection {
  readonly x: number
  readonly y: number
  readonly reason: Text
}
interface Props {
  readonly dropped: DroppedConnection | null
  readonly onDismiss: () => void
  /** The edge that is being moved; its own input does not count as occupied. */
  readonly reconnecting: RefObject<string | null>
}

/** How long the hint stays visible after the drop, in milliseconds. */
const HINT_DURATION = 5000

const positionNear = (element: HTMLElement | null, x: number, y: number) => {
  if (!element) return
  const width = element.offsetWidth
  element.style.left = `${Math.max(8, Math.min(x + 16, window.innerWidth - width - 8))}px`
  element.style.top = `${Math.min(y + 16, window.innerHeight - element.offsetHeight - 8)}px`
}

export function ConnectionErrorHint({ dropped, onDismiss, reconnecting }: Props) {
  const t = useText()
  const box = useRef<HTMLDivElement>(null)
  const pointer = useRef({ x: 0, y: 0 })
  const hovered = useConnection((c) =>
    c.inProgress && c.isValid === false && c.toNode && c.toNode.id !== c.fromNode.id
      ? c.fromHandle.type === 'target'
        ? `${c.toNode.id}\n${c.toHandle?.id ?? ''}\n${c.fromNode.id}\n${c.fromHandle.id ?? ''}`
        : `${c.fromNode.id}\n${c.fromHandle.id ?? ''}\n${c.toNode.id}\n${c.toHandle?.id ?? ''}`
      : null,
  )
  const [from, output, to, input] = hovered?.split('\n') ?? []
  const hoverReason =
    from !== undefined && to !== undefined
      ? connectionError(outputOf(from, output || null), to, reconnecting.current, portOf(input || null))
      : null
  const reason = hoverReason ?? dropped?.reason ?? null

  useEffect(() => {
    const onMove = (event: PointerEvent) => {
      pointer.current = { x: event.clientX, y: event.clientY }
      if (hoverReason) positionNear(box.current, event.clientX, event.clientY)
    }
    window.addEventListener('pointermove', onMove)
    return () => window.removeEventListener('pointermove', onMove)
  }, [hoverReason])
  useEffect(() => {
    if (hoverReason) positionNear(box.current, pointer.current.x, pointer.current.y)
    else if (dropped) positionNear(box.current, dropped.x, dropped.y)
  }, [hoverReason, dropped])
  useEffect(() => {
    if (!dropped) return
    const timer = setTimeout(onDismiss, HINT_DURATION)
    window.addEventListener('pointerdown', onDismiss)
    window.addEventListener('keydown', onDismiss)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('pointerdown', onDismiss)
      window.removeEventListener('keydown', onDismiss)
    }
  }, [dropped, onDismiss])

  return createPortal(
    <div ref={box} className={styles.hint} role="status" hidden={reason === null}>
      {reason && t(reason)}
    </div>,
    document.body,
  )
}
