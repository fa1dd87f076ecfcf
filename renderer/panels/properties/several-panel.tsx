/** The panel for several selected layers: their common arguments, changed for all of them at once. */
import { mainNetwork, type NodeId } from '../../../shared/document/document.ts'
import { useFocusedAnalysis } from '../../state/analysis.ts'
import { useFocusedDocument } from '../../state/store.ts'
import { useText } from '../../ui/text.ts'
import { FieldRow } from '../fields/field-row.tsx'
import { groupArguments } from './argument-groups.ts'
import { commonSlots } from './layer-slots.ts'
import { NodeMenu } from './node-menu.tsx'
import styles from './properties.module.css'
import { SharedDefaults } from './shared-defaults.tsx'
import { TrainableRow } from './trainable-row.tsx'

/** `3 × Dense, 2 × Dropout` */
function countTypes(types: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const type of types) counts.set(type, (counts.get(type) ?? 0) + 1)
  return [...counts].map(([type, n]) => `${n} × ${type}`).join(', ')
}

export function SeveralPanel({ ids }: { readonly ids: readonly NodeId[] }) {
  const t = useText()
  const focusedDocument = useFocusedDocument()
  const analysis = useFocusedAnalysis()
  const { nodes, layers } = mainNetwork(focusedDocument)
  const chosen = ids.flatMap((id) => {
    const node = nodes[id]
    const layer = node?.kind === 'layer' ? layers[node.layer] : undefined
    return layer ? [{ id, layer }] : []
  })
  const slots = new Map(commonSlots(focusedDocument, ids, analysis).map((slot) => [slot.name, slot]))
  /** The layers' types; a single one if all layers have the same type. */
  const types = new Set(chosen.map(({ layer }) => layer.type))
  const [first] = ids
  const commonDefinition =
    types.size === 1 && chosen.length === ids.length && first !== undefined
      ? analysis.nodes.get(first)?.definition
      : null
  const layersWithParameters = chosen.filter(({ id }) => (analysis.nodes.get(id)?.parameters ?? 0) > 0)
  const trainable = new Set(layersWithParameters.map(({ layer }) => layer.trainable))
  return (
    <>
      <header className={styles.header}>
        <div>
          <h2>{t({ en: `${ids.length} layers selected`, ko: `층 ${ids.length}개 선택` })}</h2>
          <small>{countTypes(chosen.map(({ layer }) => layer.type))}</small>
        </div>
        <NodeMenu />
      </header>
      {groupArguments([...slots.keys()])
        .filter((group, i) => group.names.length > 0 || (i === 0 && layersWithParameters.length > 0))
        .map((group, i) => (
          <section key={group.title.en} className={styles.section}>
            <h3>{t(group.title)}</h3>
            {i === 0 && commonDefinition && commonDefinition.category !== 'io' && (
              <SharedDefaults ids={ids} definition={commonDefinition} />
            )}
            {group.names.map((name) => (
              <FieldRow key={name} slot={slots.get(name)!} />
            ))}
            {i === 0 && layersWithParameters.length > 0 && (
              <TrainableRow
                ids={layersWithParameters.map(({ id }) => id)}
                value={trainable.size === 1 ? [...trainable][0]! : null}
              />
            )}
          </section>
        ))}
      {slots.size === 0 && layersWithParameters.length === 0 && (
        <section className={styles.section}>
          <p className={styles.note}>
            {t({ en: 'These layers have no argument in common.', ko: '이 층들에는 공통된 인자가 없습니다.' })}
          </p>
        </section>
      )}
    </>
  )
}
