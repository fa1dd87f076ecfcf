/** Handles React Flow's node changes: dragged nodes are aligned with the visible ones before the document changes. */
import { type NodeChange, useReactFlow, useStoreApi } from '@xyflow/react'
import { useCallback, useRef } from 'react'
import { useApp } from '../state/store.ts'
import { showLines } from './align-lines.tsx'
import { boxesOf, networkNow } from './boxes.ts'
import { alignDrag, takeNodeChanges } from './flow.ts'
import type { Box } from './helper-lines.ts'
import type { ViewNode, ViewNote } from './views.ts'

/** The distance at which a helper line attracts a dragged node, in pixels of the screen. */
const PULL = 6

export function useDrag(): (changes: NodeChange<ViewNode | ViewNote>[]) => void {
  const flow = useReactFlow()
  const store = useStoreApi()
  /** The boxes that were visible when the drag began; null between drags. */
  const around = useRef<ReadonlyMap<string, Box> | null>(null)
  return useCallback(
    (changes) => {
      const goesOn = changes.some((c) => c.type === 'position' && c.dragging)
      const ends = around.current !== null && changes.some((c) => c.type === 'position' && !c.dragging)
      if (goesOn || ends) {
        const { x, y, zoom } = flow.getViewport()
        const { width, height } = store.getState()
        around.current ??= new Map(
          [...boxesOf(networkNow())].filter(
            ([id, box]) =>
              changes.some((c) => 'id' in c && c.id === id) ||
              (box.x * zoom + x < width &&
                box.y * zoom + y < height &&
                (box.x + box.width) * zoom + x > 0 &&
                (box.y + box.height) * zoom + y > 0),
          ),
        )
        const aligned = alignDrag(changes, around.current, PULL / zoom)
        showLines(goesOn ? aligned?.lines : undefined)
        if (ends) around.current = null
        takeNodeChanges(aligned?.changes ?? changes, useApp.getState())
      } else takeNodeChanges(changes, useApp.getState())
    },
    [flow, store],
  )
}
