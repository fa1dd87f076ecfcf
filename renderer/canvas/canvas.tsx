/** The canvas: the network as nodes and wires. Pan, zoom, select, move, connect; every change is an edit of the document. */
import {
  type Connection,
  type FinalConnectionState,
  ReactFlow,
  ReactFlowProvider,
  SelectionMode,
} from '@xyflow/react'
import { useCallback, useMemo, useRef, useState } from 'react'
import { enterGroup } from '../groups/groups.ts'
import { useDrawn } from '../state/analysis.ts'
import { useApp, useDrawing } from '../state/store.ts'
import { useText } from '../text.ts'
import { marked, markedWires, useComparison } from '../variants/differences.ts'
import { SharedView } from '../variants/linked-view.tsx'
import { AddMenu } from './add-menu.tsx'
import { AlignLines } from './align-lines.tsx'
import { Breadcrumb } from './breadcrumb.tsx'
import styles from './canvas.module.css'
import { connectNodes, reconnectEdge, refusalOf } from './connect-nodes.ts'
import { ContextMenu } from './context-menu.tsx'
import { Dots } from './dots.tsx'
import { nodeAt } from './elements.ts'
import { EmptyCanvas } from './empty-canvas.tsx'
import { takeEdgeChanges } from './flow.ts'
import { useGliding } from './glide.ts'
import { inputOf, outputOf } from './inputs.ts'
import { LayerNode } from './layer-node.tsx'
import { NoteNode } from './note-node.tsx'
import { editNote, noteOf } from './notes.ts'
import { openMenuAt } from './open-menu.ts'
import { Overview } from './overview.tsx'
import { RefusalHint, type Refused } from './refusal-hint.tsx'
import { GREATEST, GRID, SMALLEST } from './size.ts'
import { Surroundings } from './surroundings.tsx'
import { useCanvasHandle } from './use-canvas-handle.ts'
import { useCanvasKeys } from './use-canvas-keys.ts'
import { useDrag } from './use-drag.ts'
import { type ViewEdge, type ViewNode, type ViewNote, viewEdges, viewNodes, viewNotes } from './views.ts'
import { Wire } from './wire.tsx'
import { ZoomControls } from './zoom-controls.tsx'

const nodeTypes = { layer: LayerNode, note: NoteNode }
const edgeTypes = { wire: Wire }
const multiSelect = ['Meta', 'Control', 'Shift']
/** With the box, the wheel's button moves the view. */
const MIDDLE_BUTTON = [1]
const connectionLine = { stroke: 'var(--accent)', strokeWidth: 2 }

const pointOf = (event: MouseEvent | TouchEvent) => {
  const at = 'changedTouches' in event ? event.changedTouches[0] : event
  return { x: at?.clientX ?? 0, y: at?.clientY ?? 0 }
}

function Board() {
  const t = useText()
  const drawing = useDrawing()
  const analysis = useDrawn()
  const selection = useApp((s) => s.selection)
  const language = useApp((s) => s.language)
  const theme = useApp((s) => s.theme)
  const tool = useApp((s) => s.tool)
  const comparison = useComparison()
  const layers = useGliding(
    useMemo(
      () => marked(viewNodes(drawing, analysis, selection, language), comparison, 'after', drawing, language),
      [drawing, analysis, selection, language, comparison],
    ),
  )
  const notes = useMemo(() => viewNotes(drawing, selection, language), [drawing, selection, language])
  const nodes = useMemo<(ViewNode | ViewNote)[]>(() => [...notes, ...layers], [notes, layers])
  const edges = useMemo(
    () => markedWires(viewEdges(drawing, analysis, selection, language), comparison, 'after'),
    [drawing, analysis, selection, language, comparison],
  )
  const reconnecting = useRef<string | null>(null)
  const [refused, setRefused] = useState<Refused | null>(null)
  useCanvasHandle()
  const onNodesChange = useDrag()

  const isValid = useCallback(
    (c: Connection | ViewEdge) =>
      refusalOf(
        outputOf(c.source, c.sourceHandle),
        c.target,
        reconnecting.current,
        inputOf(c.targetHandle),
      ) === null,
    [],
  )
  const onConnect = useCallback(
    (c: Connection) => connectNodes(outputOf(c.source, c.sourceHandle), c.target, inputOf(c.targetHandle)),
    [],
  )
  /** A wire that was let go of where it cannot end: over a node the reason is told, over nothing a layer is offered. */
  const onLetGo = useCallback(
    (event: MouseEvent | TouchEvent, state: FinalConnectionState, moved: string | null) => {
      if (state.isValid || !state.fromNode) return
      const at = pointOf(event)
      const forward = state.fromHandle?.type !== 'target'
      const other = state.toNode?.id ?? nodeAt(at)
      const handle = forward ? state.toHandle : state.fromHandle
      const input = inputOf(handle?.id)
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
      if (why !== null) setRefused({ ...at, why })
      else if (moved === null) connectNodes(from, to, input)
      else reconnectEdge(moved, from, to, input)
    },
    [],
  )
  const forget = useCallback(() => setRefused(null), [])
  const keys = useCanvasKeys()
  const onDoubleClick = ({ target, clientX: x, clientY: y }: React.MouseEvent) => {
    // The pane lies around everything that is drawn.
    if ((target as Element).matches('.react-flow__pane')) useApp.setState({ adding: { x, y } })
  }

  return (
    <section
      className={styles.canvas}
      aria-label={t({ en: 'Network', ko: '신경망' })}
      data-testid="canvas"
      data-focus="canvas"
      tabIndex={-1}
      data-tool={tool}
      {...keys}
      onContextMenu={openMenuAt}
      onDoubleClick={onDoubleClick}
    >
      <ReactFlow<ViewNode | ViewNote, ViewEdge>
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodesChange={onNodesChange}
        onEdgesChange={(changes) => takeEdgeChanges(changes, useApp.getState())}
        onNodeDoubleClick={(_, node) => {
          if (node.type === 'note') editNote(node.data.id)
          else if (node.data.facts.group) enterGroup(node.id)
        }}
        isValidConnection={isValid}
        onConnect={onConnect}
        onConnectEnd={(event, state) => {
          if (reconnecting.current === null) onLetGo(event, state, null)
        }}
        onReconnectStart={(_, edge) => {
          reconnecting.current = edge.id
        }}
        onReconnect={(edge, c) =>
          reconnectEdge(edge.id, outputOf(c.source, c.sourceHandle), c.target, inputOf(c.targetHandle))
        }
        onReconnectEnd={(event, edge, _, state) => {
          reconnecting.current = null
          onLetGo(event, state, edge.id)
        }}
        colorMode={theme}
        aria-label={t({ en: 'Drawing of the network', ko: '신경망 그림' })}
        ariaLabelConfig={language === 'ko' ? koreanHelp : undefined}
        deleteKeyCode={null}
        multiSelectionKeyCode={multiSelect}
        selectionMode={SelectionMode.Partial}
        selectionOnDrag={tool === 'box'}
        panOnDrag={tool === 'box' ? MIDDLE_BUTTON : true}
        connectionRadius={28}
        reconnectRadius={14}
        connectionLineStyle={connectionLine}
        snapToGrid
        snapGrid={[GRID, GRID]}
        minZoom={SMALLEST}
        maxZoom={GREATEST}
        zoomOnDoubleClick={false}
        onlyRenderVisibleElements={nodes.length > 150}
        proOptions={{ hideAttribution: true }}
      >
        <Dots />
        <ZoomControls />
        {nodes.length > 0 && <Overview nodes={nodes} />}
        <AlignLines />
        <Surroundings />
        {comparison && <SharedView />}
        <RefusalHint refused={refused} onDone={forget} reconnecting={reconnecting} />
      </ReactFlow>
      {nodes.length === 0 && <EmptyCanvas />}
      <Breadcrumb />
      <AddMenu />
      <ContextMenu />
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
