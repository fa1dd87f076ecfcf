/** A connection: a solid wire with the shape that runs through it. */
import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getBezierPath, Position } from '@xyflow/react'
import { memo } from 'react'
import { useApp } from '../state/store.ts'
import { useDistance } from './distance.tsx'
import { useFacts } from './facts.ts'
import { portOf } from './inputs.ts'
import { wireLabel, wireShape } from './labels.ts'
import type { ViewEdge } from './views.ts'
import styles from './wire.module.css'

function WireLine(props: EdgeProps<ViewEdge>) {
  const { sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition, selected, data } = props
  const language = useApp((s) => s.language)
  const from = useFacts(props.source)
  const to = useFacts(props.target)
  const shape = wireShape(from, data!.port)
  const isNear = useDistance() === 'near'
  const down = sourcePosition === Position.Bottom
  // A wire without any breadth would have no bounding box to be drawn in.
  const straightDown = down && Math.abs(sourceX - targetX) < 1
  const straightAcross = !down && Math.abs(sourceY - targetY) < 1
  const [path, x, y] = getBezierPath({
    sourceX,
    sourceY,
    targetX: straightDown ? sourceX + 0.01 : targetX,
    targetY: straightAcross ? sourceY + 0.01 : targetY,
    sourcePosition,
    targetPosition,
  })
  return (
    <>
      <desc id={data!.labelId}>
        {wireLabel(
          { facts: from, port: portOf(props.sourceHandleId) },
          { facts: to, port: portOf(props.targetHandleId) },
          shape,
          language,
        )}
      </desc>
      <BaseEdge
        path={path}
        interactionWidth={24}
        className={styles.wire}
        data-selected={selected || undefined}
        data-difference={data!.difference}
      />
      {shape && isNear && (
        <EdgeLabelRenderer>
          <span
            className={styles.shape}
            data-selected={selected || undefined}
            style={{
              transform: down
                ? `translate(${x + 10}px, ${y}px) translateY(-50%)`
                : `translate(${x}px, ${y - 6}px) translate(-50%, -100%)`,
            }}
          >
            {shape}
          </span>
        </EdgeLabelRenderer>
      )}
    </>
  )
}

export const Wire = memo(WireLine)
