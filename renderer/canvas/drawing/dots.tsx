/** The dots of the canvas background. During a pan they are a compositor layer, which is not repainted; React Flow's Background is
 *  repainted at every step. At a low zoom the dots are further apart, because dense dots would look like a grey area. */
import { useStore } from '@xyflow/react'
import { DOT_SPACING } from '../../geometry/size.ts'
import { useDetailLevel } from './detail-level.tsx'
import styles from './dots.module.css'

/** Factor for the spacing and the size of the dots at each level of detail. */
const SPACING_FACTORS = { near: 1, far: 3, farthest: 6 } as const
const RADIUS = 0.7

export function Dots() {
  const [x, y, zoom] = useStore((s) => s.transform)
  const dragged = useStore((s) => s.paneDragging)
  const scale = zoom * SPACING_FACTORS[useDetailLevel()]
  const gap = DOT_SPACING * scale
  const radius = RADIUS * scale
  // A dot is in the middle of its tile; the layer extends one tile beyond the canvas on each side.
  const wrap = (offset: number) => (((offset - gap / 2) % gap) + gap) % gap
  return (
    <div className={styles.clip} aria-hidden="true">
      <div
        className={styles.dots}
        data-dragged={dragged || undefined}
        style={{
          inset: -gap,
          backgroundSize: `${gap}px ${gap}px`,
          backgroundImage: `radial-gradient(circle, var(--dot) ${radius}px, transparent ${radius + 0.5}px)`,
          transform: `translate(${wrap(x)}px, ${wrap(y)}px)`,
        }}
      />
    </div>
  )
}
