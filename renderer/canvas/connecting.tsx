/** A context that tells whether a wire is being drawn, so that each canvas subscribes once and not once per card. */
import { useStore } from '@xyflow/react'
import { createContext, type ReactNode, useContext } from 'react'

const Connecting = createContext(false)
export const useConnecting = (): boolean => useContext(Connecting)

export function WhileConnecting({ children }: { readonly children: ReactNode }) {
  return <Connecting value={useStore((s) => s.connection.inProgress)}>{children}</Connecting>
}
