/** A context that tells whether a wire is being drawn, so that each canvas subscribes once and not once per card. */
import { useStore } from '@xyflow/react'
import { createContext, type ReactNode, useContext } from 'react'

const ConnectingContext = createContext(false)
export const useConnecting = (): boolean => useContext(ConnectingContext)

export function ConnectingProvider({ children }: { readonly children: ReactNode }) {
  return <ConnectingContext value={useStore((s) => s.connection.inProgress)}>{children}</ConnectingContext>
}
