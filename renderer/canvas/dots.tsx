/** The dots behind a drawing. From far away there are fewer: as dense as its small print they would be a grey, and cost the most to paint. */
import { Background, BackgroundVariant } from '@xyflow/react'
import { useDistance } from './distance.ts'
import { GRID_DOTS } from './size.ts'

/** Distance and size of the dots, times what they are near by. */
const SPREAD = { near: 1, far: 3, farthest: 6 } as const

export function Dots() {
  const spread = SPREAD[useDistance()]
  return (
    <Background
      variant={BackgroundVariant.Dots}
      gap={GRID_DOTS * spread}
      size={1.4 * spread}
      color="var(--dot)"
      bgColor="var(--bg)"
    />
  )
}
