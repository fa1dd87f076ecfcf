/** Computes a layout: on the main thread for a small network, in a worker where it could block the window. */
import type { Direction } from '../../shared/document/direction.ts'
import type { NodeId, Position } from '../../shared/document/document.ts'
import type { Job } from './arrange.worker.ts'
import type { Drawing } from './drawing.ts'

/** The greatest number of nodes whose layout takes no longer than a frame or two. */
const MANY = 500

export async function arrangeAside(
  drawing: Drawing,
  direction: Direction,
): Promise<Record<NodeId, Position>> {
  // The layout code is loaded on first use.
  if (drawing.nodes.length <= MANY) return (await import('./arrange.ts')).arrange(drawing, direction)
  const worker = new Worker(new URL('./arrange.worker.ts', import.meta.url), { type: 'module' })
  try {
    return await new Promise((done, fail) => {
      worker.onmessage = ({ data }: MessageEvent<Record<NodeId, Position>>) => done(data)
      worker.onerror = (event) => fail(new Error(event.message || 'the layout could not be loaded'))
      worker.postMessage({ drawing, direction } satisfies Job)
    })
  } finally {
    worker.terminate()
  }
}
