/** The height of the window in pixels. Components that use it render again when it changes. */
import { useSyncExternalStore } from 'react'

function subscribe(onChange: () => void): () => void {
  window.addEventListener('resize', onChange)
  return () => window.removeEventListener('resize', onChange)
}

export const useWindowHeight = (): number => useSyncExternalStore(subscribe, () => window.innerHeight)
