/** The doctor's card beside its layer, joined to it by a dotted line, where there is room for it. */
import { NodeToolbar, Position, type ReactFlowState, useStore } from '@xyflow/react'
import type { Finding } from '../../../shared/doctor/finding.ts'
import { cardFinding, closeCard, useCard } from '../../doctor/card.ts'
import { FindingBody } from '../../doctor/finding-body.tsx'
import { useFindings } from '../../doctor/findings.ts'
import { useApp } from '../../state/store.ts'
import { useText } from '../../ui/text.ts'
import { useDetailLevel } from './detail-level.tsx'
import styles from './doctor-card.module.css'

/** In pixels of the screen, with the dotted line and a margin. */
const CARD_WIDTH = 304
const LINE = 28
const MARGIN = 8
/** A canvas that is less high would be covered by the card. */
const MIN_CANVAS_HEIGHT = 300

export function DoctorCard() {
  const findings = useFindings().shown
  const closed = useCard((s) => s.closed)
  const finding = useApp((s) => cardFinding(findings, s, closed))
  const level = useDetailLevel()
  if (!finding || level !== 'near') return null
  const id = finding.node!.slice(finding.node!.lastIndexOf('/') + 1)
  return <Placed key={`${finding.code} ${id}`} id={id} finding={finding} />
}

/** The side with room for the card; null: there is none, or the layer is out of view. */
const sideOf =
  (id: string) =>
  ({ nodeLookup, transform: [x, y, zoom], width, height, domNode }: ReactFlowState): Position | null => {
    const node = nodeLookup.get(id)
    if (!node || height < MIN_CANVAS_HEIGHT) return null
    const { x: left, y: top } = node.internals.positionAbsolute
    const start = { x: left * zoom + x, y: top * zoom + y }
    const end = start.x + (node.measured.width ?? 0) * zoom
    if (start.y < 0 || start.y > height - MARGIN) return null
    const needed = LINE + CARD_WIDTH + MARGIN
    // The signals of a layer stand beside its card.
    const signals = domNode?.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"] [data-place]`)?.dataset
      .place
    if (end >= 0 && end + needed <= width && signals !== 'after') return Position.Right
    return start.x <= width && start.x - needed >= 0 && signals !== 'before' ? Position.Left : null
  }

function Placed({ id, finding }: { readonly id: string; readonly finding: Finding }) {
  const t = useText()
  const side = useStore(sideOf(id))
  if (!side) return null
  return (
    <NodeToolbar nodeId={id} isVisible position={side} align="start" offset={LINE}>
      <section
        className={`${styles.card} nodrag nopan nowheel`}
        data-doctor-card
        data-side={side}
        data-own-keys
        aria-label={t({ en: `Doctor: ${finding.title.en}`, ko: `진단: ${finding.title.ko}` })}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.stopPropagation()
          event.preventDefault()
          closeCard(finding, id)
        }}
      >
        <FindingBody finding={finding} />
      </section>
    </NodeToolbar>
  )
}
