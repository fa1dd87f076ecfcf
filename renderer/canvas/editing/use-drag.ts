/** Handles React Flow's node changes: dragged nodes are aligned with the visible ones before the document changes. */
import { type NodeChange, useReactFlow, useStoreApi } from '@xyflow/react'
import { useCallback, useRef } from 'react'
import type { Box } from '../../geometry/box.ts'
import { boxesOf } from '../../geometry/boxes.ts'
import { currentNetwork, useApp } from '../../state/store.ts'
import type { ViewNode, ViewNote } from '../drawing/views.ts'
import { alignDrag, handleNodeChanges } from './flow.ts'
import { showHelperLines } from './helper-lines-overlay.tsx'

/** The distance at which a helper line attracts a dragged node, in pixels of the screen. */
const SNAP_DISTANCE = 6

export function useDrag(): (changes: NodeChange<ViewNode | ViewNote>[]) => void {
  const flow = useReactFlow()
  const store = useStoreApi()
  /** The boxes that were visible when the drag began; null between drags. */
  const visibleBoxes = useRef<ReadonlyMap<string, Box> | null>(null)
  return useCallback(
    (changes) => {
      const isDragging = changes.some((c) => c.type === 'position' && c.dragging)
      const isEnd = visibleBoxes.current !== null && changes.some((c) => c.type === 'position' && !c.dragging)
      if (isDragging || isEnd) {
        const { x, y, zoom } = flow.getViewport()
        const { width, height } = store.getState()
        visibleBoxes.current ??= new Map(
          [...boxesOf(currentNetwork())].filter(
            ([id, box]) =>
              changes.some((c) => 'id' in c && c.id === id) ||
              (box.x * zoom + x < width &&
                box.y * zoom + y < height &&
                (box.x + box.width) * zoom + x > 0 &&
                (box.y + box.height) * zoom + y > 0),
          ),
        )
        const aligned = alignDrag(changes, visibleBoxes.current, SNAP_DISTANCE / zoom)
        showHelperLines(isDragging ? aligned?.lines : undefined)
        if (isEnd) visibleBoxes.current = null
        handleNodeChanges(aligned?.changes ?? changes, useApp.getState())
      } else handleNodeChanges(changes, useApp.getState())
    },
    [flow, store],
  )
}
