/** Whether a wire is being drawn. Asked once for all cards of a canvas, as the distance is. */
import { useStore } from '@xyflow/react'
import { createContext, type ReactNode, useContext } from 'react'

const Connecting = createContext(false)
export const useConnecting = (): boolean => useContext(Connecting)

export function WhileConnecting({ children }: { readonly children: ReactNode }) {
  return <Connecting value={useStore((s) => s.connection.inProgress)}>{children}</Connecting>
}
