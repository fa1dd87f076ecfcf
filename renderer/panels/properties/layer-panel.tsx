/** The panel of a layer: its name, whether it is trainable, and every argument, generated from the definition's fields. */
import { mainNetwork, type NodeId } from '../../../shared/document/document.ts'
import { pathOf } from '../../../shared/document/groups.ts'
import { formatDims, type Shape } from '../../../shared/graph/shape.ts'
import { FindingList } from '../../doctor/finding-body.tsx'
import { useNodeFindings } from '../../doctor/findings.ts'
import { ProblemList } from '../../problems/problem-list.tsx'
import { useFocusedAnalysis } from '../../state/analysis.ts'
import { useHints } from '../../state/hints.ts'
import { useApp, useFocusedDocument } from '../../state/store.ts'
import { Glyph } from '../../ui/glyph.tsx'
import { useText } from '../../ui/text.ts'
import { FieldRow } from '../fields/field-row.tsx'
import { groupArguments, weightShapeText } from './argument-groups.ts'
import { layerSlots } from './layer-slots.ts'
import { NameInput } from './name-input.tsx'
import { NodeMenu } from './node-menu.tsx'
import styles from './properties.module.css'
import { SharedDefaults } from './shared-defaults.tsx'
import { SignalsSection } from './signals-section.tsx'
import { TrainableRow } from './trainable-row.tsx'

const shapeText = (shape: Shape | null | undefined): string => (shape ? formatDims(shape) : '?')

export function LayerPanel({ id }: { readonly id: NodeId }) {
  const t = useText()
  const focusedDocument = useFocusedDocument()
  const network = mainNetwork(focusedDocument)
  const facts = useFocusedAnalysis().nodes.get(id)
  const groupPath = useApp((s) => s.inGroups)
  const hints = useHints(pathOf(groupPath, id))
  const findings = useNodeFindings(pathOf(groupPath, id))
  const node = network.nodes[id]
  const layer = node?.kind === 'layer' ? network.layers[node.layer] : undefined
  if (!facts || !layer) return null
  const { definition } = facts
  const problemsAndHints = [...facts.problems, ...hints]
  // Inside a group, Input and Output are the group's ports, and their usual names and arguments do not apply.
  const isGroupBoundary = groupPath.length > 0 && definition?.category === 'io'
  const slots = new Map(
    (isGroupBoundary ? [] : layerSlots(focusedDocument, id, facts, problemsAndHints)).map((slot) => [
      slot.name,
      slot,
    ]),
  )
  const layerProblems = problemsAndHints.filter((p) => p.field === null || !slots.has(p.field.split('.')[0]!))
  const hasParameters = facts.parameters > 0
  return (
    <>
      <header className={styles.header}>
        {definition && <Glyph definition={definition} size={26} />}
        <div>
          <h2 title={definition ? t(definition.help) : undefined}>{layer.type}</h2>
          <small className="mono">
            {facts.name}
            {definition?.keras ? ` · ${definition.keras}` : ''}
          </small>
        </div>
        <NodeMenu />
      </header>
      {layerProblems.length > 0 && (
        <div className={styles.section}>
          <ProblemList problems={layerProblems} />
        </div>
      )}
      {findings.length > 0 && (
        <div className={styles.section}>
          <FindingList findings={findings} />
        </div>
      )}
      <SignalsSection id={id} />
      {isGroupBoundary && (
        <div className={styles.section}>
          <p className={styles.note}>
            {definition?.role === 'input'
              ? t({ en: 'An input of the group.', ko: '그룹의 입력입니다.' })
              : t({ en: 'An output of the group.', ko: '그룹의 출력입니다.' })}{' '}
            <span className="mono">{shapeText(facts.output)}</span>
          </p>
        </div>
      )}
      {groupArguments([...slots.keys()]).map((group, i) => (
        <section key={group.title.en} className={styles.section}>
          <h3>
            {t(group.title)}
            <span className="mono">
              {i === 0
                ? definition?.inputs === 0
                  ? shapeText(facts.output)
                  : `${shapeText(facts.inputs[0])} → ${shapeText(facts.output)}`
                : weightShapeText(facts, group.key)}
            </span>
          </h3>
          {i === 0 && definition?.category !== 'io' && (
            <NameInput id={id} name={layer.name} automaticName={facts.name} />
          )}
          {i === 0 && definition && definition.category !== 'io' && (
            <SharedDefaults ids={[id]} definition={definition} />
          )}
          {group.names.map((name) => (
            <FieldRow key={name} slot={slots.get(name)!} />
          ))}
          {i === 0 && hasParameters && <TrainableRow ids={[id]} value={layer.trainable} />}
        </section>
      ))}
    </>
  )
}
