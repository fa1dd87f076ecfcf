/** The same graph with nothing but React Flow: its default nodes and edges, its own state. What the window is held against. */
import { type Edge, type Node, ReactFlow, useEdgesState, useNodesState, type Viewport } from '@xyflow/react'
import '@xyflow/react/dist/style.css'
import { createRoot } from 'react-dom/client'

interface Graph {
  readonly nodes: Node[]
  readonly edges: Edge[]
  /** How the window looks at it. */
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
