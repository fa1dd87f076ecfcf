/** The panel of one layer: name, whether it learns, and every argument, generated from the definition's fields. */
import { useId } from 'react'
import { mainNetwork, type NodeId } from '../../../shared/document/document.ts'
import { labels, resetField, setField, setTrainable } from '../../../shared/document/edits.ts'
import { type Field, toJson } from '../../../shared/fields/index.ts'
import type { Json } from '../../../shared/json.ts'
import type { NodeFacts } from '../../../shared/model/analyze.ts'
import { useAnalysis } from '../../state/analysis.ts'
import { useApp, useDocument } from '../../state/store.ts'
import { useText } from '../../text.ts'
import { Glyph } from '../../ui/glyph.tsx'
import { ProblemList } from '../../ui/problem-list.tsx'
import { FieldRow } from '../fields/field-row.tsx'
import fieldStyles from '../fields/fields.module.css'
import type { Slot } from '../fields/slot.ts'
import { grouped, sizesOf } from './groups.ts'
import { NameInput } from './name-input.tsx'
import { NodeMenu } from './node-menu.tsx'
import styles from './properties.module.css'

const shape = (sizes: readonly (number | null)[] | null | undefined): string =>
  sizes ? sizes.map((d) => d ?? 'None').join(', ') : '?'

/** The slot of an argument: changes are edits of the document. */
function slotOf(
  id: NodeId,
  name: string,
  field: Field,
  facts: NodeFacts,
  props: { readonly [n: string]: Json },
): Slot {
  const own = Object.hasOwn(props, name)
  const fallback = toJson(field, field.default)
  const value = own ? props[name]! : toJson(field, facts.props[name])
  const differs = own && JSON.stringify(value) !== JSON.stringify(fallback)
  return {
    name,
    path: name,
    field,
    value,
    own,
    problems: facts.problems,
    set(next, how) {
      const app = useApp.getState()
      if (how === 'preview') app.preview((d) => setField(d, id, name, next))
      else
        app.edit(
          labels.setField(name),
          (d) => setField(d, id, name, next),
          how === 'step' ? `step ${id} ${name}` : undefined,
        )
      return null
    },
    ...(differs
      ? { reset: () => useApp.getState().edit(labels.resetField(name), (d) => resetField(d, id, name)) }
      : {}),
  }
}

export function LayerPanel({ id }: { readonly id: NodeId }) {
  const t = useText()
  const trainableId = useId()
  const network = mainNetwork(useDocument())
  const analysis = useAnalysis()
  const facts = analysis.nodes.get(id)
  const node = network.nodes[id]
  const layer = node?.kind === 'layer' ? network.layers[node.layer] : undefined
  if (!facts || !layer) return null
  const { definition } = facts
  const fields = (definition?.fields ?? {}) as { readonly [name: string]: Field }
  const whole = facts.problems.filter(
    (p) => p.field === null || !Object.hasOwn(fields, p.field.split('.')[0]!),
  )
  const learns = facts.parameters > 0
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
      {whole.length > 0 && (
        <div className={styles.section}>
          <ProblemList problems={whole} />
        </div>
      )}
      {grouped(fields).map((group, i) => (
        <section key={group.title.en} className={styles.section}>
          <h3>
            {t(group.title)}
            <span className="mono">
              {i === 0
                ? definition?.inputs === 0
                  ? shape(facts.output)
                  : `${shape(facts.inputs[0])} → ${shape(facts.output)}`
                : sizesOf(analysis.model, id, group.key)}
            </span>
          </h3>
          {i === 0 && definition?.family !== 'io' && (
            <NameInput id={id} name={layer.name} derived={facts.name} />
          )}
          {group.names.map((name) => (
            <FieldRow key={name} slot={slotOf(id, name, fields[name]!, facts, layer.props)} />
          ))}
          {i === 0 && learns && (
            <div className={fieldStyles.row} data-kind="bool">
              <label
                htmlFor={trainableId}
                className={fieldStyles.label}
                title={t({ en: 'Whether training changes this layer.', ko: '학습이 이 층을 바꾸는지.' })}
              >
                trainable
              </label>
              <span className={fieldStyles.input}>
                <button
                  id={trainableId}
                  type="button"
                  role="switch"
                  aria-checked={layer.trainable}
                  className={fieldStyles.switch}
                  onClick={() =>
                    useApp
                      .getState()
                      .edit(labels.setTrainable(!layer.trainable), (d) =>
                        setTrainable(d, id, !layer.trainable),
                      )
                  }
                />
              </span>
            </div>
          )}
        </section>
      ))}
    </>
  )
}
