/** The canvas: the network as nodes and wires. Pan, zoom, select, move, connect; every change is an edit of the document. */
import { type EdgeChange, ReactFlow, ReactFlowProvider, SelectionMode } from '@xyflow/react'
import { memo, useMemo } from 'react'
import { mainNetwork } from '../../shared/document/document.ts'
import { openMenuAt } from '../commands/open-context-menu.ts'
import { editNote } from '../edits/notes.ts'
import { GRID, MAX_ZOOM, MIN_ZOOM } from '../geometry/size.ts'
import { enterGroup } from '../groups/groups.ts'
import { useAnimatedNodes } from '../layout/animate-positions.ts'
import { useFocusedAnalysis } from '../state/analysis.ts'
import { useApp, useFocusedDocument } from '../state/store.ts'
import { goToWorkspace } from '../state/workspace.ts'
import { useLanguage, useText } from '../ui/text.ts'
import { useComparison } from '../variants/differences.ts'
import styles from './canvas.module.css'
import { ActivationBar } from './drawing/activation-bar.tsx'
import { Breadcrumb } from './drawing/breadcrumb.tsx'
import { ConnectingProvider } from './drawing/connecting-context.tsx'
import { DetailLevelProvider } from './drawing/detail-level.tsx'
import { DoctorCard } from './drawing/doctor-card.tsx'
import { Dots } from './drawing/dots.tsx'
import { EmptyCanvas } from './drawing/empty-canvas.tsx'
import { FactsContext } from './drawing/facts-context.ts'
import { FindingsProvider } from './drawing/findings-context.tsx'
import { LayerNode } from './drawing/layer-node.tsx'
import { ViewportPublisher } from './drawing/linked-view.tsx'
import { markNodes, markWires } from './drawing/mark-differences.ts'
import { NoteNode } from './drawing/note-node.tsx'
import { useOnlyVisible } from './drawing/only-visible.ts'
import { OutOfViewButtons } from './drawing/out-of-view-buttons.tsx'
import { Overview } from './drawing/overview.tsx'
import { SignalsBar } from './drawing/signals-bar.tsx'
import { SignalsProvider } from './drawing/signals-context.tsx'
import { Surroundings } from './drawing/surroundings.tsx'
import {
  type ViewEdge,
  type ViewNode,
  type ViewNote,
  viewEdges,
  viewNodes,
  viewNotes,
} from './drawing/views.ts'
import { Wire } from './drawing/wire.tsx'
import { WireRouter } from './drawing/wire-router.ts'
import { ZoomControls } from './drawing/zoom-controls.tsx'
import { AddMenu } from './editing/add-menu.tsx'
import { ContextMenu } from './editing/context-menu.tsx'
import { handleEdgeChanges } from './editing/flow.ts'
import { HelperLinesOverlay } from './editing/helper-lines-overlay.tsx'
import { useCanvasKeys } from './editing/use-canvas-keys.ts'
import { useDrag } from './editing/use-drag.ts'
import { usePress } from './editing/use-press.ts'
import { useCanvasHandle } from './use-canvas-handle.ts'
import { ConnectionErrorHint } from './wiring/connection-error-hint.tsx'
import { useWiring } from './wiring/use-wiring.ts'

const routes = new WireRouter()
const nodeTypes = { layer: LayerNode, note: NoteNode }
const edgeTypes = { wire: Wire }
const multiSelect = ['Meta', 'Control', 'Shift']
/** With the box tool, the middle mouse button pans the view. */
const MIDDLE_BUTTON = [1]
const snapGrid: [number, number] = [GRID, GRID]
const connectionLine = { stroke: 'var(--accent)', strokeWidth: 2 }

// Handlers keep their identity between renders: with new ones, React Flow would render everything in view again.
const onEdgesChange = (changes: EdgeChange<ViewEdge>[]) => handleEdgeChanges(changes, useApp.getState())
const onNodeDoubleClick = (_: unknown, node: ViewNode | ViewNote) => {
  if (node.type === 'note') editNote(node.data.id)
  else if (node.data.definition?.category === 'group') enterGroup(node.id)
  else if (node.data.definition?.role === 'input') goToWorkspace('data')
}
const onDoubleClick = ({ target, clientX: x, clientY: y }: React.MouseEvent) => {
  // The pane is the empty canvas behind all nodes and wires.
  if ((target as Element).matches('.react-flow__pane')) useApp.setState({ adding: { x, y } })
}

function CanvasView() {
  const t = useText()
  const focusedDocument = useFocusedDocument()
  const analysis = useFocusedAnalysis()
  const selection = useApp((s) => s.selection)
  const language = useLanguage()
  const tool = useApp((s) => s.tool)
  const variant = useApp((s) => s.variant)
  const groups = useApp((s) => s.inGroups)
  const comparison = useComparison()
  const targetLayers = useMemo(
    () =>
      markNodes(
        viewNodes(focusedDocument, analysis, selection),
        comparison,
        'after',
        focusedDocument,
        analysis,
        language,
      ),
    [focusedDocument, analysis, selection, language, comparison],
  )
  const animatedLayers = useAnimatedNodes(targetLayers)
  const noteEntries = mainNetwork(focusedDocument).notes
  const notes = useMemo(
    () => viewNotes(noteEntries, selection.notes, language),
    [noteEntries, selection.notes, language],
  )
  const nodes = useMemo<(ViewNode | ViewNote)[]>(() => [...notes, ...animatedLayers], [notes, animatedLayers])
  const edges = useMemo(() => {
    const wires = viewEdges(focusedDocument, analysis, selection)
    // During an animation the cards move in every frame; the wires are routed once the cards have arrived.
    return markWires(
      animatedLayers === targetLayers ? routes.update(wires, animatedLayers) : wires,
      comparison,
      'after',
    )
  }, [focusedDocument, analysis, selection, comparison, animatedLayers, targetLayers])
  const keys = useCanvasKeys()
  const press = usePress()

  return (
    <section
      className={styles.canvas}
      aria-label={t({ en: 'Network', ko: '신경망' })}
      data-testid="canvas"
      data-focus="canvas"
      tabIndex={-1}
      data-tool={tool}
      {...keys}
      {...press}
      onContextMenu={openMenuAt}
      onDoubleClick={onDoubleClick}
    >
      <FactsContext value={analysis.nodes}>
        <DetailLevelProvider>
          <ConnectingProvider>
            <SignalsProvider
              variant={variant}
              groups={groups}
              drawn={focusedDocument}
              analysis={analysis}
              nodes={targetLayers}
            >
              <FindingsProvider>
                <Drawing nodes={nodes} edges={edges} comparing={comparison !== null} />
              </FindingsProvider>
            </SignalsProvider>
          </ConnectingProvider>
        </DetailLevelProvider>
      </FactsContext>
      {nodes.length === 0 && <EmptyCanvas />}
      <Breadcrumb />
      <ActivationBar />
      <SignalsBar />
      <AddMenu />
      <ContextMenu />
    </section>
  )
}

interface DrawingProps {
  readonly nodes: (ViewNode | ViewNote)[]
  readonly edges: ViewEdge[]
  readonly comparing: boolean
}

/** An edit of an argument changes none of these props, so this does not render again: cards and wires read facts from a context. */
const Drawing = memo(({ nodes, edges, comparing }: DrawingProps) => {
  const t = useText()
  const language = useLanguage()
  const theme = useApp((s) => s.theme)
  const tool = useApp((s) => s.tool)
  const { handlers, reconnecting, dropped, dismiss } = useWiring()
  useCanvasHandle()
  const onNodesChange = useDrag()
  const onlyVisible = useOnlyVisible(nodes.length)
  return (
    <ReactFlow<ViewNode | ViewNote, ViewEdge>
      nodes={nodes}
      edges={edges}
      nodeTypes={nodeTypes}
      edgeTypes={edgeTypes}
      onNodesChange={onNodesChange}
      onEdgesChange={onEdgesChange}
      onNodeDoubleClick={onNodeDoubleClick}
      {...handlers}
      colorMode={theme}
      aria-label={t({ en: 'Drawing of the network', ko: '신경망 캔버스' })}
      ariaLabelConfig={ariaLabels[language]}
      deleteKeyCode={null}
      multiSelectionKeyCode={multiSelect}
      selectionMode={SelectionMode.Partial}
      selectionOnDrag={tool === 'box'}
      panOnDrag={tool === 'box' ? MIDDLE_BUTTON : true}
      connectionRadius={28}
      reconnectRadius={14}
      connectionLineStyle={connectionLine}
      snapToGrid
      snapGrid={snapGrid}
      minZoom={MIN_ZOOM}
      maxZoom={MAX_ZOOM}
      zoomOnDoubleClick={false}
      onlyRenderVisibleElements={onlyVisible}
      proOptions={{ hideAttribution: true }}
    >
      <Dots />
      <ZoomControls />
      {nodes.length > 0 && <Overview nodes={nodes} />}
      {nodes.length > 0 && <OutOfViewButtons nodes={nodes} />}
      <DoctorCard />
      <HelperLinesOverlay />
      <Surroundings />
      {comparing && <ViewportPublisher />}
      <ConnectionErrorHint dropped={dropped} onDismiss={dismiss} reconnecting={reconnecting} />
    </ReactFlow>
  )
})

/** Translations of React Flow's built-in texts for screen readers, which are English. */
const ariaLabels = {
  en: {},
  ko: {
    'node.a11yDescription.default':
      'Enter나 스페이스로 노드를 선택합니다. 화살표로 옮기고 Delete로 지웁니다.',
    'node.a11yDescription.keyboardDisabled': '화살표로 노드를 옮깁니다. Delete로 지웁니다.',
    'edge.a11yDescription.default': 'Enter나 스페이스로 연결을 선택하고 Delete로 지웁니다.',
  },
}

export function Canvas() {
  return (
    <ReactFlowProvider>
      <CanvasView />
    </ReactFlowProvider>
  )
}
