/** One node on the canvas: family colour, name, telling arguments, parameter count, and its problems. */
import { Handle, type NodeProps, Position } from '@xyflow/react'
import { memo, useState } from 'react'
import type { NodeId } from '../../shared/document/document.ts'
import type { NodeFacts } from '../../shared/model/analyze.ts'
import { useApp } from '../state/store.ts'
import { useText } from '../text.ts'
import { count } from '../ui/format.ts'
import { layerColor } from '../ui/glyph.tsx'
import { SIGNS } from '../variants/difference-words.ts'
import { useConnecting } from './connecting.tsx'
import { useDistance } from './distance.tsx'
import { useFacts } from './facts.ts'
import type { NumberedHandle } from './inputs.ts'
import { nodeLabel } from './labels.ts'
import styles from './layer-node.module.css'
import { ProblemMark } from './problem-mark.tsx'
import { groupLine, tellingLine, titleOf } from './telling.ts'
import type { ViewNode } from './views.ts'

const worstOf = ({ problems }: NodeFacts): 'error' | 'warning' | undefined =>
  problems.some((p) => p.severity === 'error') ? 'error' : problems.length > 0 ? 'warning' : undefined

export function LayerNode({ id, data, selected }: NodeProps<ViewNode>) {
  const facts = useFacts(id)
  return facts && <Card id={id} facts={facts} data={data} selected={selected} />
}

type CardProps = Pick<NodeProps<ViewNode>, 'id' | 'data' | 'selected'> & { readonly facts: NodeFacts }

/** React Flow tells a card its place at each step of a drag; what it shows is not drawn anew for that. */
const Card = memo(({ id, facts, data, selected }: CardProps) => {
  const distance = useDistance()
  // From far away, handles are there where they are pointed at or worked with: two more elements a card, of hundreds, would be felt.
  const [pointedAt, setPointedAt] = useState(false)
  const connecting = useConnecting()
  const connectable = distance === 'near' || selected || pointedAt || connecting
  const language = useApp((s) => s.language)
  const { inputs, outputs, direction, difference, labelId } = data
  const down = direction === 'down'
  const { definition, group } = facts
  return (
    <div
      className={styles.node}
      style={{ '--family': layerColor(definition) } as React.CSSProperties}
      data-selected={selected || undefined}
      data-direction={direction}
      data-distance={distance}
      data-problem={worstOf(facts)}
      data-difference={difference?.kind}
      data-group={group ? group.repeat : undefined}
      onPointerEnter={() => setPointedAt(true)}
      onPointerLeave={() => setPointedAt(false)}
    >
      {connectable && definition?.inputs !== 0 && (
        <Handles type="target" position={down ? Position.Top : Position.Left} numbered={inputs} />
      )}
      {difference && (
        <span className={styles.difference} title={difference.words} aria-hidden="true">
          {SIGNS[difference.kind]}
        </span>
      )}
      {distance === 'near' && <Print id={id} facts={facts} />}
      {distance === 'far' && <div className={styles.alone}>{titleOf(facts)}</div>}
      {connectable && definition?.outputs !== 0 && (
        <Handles type="source" position={down ? Position.Bottom : Position.Right} numbered={outputs} />
      )}
      <span id={labelId} hidden>
        {`${nodeLabel(facts, language)}${difference ? `; ${difference.words}` : ''}`}
      </span>
    </div>
  )
})

interface HandlesProps {
  readonly type: 'target' | 'source'
  readonly position: Position
  /** Empty where one handle is for all. */
  readonly numbered: readonly NumberedHandle[]
}

const Handles = memo(({ type, position, numbered }: HandlesProps) => {
  if (numbered.length === 0) return <Handle type={type} position={position} className={styles.handle} />
  const across = position === Position.Top || position === Position.Bottom
  return numbered.map(({ port, at }) => (
    <Handle
      key={port}
      id={String(port)}
      type={type}
      position={position}
      className={`${styles.handle} ${styles.numbered} ${type === 'source' ? styles.out : ''}`}
      style={across ? { left: at } : { top: at }}
      data-number={port + 1}
    />
  ))
})

interface PrintProps {
  readonly id: NodeId
  readonly facts: NodeFacts
}

/** What is read from near by. */
function Print({ id, facts }: PrintProps) {
  const t = useText()
  const { definition, group } = facts
  const worst = worstOf(facts)
  const line = group ? t(groupLine(group.repeat, group.layers)) : tellingLine(facts)
  return (
    <>
      <div className={styles.head}>
        <span className={styles.type}>{titleOf(facts)}</span>
        {line && !group && <span className={styles.name}>{facts.name}</span>}
        {!facts.trainable && (
          <span className={styles.badge} title={t({ en: 'Not trained', ko: '학습하지 않음' })}>
            {t({ en: 'frozen', ko: '고정' })}
          </span>
        )}
        <span className={styles.right}>
          {definition && definition.family !== 'io' && facts.output && (
            <span className={styles.count}>{count(facts.parameters)}</span>
          )}
          {worst && <ProblemMark node={id} problems={facts.problems} worst={worst} />}
        </span>
      </div>
      <div className={styles.line} title={line}>
        {line || facts.name}
      </div>
    </>
  )
}
