/** React Flow's handlers for drawing and moving wires. They keep their identity between renders: with new ones, React Flow would render
 *  everything in view again. */
import type { FinalConnectionState, ReactFlowProps } from '@xyflow/react'
import { type RefObject, useCallback, useMemo, useRef, useState } from 'react'
import { useApp } from '../state/store.ts'
import { connectNodes, reconnectEdge, refusalOf } from './connect-nodes.ts'
import { nodeAt } from './elements.ts'
import { outputOf, portOf } from './inputs.ts'
import { noteOf } from './notes.ts'
import type { Refused } from './refusal-hint.tsx'
import type { ViewEdge, ViewNode, ViewNote } from './views.ts'

type Handlers = Pick<
  ReactFlowProps<ViewNode | ViewNote, ViewEdge>,
  'isValidConnection' | 'onConnect' | 'onConnectEnd' | 'onReconnectStart' | 'onReconnect' | 'onReconnectEnd'
>

export interface Wiring {
  readonly handlers: Handlers
  /** The edge whose end is being moved. */
  readonly reconnecting: RefObject<string | null>
  readonly refused: Refused | null
  readonly forget: () => void
}

const pointOf = (event: MouseEvent | TouchEvent) => {
  const at = 'changedTouches' in event ? event.changedTouches[0] : event
  return { x: at?.clientX ?? 0, y: at?.clientY ?? 0 }
}

/** Handles a wire dropped outside a valid handle: a node is connected or the reason shown; on empty canvas the add menu opens. */
function letGo(
  event: MouseEvent | TouchEvent,
  state: FinalConnectionState,
  moved: string | null,
  refuse: (refused: Refused) => void,
): void {
  if (state.isValid || !state.fromNode) return
  const at = pointOf(event)
  const forward = state.fromHandle?.type !== 'target'
  const other = state.toNode?.id ?? nodeAt(at)
  const handle = forward ? state.toHandle : state.fromHandle
  const input = portOf(handle?.id)
  const source = forward ? state.fromHandle : state.toHandle
  if (other === undefined) {
    const onPane = document.elementFromPoint(at.x, at.y)?.closest('.react-flow__pane')
    if (onPane && moved === null)
      useApp.setState({
        adding: { ...at, wire: { ...outputOf(state.fromNode.id, source?.id), forward, input } },
      })
    return
  }
  const [feeds, to] = forward ? [state.fromNode.id, other] : [other, state.fromNode.id]
  if (other === state.fromNode.id || noteOf(other) !== null) return
  const from = outputOf(feeds, source?.id)
  const why = refusalOf(from, to, moved, input)
  if (why !== null) refuse({ ...at, why })
  else if (moved === null) connectNodes(from, to, input)
  else reconnectEdge(moved, from, to, input)
}

export function useWiring(): Wiring {
  const reconnecting = useRef<string | null>(null)
  const [refused, setRefused] = useState<Refused | null>(null)
  const forget = useCallback(() => setRefused(null), [])
  const handlers = useMemo(
    (): Handlers => ({
      isValidConnection: (c) =>
        refusalOf(
          outputOf(c.source, c.sourceHandle),
          c.target,
          reconnecting.current,
          portOf(c.targetHandle),
        ) === null,
      onConnect: (c) => connectNodes(outputOf(c.source, c.sourceHandle), c.target, portOf(c.targetHandle)),
      onConnectEnd: (event, state) => {
        if (reconnecting.current === null) letGo(event, state, null, setRefused)
      },
      onReconnectStart: (_, edge) => {
        reconnecting.current = edge.id
      },
      onReconnect: (edge, c) =>
        reconnectEdge(edge.id, outputOf(c.source, c.sourceHandle), c.target, portOf(c.targetHandle)),
      onReconnectEnd: (event, edge, _, state) => {
        reconnecting.current = null
        letGo(event, state, edge.id, setRefused)
      },
    }),
    [],
  )
  return { handlers, reconnecting, refused, forget }
}
