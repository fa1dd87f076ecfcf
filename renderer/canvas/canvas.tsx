/** The canvas: the network as nodes and wires. Pan, zoom, select, move, connect; every change is an edit of the document. */
import {
  Background,
  BackgroundVariant,
  type Connection,
  type FinalConnectionState,
  MiniMap,
  ReactFlow,
  ReactFlowProvider,
  SelectionMode,
} from '@xyflow/react'
import { useCallback, useMemo, useRef, useState } from 'react'
import { useAnalysis } from '../state/analysis.ts'
import { useApp, useDocument } from '../state/store.ts'
import { useText } from '../text.ts'
import { layerColor } from '../ui/glyph.tsx'
import { AddMenu, type AddMenuPlace } from './add-menu.tsx'
import styles from './canvas.module.css'
import { connectNodes, reconnectEdge, refusalOf } from './connect-nodes.ts'
import { EmptyCanvas } from './empty-canvas.tsx'
import {
  takeEdgeChanges,
  takeNodeChanges,
  type ViewEdge,
  type ViewNode,
  viewEdges,
  viewNodes,
} from './flow.ts'
import { inputOf } from './inputs.ts'
import { LayerNode } from './layer-node.tsx'
import { RefusalHint, type Refused } from './refusal-hint.tsx'
import { GRID } from './size.ts'
import { useCanvasHandle } from './use-canvas-handle.ts'
import { Wire } from './wire.tsx'
import { ZoomControls } from './zoom-controls.tsx'

const nodeTypes = { layer: LayerNode }
const edgeTypes = { wire: Wire }
const multiSelect = ['Meta', 'Control', 'Shift']
const connectionLine = { stroke: 'var(--accent)', strokeWidth: 2 }

const minimapColor = (node: ViewNode): string =>
  node.selected ? 'var(--accent)' : layerColor(node.data.facts.definition)

const pointOf = (event: MouseEvent | TouchEvent) => {
  const at = 'changedTouches' in event ? event.changedTouches[0] : event
  return { x: at?.clientX ?? 0, y: at?.clientY ?? 0 }
}
const nodeAt = ({ x, y }: { x: number; y: number }): string | undefined =>
  document.elementFromPoint(x, y)?.closest<HTMLElement>('.react-flow__node')?.dataset.id

function Board() {
  const t = useText()
  const drawing = useDocument()
  const analysis = useAnalysis()
  const selection = useApp((s) => s.selection)
  const language = useApp((s) => s.language)
  const theme = useApp((s) => s.theme)
  const nodes = useMemo(
    () => viewNodes(drawing, analysis, selection, language),
    [drawing, analysis, selection, language],
  )
  const edges = useMemo(
    () => viewEdges(drawing, analysis, selection, language),
    [drawing, analysis, selection, language],
  )
  const reconnecting = useRef<string | null>(null)
  const [refused, setRefused] = useState<Refused | null>(null)
  const [adding, setAdding] = useState<AddMenuPlace | null>(null)
  useCanvasHandle()

  const isValid = useCallback(
    (c: Connection | ViewEdge) =>
      refusalOf(c.source, c.target, reconnecting.current, inputOf(c.targetHandle)) === null,
    [],
  )
  const onConnect = useCallback(
    (c: Connection) => connectNodes(c.source, c.target, inputOf(c.targetHandle)),
    [],
  )
  const onConnectEnd = useCallback((event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
    if (state.isValid || !state.fromNode) return
    const at = pointOf(event)
    const forward = state.fromHandle?.type !== 'target'
    const other = state.toNode?.id ?? nodeAt(at)
    if (other === undefined) {
      const onPane = document.elementFromPoint(at.x, at.y)?.closest('.react-flow__pane')
      if (onPane) setAdding({ ...at, from: state.fromNode.id, forward })
      return
    }
    const [from, to] = forward ? [state.fromNode.id, other] : [other, state.fromNode.id]
    if (other === state.fromNode.id) return
    const handle = forward ? state.toHandle : state.fromHandle
    const input = inputOf(handle?.id)
    const why = refusalOf(from, to, null, input)
    if (why === null) connectNodes(from, to, input)
    else setRefused({ ...at, why })
  }, [])
  const forget = useCallback(() => setRefused(null), [])
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key === 'Escape') useApp.getState().select({ nodes: [], edges: [] })
    const id = (event.target as HTMLElement).closest<HTMLElement>('.react-flow__node')?.dataset.id
    if (event.key !== 'Enter' || event.target !== event.currentTarget.querySelector(`[data-id="${id}"]`))
      return
    if (id === undefined || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    useApp.getState().select({ nodes: [id], edges: [] })
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>('[data-focus="properties"] input')?.focus(),
    )
  }

  return (
    <section
      className={styles.canvas}
      aria-label={t({ en: 'Network', ko: '신경망' })}
      data-testid="canvas"
      onKeyDown={onKeyDown}
    >
      <ReactFlow<ViewNode, ViewEdge>
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodesChange={(changes) => takeNodeChanges(changes, useApp.getState())}
        onEdgesChange={(changes) => takeEdgeChanges(changes, useApp.getState())}
        isValidConnection={isValid}
        onConnect={onConnect}
        onConnectEnd={onConnectEnd}
        onReconnectStart={(_, edge) => {
          reconnecting.current = edge.id
        }}
        onReconnect={(edge, c) => reconnectEdge(edge.id, c.source, c.target, inputOf(c.targetHandle))}
        onReconnectEnd={() => {
          reconnecting.current = null
        }}
        colorMode={theme}
        aria-label={t({ en: 'Drawing of the network', ko: '신경망 그림' })}
        ariaLabelConfig={language === 'ko' ? koreanHelp : undefined}
        deleteKeyCode={null}
        multiSelectionKeyCode={multiSelect}
        selectionMode={SelectionMode.Partial}
        connectionRadius={28}
        reconnectRadius={14}
        connectionLineStyle={connectionLine}
        snapToGrid
        snapGrid={[GRID, GRID]}
        minZoom={0.1}
        maxZoom={2}
        zoomOnDoubleClick={false}
        onlyRenderVisibleElements={nodes.length > 150}
        proOptions={{ hideAttribution: true }}
      >
        <Background
          variant={BackgroundVariant.Dots}
          gap={20}
          size={1.4}
          color="var(--dot)"
          bgColor="var(--bg)"
        />
        <ZoomControls />
        {nodes.length > 0 && (
          <MiniMap
            pannable
            zoomable
            className={styles.minimap}
            nodeColor={minimapColor}
            nodeStrokeColor="transparent"
            nodeBorderRadius={12}
            ariaLabel={t({ en: 'Overview', ko: '전체 보기' })}
            style={{ width: 132, height: 92 }}
          />
        )}
        <RefusalHint refused={refused} onDone={forget} reconnecting={reconnecting} />
      </ReactFlow>
      {nodes.length === 0 && <EmptyCanvas />}
      {adding && <AddMenu place={adding} onClose={() => setAdding(null)} />}
    </section>
  )
}

/** React Flow's own help for screen readers, in Korean. */
const koreanHelp = {
  'node.a11yDescription.default': 'Enter나 스페이스로 노드를 선택합니다. 화살표로 옮기고 Delete로 지웁니다.',
  'node.a11yDescription.keyboardDisabled': '화살표로 노드를 옮깁니다. Delete로 지웁니다.',
  'edge.a11yDescription.default': 'Enter나 스페이스로 연결을 선택하고 Delete로 지웁니다.',
}

export function Canvas() {
  return (
    <ReactFlowProvider>
      <Board />
    </ReactFlowProvider>
  )
}
