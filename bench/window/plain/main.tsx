/** The baseline for the window: the same graph in plain React Flow, with its default nodes and edges and its own state. */
import { type Edge, type Node, ReactFlow, useEdgesState, useNodesState, type Viewport } from '@xyflow/react'
import '@xyflow/react/dist/style.css'
import { createRoot } from 'react-dom/client'

interface Graph {
  readonly nodes: Node[]
  readonly edges: Edge[]
  /** The viewport of the window. */
  readonly viewport: Viewport
}

function Plain({ graph }: { readonly graph: Graph }) {
  const [nodes, , onNodesChange] = useNodesState(graph.nodes)
  const [edges, , onEdgesChange] = useEdgesState(graph.edges)
  return (
    <ReactFlow
      nodes={nodes}
      edges={edges}
      onNodesChange={onNodesChange}
      onEdgesChange={onEdgesChange}
      defaultViewport={graph.viewport}
      minZoom={0.1}
      onlyRenderVisibleElements
    />
  )
}

const graph = (window as unknown as { graph: Graph }).graph
createRoot(document.getElementById('root')!).render(<Plain graph={graph} />)
