/** The level of detail, by zoom. Where small text would be unreadable, cards show only their type in large letters and wires show no
 *  shapes; further out, cards are coloured boxes. This also reduces what is mounted and painted when most of a network is in view. */
import { useStore } from '@xyflow/react'
import { createContext, type ReactNode, useContext } from 'react'

export type Distance = 'near' | 'far' | 'farthest'

/** The zoom below which small text has fewer than 8 pixels, and the one below which large text has fewer than 7. */
export const FAR = 0.7
const FARTHEST = 0.27

const Looked = createContext<Distance>('near')
export const useDistance = (): Distance => useContext(Looked)

/** Subscribes once for all cards and wires of a canvas: hundreds of subscriptions would slow down every zoom step. */
export function ByDistance({ children }: { readonly children: ReactNode }) {
  const distance = useStore((s) =>
    s.transform[2] >= FAR ? 'near' : s.transform[2] >= FARTHEST ? 'far' : 'farthest',
  )
  return <Looked value={distance}>{children}</Looked>
}
