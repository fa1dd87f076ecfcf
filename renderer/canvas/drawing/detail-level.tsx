/** The level of detail, by zoom. Where small text would be unreadable, cards show only their type in large letters and wires show no
 *  shapes; further out, cards are coloured boxes. This also reduces what is mounted and painted when most of a network is in view. */
import { useStore } from '@xyflow/react'
import { createContext, type ReactNode, useContext } from 'react'

export type DetailLevel = 'near' | 'far' | 'farthest'

/** The zoom below which small text has fewer than 8 pixels, and the one below which large text has fewer than 7. */
export const FAR_ZOOM = 0.7
const FARTHEST_ZOOM = 0.27

const DetailLevelContext = createContext<DetailLevel>('near')
export const useDetailLevel = (): DetailLevel => useContext(DetailLevelContext)

/** Subscribes once for all cards and wires of a canvas: hundreds of subscriptions would slow down every zoom step. */
export function DetailLevelProvider({ children }: { readonly children: ReactNode }) {
  const level = useStore((s) =>
    s.transform[2] >= FAR_ZOOM ? 'near' : s.transform[2] >= FARTHEST_ZOOM ? 'far' : 'farthest',
  )
  return <DetailLevelContext value={level}>{children}</DetailLevelContext>
}
