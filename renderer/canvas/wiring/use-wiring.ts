/** React Flow's handlers for drawing and moving wires. They keep their identity between renders: with new ones, React Flow would render
 *  everything in view again. */
import type { FinalConnectionState, ReactFlowProps } from '@xyflow/react'
import { type RefObject, useCallback, useMemo, useRef, useState } from 'react'
import { connectionError, connectNodes, reconnectEdge } from '../../edits/connect-nodes.ts'
import { nodeAt } from '../../edits/elements.ts'
import { noteIdOf } from '../../geometry/view-id.ts'
import { useApp } from '../../state/store.ts'
import { outputOf, portOf } from '../drawing/numbered-handles.ts'
import type { ViewEdge, ViewNode, ViewNote } from '../drawing/views.ts'
import type { DroppedConnection } from './connection-error-hint.tsx'

type Handlers = Pick<
  ReactFlowProps<ViewNode | ViewNote, ViewEdge>,
  'isValidConnection' | 'onConnect' | 'onConnectEnd' | 'onReconnectStart' | 'onReconnect' | 'onReconnectEnd'
>

export interface Wiring {
  readonly handlers: Handlers
  /** The edge whose end is being moved. */
  readonly reconnecting: RefObject<string | null>
  readonly dropped: DroppedConnection | null
  readonly dismiss: () => void
}

const pointOf = (event: MouseEvent | TouchEvent) => {
  const point = 'changedTouches' in event ? event.changedTouches[0] : event
  return { x: point?.clientX ?? 0, y: point?.clientY ?? 0 }
}

/** Handles a wire dropped outside a valid handle: a node is connected or the reason shown; on empty canvas the add menu opens. */
function handleDrop(
  event: MouseEvent | TouchEvent,
  state: FinalConnectionState,
  movedEdge: string | null,
  onDropped: (dropped: DroppedConnection) => void,
): void {
  if (state.isValid || !state.fromNode) return
  const point = pointOf(event)
  const forward = state.fromHandle?.type !== 'target'
  const other = state.toNode?.id ?? nodeAt(point)
  const handle = forward ? state.toHandle : state.fromHandle
  const input = portOf(handle?.id)
  const source = forward ? state.fromHandle : state.toHandle
  if (other === undefined) {
    const onPane = document.elementFromPoint(point.x, point.y)?.closest('.react-flow__pane')
    if (onPane && movedEdge === null)
      useApp.setState({
        adding: { ...point, wire: { ...outputOf(state.fromNode.id, source?.id), forward, input } },
      })
    return
  }
  const [sourceNode, targetNode] = forward ? [state.fromNode.id, other] : [other, state.fromNode.id]
  if (other === state.fromNode.id || noteIdOf(other) !== null) return
  const from = outputOf(sourceNode, source?.id)
  const reason = connectionError(from, targetNode, movedEdge, input)
  if (reason !== null) onDropped({ ...point, reason })
  else if (movedEdge === null) connectNodes(from, targetNode, input)
  else reconnectEdge(movedEdge, from, targetNode, input)
}

export function useWiring(): Wiring {
  const reconnecting = useRef<string | null>(null)
  const [dropped, setDropped] = useState<DroppedConnection | null>(null)
  const dismiss = useCallback(() => setDropped(null), [])
  const handlers = useMemo(
    (): Handlers => ({
      isValidConnection: (c) =>
        connectionError(
          outputOf(c.source, c.sourceHandle),
          c.target,
          reconnecting.current,
          portOf(c.targetHandle),
        ) === null,
      onConnect: (c) => connectNodes(outputOf(c.source, c.sourceHandle), c.target, portOf(c.targetHandle)),
      onConnectEnd: (event, state) => {
        if (reconnecting.current === null) handleDrop(event, state, null, setDropped)
      },
      onReconnectStart: (_, edge) => {
        reconnecting.current = edge.id
      },
      onReconnect: (edge, c) =>
        reconnectEdge(edge.id, outputOf(c.source, c.sourceHandle), c.target, portOf(c.targetHandle)),
      onReconnectEnd: (event, edge, _, state) => {
        reconnecting.current = null
        handleDrop(event, state, edge.id, setDropped)
      },
    }),
    [],
  )
  return { handlers, reconnecting, dropped, dismiss }
}
