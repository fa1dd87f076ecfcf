/** A connection: a solid wire with the shape that runs through it. */
import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getBezierPath } from '@xyflow/react'
import { memo } from 'react'
import type { ViewEdge } from './flow.ts'
import styles from './wire.module.css'

function WireLine(props: EdgeProps<ViewEdge>) {
  const { sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition, selected, data } = props
  const straight = Math.abs(sourceX - targetX) < 1
  const [path, x, y] = getBezierPath({
    sourceX,
    sourceY,
    targetX: straight ? sourceX + 0.01 : targetX,
    targetY,
    sourcePosition,
    targetPosition,
  })
  return (
    <>
      <BaseEdge
        path={path}
        interactionWidth={24}
        className={styles.wire}
        data-selected={selected || undefined}
      />
      {data?.shape && (
        <EdgeLabelRenderer>
          <span
            className={styles.shape}
            data-selected={selected || undefined}
            style={{ transform: `translate(${x + 10}px, ${y}px) translateY(-50%)` }}
          >
            {data.shape}
          </span>
        </EdgeLabelRenderer>
      )}
    </>
  )
}

export const Wire = memo(WireLine)
