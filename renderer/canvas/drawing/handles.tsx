/** The handles of a card: React Flow's word for the dots at which wires begin and end. One handle for all inputs or outputs, or one for
 *  each port, with its number. */
import { Handle, Position } from '@xyflow/react'
import { memo } from 'react'
import styles from './layer-node.module.css'
import type { NumberedHandle } from './numbered-handles.ts'

interface HandlesProps {
  readonly type: 'target' | 'source'
  readonly position: Position
  /** Empty where one handle serves all wires. */
  readonly numbered: readonly NumberedHandle[]
}

export const Handles = memo(({ type, position, numbered }: HandlesProps) => {
  if (numbered.length === 0) return <Handle type={type} position={position} className={styles.handle} />
  const isHorizontal = position === Position.Top || position === Position.Bottom
  return numbered.map(({ port, offset }) => (
    <Handle
      key={port}
      id={String(port)}
      type={type}
      position={position}
      className={`${styles.handle} ${styles.numbered} ${type === 'source' ? styles.out : ''}`}
      style={isHorizontal ? { left: offset } : { top: offset }}
      data-number={port + 1}
    />
  ))
})
