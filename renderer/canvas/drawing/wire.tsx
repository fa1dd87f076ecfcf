/** A wire with the shape of its tensor. The line and the texts are separate components: an edit of an argument changes every shape
 *  downstream, but no line. */
import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getBezierPath, Position } from '@xyflow/react'
import { memo } from 'react'
import type { NodeId } from '../../../shared/document/document.ts'
import { useLanguage } from '../../ui/text.ts'
import { wireLabel, wireShape } from './accessible-labels.ts'
import { useDetailLevel } from './detail-level.tsx'
import { useFacts } from './facts-context.ts'
import { portOf } from './numbered-handles.ts'
import { plainLabels, type Route } from './route.ts'
import type { ViewEdge } from './views.ts'
import styles from './wire.module.css'

/** The horizontal translation of a label by its alignment. */
const ALIGN_TRANSLATIONS = { start: '0', middle: '-50%', end: '-100%' } as const

/** The route of a plain curve, which is React Flow's Bézier curve. */
function plainRoute(props: EdgeProps<ViewEdge>): Route {
  const { sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition, data, targetHandleId } = props
  const down = sourcePosition === Position.Bottom
  // A perfectly straight path would have an empty bounding box and not be painted.
  const straightDown = down && Math.abs(sourceX - targetX) < 1
  const straightAcross = !down && Math.abs(sourceY - targetY) < 1
  const [path] = getBezierPath({
    sourceX,
    sourceY,
    targetX: straightDown ? sourceX + 0.01 : targetX,
    targetY: straightAcross ? sourceY + 0.01 : targetY,
    sourcePosition,
    targetPosition,
  })
  if (data?.label !== undefined) return { path, label: data.label }
  const [from, to] = [
    { x: sourceX, y: sourceY },
    { x: targetX, y: targetY },
  ]
  const [defaultLabel = null] = plainLabels(from, to, down ? 'down' : 'right', targetHandleId != null)
  return { path, label: defaultLabel }
}

function WireLine(props: EdgeProps<ViewEdge>) {
  const { selected, data } = props
  const isNear = useDetailLevel() === 'near'
  const { port, labelId, difference, route } = data!
  const { path, label } = route ?? plainRoute(props)
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
        data-far={!isNear || undefined}
        data-difference={difference}
      />
      {isNear && label && (
        <EdgeLabelRenderer>
          <span
            className={styles.shape}
            data-selected={selected || undefined}
            style={{
              maxWidth: label.width,
              transform: `translate(${label.x}px, ${label.y}px) translate(${ALIGN_TRANSLATIONS[label.align]}, -50%)`,
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
  /** The output of the source, counted from 0. */
  readonly port: number
}

const Shape = memo(({ source, port }: ShapeProps) => wireShape(useFacts(source), port))

interface LabelProps extends ShapeProps {
  readonly target: NodeId
  /** The numbered handles, counted from 0; null where one handle takes all wires. */
  readonly output: number | null
  readonly input: number | null
}

const Label = memo(({ source, target, port, output, input }: LabelProps) => {
  const language = useLanguage()
  const from = useFacts(source)
  const to = useFacts(target)
  return wireLabel({ facts: from, port: output }, { facts: to, port: input }, wireShape(from, port), language)
})
