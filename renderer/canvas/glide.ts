/** Animates a change of many positions at once (a layout, an alignment). Only the view is animated: the document changes in one step
 *  before, so a save or an undo during the animation applies to the whole change. */
import { useEffect, useState } from 'react'
import { create } from 'zustand'
import { mainNetwork, type NodeId, type Position } from '../../shared/document/document.ts'
import { drawingOf, useApp } from '../state/store.ts'
import { calm } from '../ui/calm.ts'
import type { ViewNode } from './views.ts'

/** The duration in milliseconds. */
const TIME = 260
/** The greatest number of nodes that is animated: frames with more nodes would be dropped. */
const MANY = 600

interface Gliding {
  readonly from: ReadonlyMap<NodeId, Position>
  readonly since: number
}
const useGlide = create<{ readonly now: Gliding | null }>(() => ({ now: null }))

/** Animates the next change of the document from the present positions. */
export function glide(): void {
  const nodes = Object.entries(mainNetwork(drawingOf(useApp.getState())).nodes)
  if (calm() || nodes.length > MANY) return
  useGlide.setState({
    now: { from: new Map(nodes.map(([id, node]) => [id, node.position])), since: performance.now() },
  })
}

const ease = (t: number): number => 1 - (1 - t) ** 3

/** The nodes at their positions in the current frame of the animation. */
export function useGliding(nodes: ViewNode[]): ViewNode[] {
  const now = useGlide((s) => s.now)
  const [, setFrame] = useState(0)
  useEffect(() => {
    if (!now) return
    let frame = requestAnimationFrame(function next(time) {
      setFrame(time)
      if (time - now.since < TIME) frame = requestAnimationFrame(next)
      else useGlide.setState({ now: null })
    })
    return () => cancelAnimationFrame(frame)
  }, [now])
  if (!now) return nodes
  const t = ease(Math.min(1, Math.max(0, (performance.now() - now.since) / TIME)))
  return nodes.map((node) => {
    const from = now.from.get(node.id)
    if (!from || (from.x === node.position.x && from.y === node.position.y)) return node
    const between = (a: number, b: number) => a + (b - a) * t
    const position = { x: between(from.x, node.position.x), y: between(from.y, node.position.y) }
    return { ...node, position }
  })
}
