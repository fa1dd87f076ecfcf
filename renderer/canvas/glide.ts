/** A change of many places at once (a layout, aligning) is seen as a movement. Only the view moves: the document has changed
 *  in one step before, and what is saved or undone meanwhile is the whole change. */
import { useEffect, useState } from 'react'
import { create } from 'zustand'
import { mainNetwork, type NodeId, type Position } from '../../shared/document/document.ts'
import { drawingOf, useApp } from '../state/store.ts'
import { calm } from '../ui/calm.ts'
import type { ViewNode } from './views.ts'

/** Milliseconds. */
const TIME = 260
/** A frame with more nodes than this would be late. */
const MANY = 600

interface Gliding {
  readonly from: ReadonlyMap<NodeId, Position>
  readonly since: number
}
const useGlide = create<{ readonly now: Gliding | null }>(() => ({ now: null }))

/** The next change of the document moves nodes from where they stand now. */
export function glide(): void {
  const nodes = Object.entries(mainNetwork(drawingOf(useApp.getState())).nodes)
  if (calm() || nodes.length > MANY) return
  useGlide.setState({
    now: { from: new Map(nodes.map(([id, node]) => [id, node.position])), since: performance.now() },
  })
}

const ease = (t: number): number => 1 - (1 - t) ** 3

/** The nodes on their way. */
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
