/** The height of the window in pixels, for what is drawn by it: drawn anew when it changes. */
import { useSyncExternalStore } from 'react'

function follow(onChange: () => void): () => void {
  window.addEventListener('resize', onChange)
  return () => window.removeEventListener('resize', onChange)
}

export const useWindowHeight = (): number => useSyncExternalStore(follow, () => window.innerHeight)
