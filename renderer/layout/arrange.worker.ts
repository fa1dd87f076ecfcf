/** Computes the layout of a large network in a worker, so that the window stays responsive. */
import type { Direction } from '../../shared/document/direction.ts'
import { arrange } from './arrange.ts'
import type { Drawing } from './drawing.ts'

export interface Job {
  readonly drawing: Drawing
  readonly direction: Direction
}

self.onmessage = ({ data }: MessageEvent<Job>) => self.postMessage(arrange(data.drawing, data.direction))
