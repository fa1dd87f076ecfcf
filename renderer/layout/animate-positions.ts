/** Animates a change of many positions at once (a layout, an alignment). Only the view is animated: the document changes in one step
 *  before, so a save or an undo during the animation applies to the whole change. */
import { useEffect, useState } from 'react'
import { create } from 'zustand'
import { mainNetwork, type NodeId, type Position } from '../../shared/document/document.ts'
import { focusedDocumentOf, useApp } from '../state/store.ts'
import { prefersReducedMotion } from '../ui/reduced-motion.ts'

/** The duration in milliseconds. */
const DURATION = 260
/** The greatest number of nodes that is animated: frames with more nodes would be dropped. */
const MAX_NODES = 600

interface PositionAnimation {
  readonly from: ReadonlyMap<NodeId, Position>
  readonly startTime: number
}
const useAnimationStore = create<{ readonly active: PositionAnimation | null }>(() => ({ active: null }))

/** Animates the next change of the document from the present positions. */
export function animateNextChange(): void {
  const nodes = Object.entries(mainNetwork(focusedDocumentOf(useApp.getState())).nodes)
  if (prefersReducedMotion() || nodes.length > MAX_NODES) return
  useAnimationStore.setState({
    active: { from: new Map(nodes.map(([id, node]) => [id, node.position])), startTime: performance.now() },
  })
}

const ease = (t: number): number => 1 - (1 - t) ** 3

/** The nodes at their positions in the current frame of the animation. */
export function useAnimatedNodes<N extends { readonly id: NodeId; readonly position: Position }>(
  nodes: N[],
): N[] {
  const animation = useAnimationStore((s) => s.active)
  const [, setFrame] = useState(0)
  useEffect(() => {
    if (!animation) return
    let frame = requestAnimationFrame(function next(time) {
      setFrame(time)
      if (time - animation.startTime < DURATION) frame = requestAnimationFrame(next)
      else useAnimationStore.setState({ active: null })
    })
    return () => cancelAnimationFrame(frame)
  }, [animation])
  if (!animation) return nodes
  const t = ease(Math.min(1, Math.max(0, (performance.now() - animation.startTime) / DURATION)))
  return nodes.map((node) => {
    const from = animation.from.get(node.id)
    if (!from || (from.x === node.position.x && from.y === node.position.y)) return node
    const interpolate = (a: number, b: number) => a + (b - a) * t
    const position = { x: interpolate(from.x, node.position.x), y: interpolate(from.y, node.position.y) }
    return { ...node, position }
  })
}
