/** Whether React Flow mounts only the visible nodes. It updates its nodes one render after its settings, so the setting is deferred when
 *  a large drawing becomes small: otherwise thousands of nodes that are about to be removed would be mounted first. */
import { useDeferredValue } from 'react'

/** The greatest number of nodes that are all mounted without a noticeable delay. */
const MAX_ALL_MOUNTED = 150

export function useOnlyVisible(nodes: number): boolean {
  const isLarge = nodes > MAX_ALL_MOUNTED
  const previous = useDeferredValue(isLarge)
  return isLarge || previous
}
