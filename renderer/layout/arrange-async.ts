/** Computes a layout: on the main thread for a small network, in a worker where it could block the window. */
import type { Direction } from '../../shared/document/direction.ts'
import type { NodeId, Position } from '../../shared/document/document.ts'
import type { Job } from './arrange.worker.ts'
import type { LayoutGraph } from './layout-graph.ts'

/** The greatest number of nodes whose layout takes no longer than a frame or two. */
const MAX_MAIN_THREAD_NODES = 500

export async function arrangeAsync(
  graph: LayoutGraph,
  direction: Direction,
): Promise<Record<NodeId, Position>> {
  // The layout code is loaded on first use.
  if (graph.nodes.length <= MAX_MAIN_THREAD_NODES)
    return (await import('./arrange.ts')).arrange(graph, direction)
  const worker = new Worker(new URL('./arrange.worker.ts', import.meta.url), { type: 'module' })
  try {
    return await new Promise((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<Record<NodeId, Position>>) => resolve(data)
      worker.onerror = (event) => reject(new Error(event.message || 'the layout could not be loaded'))
      worker.postMessage({ graph, direction } satisfies Job)
    })
  } finally {
    worker.terminate()
  }
}
