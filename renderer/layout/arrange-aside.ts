/** Lays a network out: at once when it is small, in a worker when that could be felt. */
import type { Direction } from '../../shared/document/direction.ts'
import type { NodeId, Position } from '../../shared/document/document.ts'
import type { Job } from './arrange.worker.ts'
import type { Drawing } from './drawing.ts'

/** Nodes from which on the layout may take longer than a frame or two. */
const MANY = 500

export async function arrangeAside(
  drawing: Drawing,
  direction: Direction,
): Promise<Record<NodeId, Position>> {
  // The layout is loaded when it is first asked for.
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
