/** One node on the canvas: family colour, name, telling arguments, parameter count, and its problems. */
import { Handle, type NodeProps, Position } from '@xyflow/react'
import { memo } from 'react'
import type { NodeFacts } from '../../shared/model/analyze.ts'
import { useText } from '../text.ts'
import { count } from '../ui/format.ts'
import { layerColor } from '../ui/glyph.tsx'
import { SIGNS } from '../variants/difference-words.ts'
import { useDistance } from './far.ts'
import styles from './layer-node.module.css'
import { ProblemMark } from './problem-mark.tsx'
import { groupLine, tellingLine, titleOf } from './telling.ts'
import type { ViewNode } from './views.ts'

const worstOf = ({ problems }: NodeFacts): 'error' | 'warning' | undefined =>
  problems.some((p) => p.severity === 'error') ? 'error' : problems.length > 0 ? 'warning' : undefined

function LayerNodeCard({ id, data, selected }: NodeProps<ViewNode>) {
  const distance = useDistance()
  const { facts, inputs, outputs, direction, difference } = data
  const down = direction === 'down'
  const inputSide = down ? Position.Top : Position.Left
  const outputSide = down ? Position.Bottom : Position.Right
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
    >
      {inputs.map(({ port, at }) => (
        <Handle
          key={port}
          id={String(port)}
          type="target"
          position={inputSide}
          className={`${styles.handle} ${styles.numbered}`}
          style={down ? { left: at } : { top: at }}
          data-number={port + 1}
        />
      ))}
      {inputs.length === 0 && definition?.inputs !== 0 && (
        <Handle type="target" position={inputSide} className={styles.handle} />
      )}
      {difference && (
        <span className={styles.difference} title={difference.words} aria-hidden="true">
          {SIGNS[difference.kind]}
        </span>
      )}
      {distance === 'near' && <Print id={id} data={data} />}
      {distance === 'far' && <div className={styles.alone}>{titleOf(facts)}</div>}
      {outputs.map(({ port, at }) => (
        <Handle
          key={port}
          id={String(port)}
          type="source"
          position={outputSide}
          className={`${styles.handle} ${styles.numbered} ${styles.out}`}
          style={down ? { left: at } : { top: at }}
          data-number={port + 1}
        />
      ))}
      {outputs.length === 0 && definition?.outputs !== 0 && (
        <Handle type="source" position={outputSide} className={styles.handle} />
      )}
    </div>
  )
}

/** What is read from near by. */
function Print({ id, data: { facts, frozen } }: Pick<NodeProps<ViewNode>, 'id' | 'data'>) {
  const t = useText()
  const { definition, group } = facts
  const worst = worstOf(facts)
  const line = group ? t(groupLine(group.repeat, group.layers)) : tellingLine(facts)
  return (
    <>
      <div className={styles.head}>
        <span className={styles.type}>{titleOf(facts)}</span>
        {line && !group && <span className={styles.name}>{facts.name}</span>}
        {frozen && (
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

export const LayerNode = memo(LayerNodeCard)
