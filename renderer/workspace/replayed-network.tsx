/** The network of a run in place of the canvas, read-only, while its signals are shown and the drawing is another one by now. */
import { ReactFlow, type ReactFlowInstance, ReactFlowProvider } from '@xyflow/react'
import { useMemo } from 'react'
import { DetailLevelProvider } from '../canvas/drawing/detail-level.tsx'
import { Dots } from '../canvas/drawing/dots.tsx'
import { FactsContext } from '../canvas/drawing/facts-context.ts'
import { LayerNode } from '../canvas/drawing/layer-node.tsx'
import { useOnlyVisible } from '../canvas/drawing/only-visible.ts'
import { SignalsBar } from '../canvas/drawing/signals-bar.tsx'
import { SignalsProvider } from '../canvas/drawing/signals-context.tsx'
import { type ViewEdge, type ViewNode, viewCache, viewEdges, viewNodes } from '../canvas/drawing/views.ts'
import { Wire } from '../canvas/drawing/wire.tsx'
import { WireRouter } from '../canvas/drawing/wire-router.ts'
import { MAX_ZOOM, MIN_ZOOM } from '../geometry/size.ts'
import type { ReplayedNetwork } from '../signals/replay.ts'
import { useApp } from '../state/store.ts'
import { useText } from '../ui/text.ts'
import styles from './workspace.module.css'

const nodeTypes = { layer: LayerNode }
const edgeTypes = { wire: Wire }
const views = viewCache('replayed')
const routes = new WireRouter()
const EMPTY_SELECTION = { nodes: [], edges: [], notes: [] }

export function ReplayedNetworkView({ network }: { readonly network: ReplayedNetwork }) {
  const t = useText()
  return (
    <section
      className={styles.replayed}
      data-testid="replayed-network"
      aria-label={t({ en: 'Network of the run', ko: '학습한 신경망' })}
    >
      <ReactFlowProvider>
        <FactsContext value={network.analysis.nodes}>
          <DetailLevelProvider>
            <Drawing network={network} />
          </DetailLevelProvider>
        </FactsContext>
      </ReactFlowProvider>
      <SignalsBar />
    </section>
  )
}

function Drawing({ network: { document, analysis } }: { readonly network: ReplayedNetwork }) {
  const t = useText()
  const theme = useApp((s) => s.theme)
  const nodes = useMemo(() => viewNodes(document, analysis, EMPTY_SELECTION, views), [document, analysis])
  const edges = useMemo(
    () => routes.update(viewEdges(document, analysis, EMPTY_SELECTION, views), nodes),
    [document, analysis, nodes],
  )
  const onlyVisible = useOnlyVisible(nodes.length)
  return (
    <SignalsProvider
      variant={document.main}
      groups={NO_GROUPS}
      drawn={document}
      analysis={analysis}
      nodes={nodes}
    >
      <ReactFlow<ViewNode, ViewEdge>
        id="replayed"
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        nodesDraggable={false}
        nodesConnectable={false}
        edgesFocusable={false}
        edgesReconnectable={false}
        elementsSelectable={false}
        deleteKeyCode={null}
        colorMode={theme}
        minZoom={MIN_ZOOM}
        maxZoom={MAX_ZOOM}
        onInit={showBeginning}
        onlyRenderVisibleElements={onlyVisible}
        aria-label={t({ en: 'Drawing of the network of the run', ko: '학습한 신경망의 그림' })}
        proOptions={{ hideAttribution: true }}
      >
        <Dots />
      </ReactFlow>
    </SignalsProvider>
  )
}

const NO_GROUPS: readonly string[] = []
/** Cards whose signals are seen at first: at a smaller scale cards have none. */
const FIRST_CARDS = 5

function showBeginning(flow: ReactFlowInstance<ViewNode, ViewEdge>): void {
  void flow.fitView({ nodes: flow.getNodes().slice(0, FIRST_CARDS), minZoom: 1, maxZoom: 1 })
}
