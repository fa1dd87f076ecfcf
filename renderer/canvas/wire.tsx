/** A connection: a solid wire with the shape that runs through it. Where it runs is drawn apart from what is written of it: a new argument
 *  changes every shape behind it, and no place. */
import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getBezierPath, Position } from '@xyflow/react'
import { memo } from 'react'
import type { NodeId } from '../../shared/document/document.ts'
import { useLanguage } from '../text.ts'
import { useDistance } from './distance.tsx'
import { useFacts } from './facts.ts'
import { portOf } from './inputs.ts'
import { wireLabel, wireShape } from './labels.ts'
import type { ViewEdge } from './views.ts'
import styles from './wire.module.css'

function WireLine(props: EdgeProps<ViewEdge>) {
  const { sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition, selected, data } = props
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
  const { port, labelId, difference } = data!
  return (
    <>
      <desc id={labelId}>
        <Label
          source={props.source}
          target={props.target}
          port={port}
          output={portOf(props.sourceHandleId)}
          input={portOf(props.targetHandleId)}
        />
      </desc>
      <BaseEdge
        path={path}
        interactionWidth={24}
        className={styles.wire}
        data-selected={selected || undefined}
        data-difference={difference}
      />
      {isNear && (
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
            <Shape source={props.source} port={port} />
          </span>
        </EdgeLabelRenderer>
      )}
    </>
  )
}

export const Wire = memo(WireLine)

interface ShapeProps {
  readonly source: NodeId
  /** The output that the wire leaves from, counted from 0. */
  readonly port: number
}

const Shape = memo(({ source, port }: ShapeProps) => wireShape(useFacts(source), port))

interface LabelProps extends ShapeProps {
  readonly target: NodeId
  /** Those of several, counted from 0. */
  readonly output: number | null
  readonly input: number | null
}

const Label = memo(({ source, target, port, output, input }: LabelProps) => {
  const language = useLanguage()
  const from = useFacts(source)
  const to = useFacts(target)
  return wireLabel({ facts: from, port: output }, { facts: to, port: input }, wireShape(from, port), language)
})
