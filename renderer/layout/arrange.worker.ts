/** Computes the layout of a large network in a worker, so that the window stays responsive. */
import type { Direction } from '../../shared/document/direction.ts'
import { arrange } from './arrange.ts'
import type { LayoutGraph } from './layout-graph.ts'

export interface Job {
  readonly graph: LayoutGraph
  readonly direction: Direction
}

self.onmessage = ({ data }: MessageEvent<Job>) => self.postMessage(arrange(data.graph, data.direction))
