/** The card of a node on the canvas: family colour, name, main arguments, parameter count, and problems. */
import { type NodeProps, Position } from '@xyflow/react'
import { memo, useMemo, useState } from 'react'
import type { LayerDefinition } from '../../../shared/catalog/layers/layer.ts'
import type { Finding } from '../../../shared/doctor/finding.ts'
import type { NodeId } from '../../../shared/document/document.ts'
import type { Problem } from '../../../shared/model/fix.ts'
import type { NodeFacts } from '../../../shared/model/node-facts.ts'
import { hasError } from '../../../shared/problem.ts'
import type { Text } from '../../../shared/text.ts'
import { spokenSignals } from '../../signals/texts.ts'
import { formatCount } from '../../ui/format.ts'
import { layerColor } from '../../ui/glyph.tsx'
import { useLanguage, useText } from '../../ui/text.ts'
import { SIGNS } from '../../variants/difference-text.ts'
import { nodeLabel } from './accessible-labels.ts'
import { argumentLine, groupLine, titleOf } from './card-texts.ts'
import { useConnecting } from './connecting-context.tsx'
import { useDetailLevel } from './detail-level.tsx'
import { useFacts } from './facts-context.ts'
import { useNodeFindings } from './findings-context.tsx'
import { Handles } from './handles.tsx'
import styles from './layer-node.module.css'
import { NodeActivation } from './node-activation.tsx'
import { NodeSignals } from './node-signals.tsx'
import { ProblemMark } from './problem-mark.tsx'
import { useCardSignals } from './signals-context.tsx'
import type { ViewNode } from './views.ts'

/** The texts of a card. They are separate props, so that a memoized card does not render again when only a shape has changed. */
interface CardTexts {
  readonly title: string
  readonly name: string
  /** The line of arguments; empty where none is worth showing, and the name takes its place. */
  readonly line: string
  readonly frozen: boolean
  /** null for nodes whose count is meaningless or unknown. */
  readonly parameters: number | null
  readonly problems: readonly Problem[]
}
const NO_PROBLEMS: readonly Problem[] = []

function cardTexts(facts: NodeFacts, t: (text: Text) => string): CardTexts {
  const { definition, group, name, problems } = facts
  return {
    title: titleOf(facts),
    name,
    line: group ? t(groupLine(group.repeat, group.layers)) : argumentLine(facts),
    frozen: !facts.trainable,
    parameters: definition && definition.category !== 'io' && facts.output ? facts.parameters : null,
    problems: problems.length > 0 ? problems : NO_PROBLEMS,
  }
}

const worstSeverity = (
  problems: readonly Problem[],
  findings: readonly Finding[],
): 'error' | 'warning' | 'finding' | undefined =>
  hasError(problems) ? 'error' : problems.length > 0 ? 'warning' : findings.length > 0 ? 'finding' : undefined

export function LayerNode({ id, data, selected }: NodeProps<ViewNode>) {
  const t = useText()
  const facts = useFacts(id)
  const findings = useNodeFindings(id)
  // A drag renders this component at each step.
  const texts = useMemo(() => facts && cardTexts(facts, t), [facts, t])
  if (!facts || !texts) return null
  const { definition, group } = facts
  return (
    <Card
      id={id}
      data={data}
      selected={selected}
      definition={definition}
      repeat={group?.repeat}
      findings={findings}
      {...texts}
    />
  )
}

interface CardProps extends CardTexts, Pick<NodeProps<ViewNode>, 'id' | 'data' | 'selected'> {
  readonly definition: LayerDefinition | null
  /** How often a group repeats; undefined for a layer. */
  readonly repeat: number | undefined
  readonly findings: readonly Finding[]
}

/** Memoized: React Flow passes a new position at each step of a drag, which does not change the content. */
const Card = memo(({ id, data, selected, definition, repeat, findings, ...texts }: CardProps) => {
  const level = useDetailLevel()
  // At a low zoom, only hovered and selected cards have handles: two more elements on each of hundreds of cards are slow.
  const [hovered, setHovered] = useState(false)
  const connecting = useConnecting()
  const connectable = level === 'near' || selected || hovered || connecting
  const { inputs, outputs, direction, difference, labelId } = data
  const isVertical = direction === 'down'
  return (
    <div
      className={styles.node}
      style={{ '--family': layerColor(definition) } as React.CSSProperties}
      data-selected={selected || undefined}
      data-direction={direction}
      data-distance={level}
      data-problem={worstSeverity(texts.problems, findings)}
      data-difference={difference?.kind}
      data-group={repeat}
      onPointerEnter={() => setHovered(true)}
      onPointerLeave={() => setHovered(false)}
    >
      {connectable && definition?.inputs !== 0 && (
        <Handles type="target" position={isVertical ? Position.Top : Position.Left} numbered={inputs} />
      )}
      {difference && (
        <span className={styles.difference} title={difference.words} aria-hidden="true">
          {SIGNS[difference.kind]}
        </span>
      )}
      {level === 'near' && (
        <CardDetails id={id} isGroup={repeat !== undefined} findings={findings} {...texts} />
      )}
      {level === 'far' && <div className={styles.alone}>{withBreaks(texts.title)}</div>}
      {connectable && definition?.outputs !== 0 && (
        <Handles type="source" position={isVertical ? Position.Bottom : Position.Right} numbered={outputs} />
      )}
      {level === 'near' && <NodeActivation node={id} direction={direction} />}
      {level === 'near' && <NodeSignals node={id} />}
      <span id={labelId} hidden>
        <Label id={id} difference={difference?.words} findings={findings} />
      </span>
    </div>
  )
})

interface LabelProps {
  readonly id: NodeId
  readonly difference: string | undefined
  readonly findings: readonly Finding[]
}

/** The accessible label of the card. */
const Label = memo(({ id, difference, findings }: LabelProps) => {
  const language = useLanguage()
  const facts = useFacts(id)
  const shown = useCardSignals(id)
  if (!facts) return null
  const signals = shown && spokenSignals(shown.call, shown.index.signals.rows, shown.level, shown.fault)
  const found = findings.map(({ title }) => title[language])
  return [nodeLabel(facts, language), difference, ...found, signals?.[language]].filter(Boolean).join('; ')
})

/** A name with zero-width spaces between its words, so that a long one such as BatchNormalization wraps. */
const withBreaks = (word: string): string =>
  word.replace(/(?<=[a-z])(?=[A-Z])|(?<=[A-Z0-9])(?=[A-Z][a-z])/g, '\u200b')

interface CardDetailsProps extends CardTexts {
  readonly id: NodeId
  readonly isGroup: boolean
  readonly findings: readonly Finding[]
}

/** The content of a card at a readable zoom. */
function CardDetails({
  id,
  isGroup,
  title,
  name,
  line,
  frozen,
  parameters,
  problems,
  findings,
}: CardDetailsProps) {
  const t = useText()
  const worst = worstSeverity(problems, findings)
  return (
    <>
      <div className={styles.head}>
        <span className={styles.type}>{title}</span>
        {line && !isGroup && <span className={styles.name}>{name}</span>}
        {frozen && (
          <span className={styles.badge} title={t({ en: 'Not trained', ko: '학습하지 않음' })}>
            {t({ en: 'frozen', ko: '고정' })}
          </span>
        )}
        <span className={styles.right}>
          {parameters !== null && <span className={styles.count}>{formatCount(parameters)}</span>}
          {worst && <ProblemMark node={id} problems={problems} findings={findings} worst={worst} />}
        </span>
      </div>
      <div className={styles.line} title={line}>
        {line || name}
      </div>
    </>
  )
}
