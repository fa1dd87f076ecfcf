/** From how far the drawing is looked at. Where the small print could not be read, cards show their type alone, in large letters, and
 *  wires no shapes; where not even these, cards are coloured boxes. That also leaves less to mount and to paint where most is in view. */
import { useStore } from '@xyflow/react'

export type Distance = 'near' | 'far' | 'farthest'

/** The scales at which the small print, and the large, are about five pixels high. */
const FAR = 0.4
const FARTHEST = 0.24

export const useDistance = (): Distance =>
  useStore((s) => (s.transform[2] >= FAR ? 'near' : s.transform[2] >= FARTHEST ? 'far' : 'farthest'))
