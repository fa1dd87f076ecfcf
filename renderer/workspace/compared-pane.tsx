/** The compared variant next to the shown one: its read-only drawing and the differences. */
import { ReactFlow, ReactFlowProvider } from '@xyflow/react'
import { useEffect, useMemo } from 'react'
import { type Document, mainNetwork } from '../../shared/document/document.ts'
import { type GroupPath, withMain } from '../../shared/document/groups.ts'
import { variantsOf } from '../../shared/document/variants.ts'
import type { Analysis } from '../../shared/model/analyze.ts'
import { DetailLevelProvider } from '../canvas/drawing/detail-level.tsx'
import { Dots } from '../canvas/drawing/dots.tsx'
import { FactsContext } from '../canvas/drawing/facts-context.ts'
import { LayerNode } from '../canvas/drawing/layer-node.tsx'
import { offsetOf, useLinkedViewport } from '../canvas/drawing/linked-view.tsx'
import { markNodes, markWires } from '../canvas/drawing/mark-differences.ts'
import { useOnlyVisible } from '../canvas/drawing/only-visible.ts'
import { SignalsProvider } from '../canvas/drawing/signals-context.tsx'
import { type ViewEdge, type ViewNode, viewCache, viewEdges, viewNodes } from '../canvas/drawing/views.ts'
import { Wire } from '../canvas/drawing/wire.tsx'
import { WireRouter } from '../canvas/drawing/wire-router.ts'
import { MAX_ZOOM, MIN_ZOOM } from '../geometry/size.ts'
import { watchVariants } from '../signals/follow.ts'
import { createAnalyzer, useAnalysis } from '../state/analysis.ts'
import { useApp, useDocument } from '../state/store.ts'
import { Icon } from '../ui/icon.tsx'
import { useLanguage, useText } from '../ui/text.ts'
import { type Comparison, useComparison } from '../variants/differences.ts'
import { nameOf, show, toggleComparison, useVariants } from '../variants/variants.ts'
import { DifferenceList } from './difference-list.tsx'
import styles from './workspace.module.css'

const nodeTypes = { layer: LayerNode }
const edgeTypes = { wire: Wire }
const analyzeCompared = createAnalyzer()
const views = viewCache('compared')
const routes = new WireRouter()
const NO_GROUPS: GroupPath = []
const EMPTY_SELECTION = { nodes: [], edges: [], notes: [] }

export function ComparedPane() {
  const comparison = useComparison()
  return comparison && <Pane comparison={comparison} />
}

function Pane({ comparison }: { readonly comparison: Comparison }) {
  const t = useText()
  const document = useDocument()
  const data = useApp((s) => s.data)
  const shown = useAnalysis()
  const { other } = comparison
  const comparedDocument = useMemo(() => withMain(document, other), [document, other])
  const fullAnalysis = analyzeCompared(comparedDocument, data)
  const analysis = useMemo(() => {
    // Problems are removed, since their fixes would apply to the shown variant.
    const withoutProblems = [...fullAnalysis.nodes].map(
      ([id, facts]) => [id, { ...facts, problems: [] }] as const,
    )
    return { ...fullAnalysis, nodes: new Map(withoutProblems) }
  }, [fullAnalysis])
  return (
    <section className={styles.pane} aria-label={t({ en: 'Compared variant', ko: '비교하는 변형' })}>
      <header className={styles.paneHead}>
        <select
          aria-label={t({ en: 'Compare with', ko: '비교할 변형' })}
          value={other}
          onChange={(event) => useVariants.setState({ compared: event.currentTarget.value })}
        >
          {variantsOf(document)
            .filter((id) => id !== document.main)
            .map((id) => (
              <option key={id} value={id}>
                {nameOf(document, id)}
              </option>
            ))}
        </select>
        <button type="button" className={styles.compare} onClick={() => show(other)}>
          {t({ en: 'Switch to it', ko: '이 변형으로 전환' })}
        </button>
        <button
          type="button"
          className={styles.plain}
          aria-label={t({ en: 'Close the comparison', ko: '비교 닫기' })}
          onClick={toggleComparison}
        >
          <Icon name="close" size={14} />
        </button>
      </header>
      <ReactFlowProvider>
        <FactsContext value={analysis.nodes}>
          <DetailLevelProvider>
            <Drawing comparison={comparison} comparedDocument={comparedDocument} analysis={analysis} />
          </DetailLevelProvider>
        </FactsContext>
      </ReactFlowProvider>
      <DifferenceList comparison={comparison} shown={shown} compared={analysis} />
    </section>
  )
}

interface DrawingProps {
  readonly comparison: Comparison
  readonly comparedDocument: Document
  readonly analysis: Analysis
}

function Drawing({ comparison, comparedDocument, analysis }: DrawingProps) {
  const t = useText()
  const document = useDocument()
  const language = useLanguage()
  const theme = useApp((s) => s.theme)
  const nodes = useMemo(
    () =>
      markNodes(
        viewNodes(comparedDocument, analysis, EMPTY_SELECTION, views),
        comparison,
        'before',
        document,
        analysis,
        language,
      ),
    [comparedDocument, analysis, language, comparison, document],
  )
  const onlyVisible = useOnlyVisible(nodes.length)
  const view = useLinkedViewport(offsetOf(mainNetwork(document), mainNetwork(comparedDocument)))
  const edges = useMemo(
    () =>
      markWires(
        routes.update(viewEdges(comparedDocument, analysis, EMPTY_SELECTION, views), nodes),
        comparison,
        'before',
      ),
    [comparedDocument, analysis, comparison, nodes],
  )
  useEffect(watchVariants, [])
  return (
    <div className={styles.drawing}>
      <SignalsProvider
        variant={comparedDocument.main}
        groups={NO_GROUPS}
        drawn={comparedDocument}
        analysis={analysis}
        nodes={nodes}
      >
        <ReactFlow<ViewNode, ViewEdge>
          key={comparedDocument.main}
          id="compared"
          nodes={nodes}
          edges={edges}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          nodesDraggable={false}
          nodesConnectable={false}
          nodesFocusable={false}
          edgesFocusable={false}
          edgesReconnectable={false}
          elementsSelectable={false}
          deleteKeyCode={null}
          colorMode={theme}
          minZoom={MIN_ZOOM}
          maxZoom={MAX_ZOOM}
          {...view}
          onlyRenderVisibleElements={onlyVisible}
          aria-label={t({ en: 'Drawing of the compared variant', ko: '비교하는 변형의 신경망' })}
          proOptions={{ hideAttribution: true }}
        >
          <Dots />
        </ReactFlow>
      </SignalsProvider>
    </div>
  )
}
