/** From how far the drawing is looked at. Where the small print could not be read, cards show their type alone, in large letters, and
 *  wires no shapes; where not even these, cards are coloured boxes. That also leaves less to mount and to paint where most is in view. */
import { useStore } from '@xyflow/react'
import { createContext, type ReactNode, useContext } from 'react'

export type Distance = 'near' | 'far' | 'farthest'

/** The scales at which the small print has less than eight pixels, and the large less than seven. */
export const FAR = 0.7
const FARTHEST = 0.27

const Looked = createContext<Distance>('near')
export const useDistance = (): Distance => useContext(Looked)

/** Asks once for all cards and wires of a canvas: hundreds of them asking at each step of the zoom would be felt. */
export function ByDistance({ children }: { readonly children: ReactNode }) {
  const distance = useStore((s) =>
    s.transform[2] >= FAR ? 'near' : s.transform[2] >= FARTHEST ? 'far' : 'farthest',
  )
  return <Looked value={distance}>{children}</Looked>
}
