/** Of a large drawing only what is in view is mounted. React Flow takes its nodes over after it has been drawn with its new settings: were
 *  all to be mounted as soon as the drawing is small again, thousands of nodes that are about to go would be. */
import { useDeferredValue } from 'react'

/** Nodes from which on mounting all of them would be felt. */
const MANY = 150

export function useOnlyVisible(nodes: number): boolean {
  const many = nodes > MANY
  const before = useDeferredValue(many)
  return many || before
}
