/** Connecting by hand: what may be connected, and what happens to a wire that is let go of. The handlers stay the same objects from
 *  drawing to drawing: with new ones, React Flow would draw all that is in view anew. */
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
  /** The wire whose end is being moved. */
  readonly reconnecting: RefObject<string | null>
  readonly refused: Refused | null
  readonly forget: () => void
}

const pointOf = (event: MouseEvent | TouchEvent) => {
  const at = 'changedTouches' in event ? event.changedTouches[0] : event
  return { x: at?.clientX ?? 0, y: at?.clientY ?? 0 }
}

/** A wire that was let go of where it cannot end: over a node the reason is told, over nothing a layer is offered. */
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
