/** A list of configs (metrics, callbacks): each with its fields and a remove button, and a select that adds one. */
import { type ComponentType, useId, useState } from 'react'
import { type Config, type ConfigsField, findMember } from '../../../shared/fields/index.ts'
import type { Json } from '../../../shared/json.ts'
import type { Text } from '../../../shared/text.ts'
import { ProblemList } from '../../problems/problem-list.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useText } from '../../ui/text.ts'
import styles from './fields.module.css'
import { asConfig, nestedSlots, problemsOf, type Slot } from './slot.ts'

/** The slot of the item at an index. Its changes replace the whole list. */
function itemSlot(slot: Slot, items: readonly Json[], i: number): Slot {
  return {
    ...slot,
    path: `${slot.path}.${i}`,
    value: items[i]!,
    set: (value, mode) => slot.set([...items.slice(0, i), value, ...items.slice(i + 1)], mode),
  }
}

/** Shows a nested field; given by field-row.tsx, which also shows this list. */
type Row = ComponentType<{ readonly slot: Slot }>

function Item({
  slot,
  items,
  i,
  row: FieldRow,
}: {
  readonly slot: Slot
  readonly row: Row
  readonly items: readonly Json[]
  readonly i: number
}) {
  const t = useText()
  const itemsSlot = itemSlot(slot, items, i)
  const config: Config = asConfig(items[i]!) ?? { type: String(items[i]) }
  const definition = findMember((slot.field as ConfigsField).family(), config.type)
  const label = t({ en: `Remove ${config.type}`, ko: `${config.type} 제거` })
  return (
    <li className={styles.item}>
      <div className={styles.itemHead} title={definition && t(definition.help)}>
        <span>{config.type}</span>
        <button
          type="button"
          className={styles.small}
          aria-label={label}
          title={label}
          onClick={() => void slot.set([...items.slice(0, i), ...items.slice(i + 1)], 'commit')}
        >
          <Icon name="close" size={13} />
        </button>
      </div>
      {problemsOf(itemsSlot).length > 0 && (
        <div className={styles.problems}>
          <ProblemList problems={problemsOf(itemsSlot)} />
        </div>
      )}
      {definition && Object.keys(definition.fields).length > 0 && (
        <div className={styles.nested}>
          {nestedSlots(itemsSlot, definition.fields, config).map((s) => (
            <FieldRow key={s.path} slot={s} />
          ))}
        </div>
      )}
    </li>
  )
}

export function ConfigsRow({ slot, row }: { readonly slot: Slot; readonly row: Row }) {
  const t = useText()
  const id = useId()
  const [refusal, setRefusal] = useState<Text | null>(null)
  const items: readonly Json[] = Array.isArray(slot.value) ? slot.value : []
  const family = (slot.field as ConfigsField).family()
  const used = new Set(items.map((item) => asConfig(item)?.type))
  const available = family.members.filter((m) => !used.has(m.type))
  const problems = problemsOf(slot)
  return (
    <div className={styles.field} data-field={slot.path}>
      <div className={styles.label}>
        <span id={id} title={t(slot.field.help)}>
          {slot.name}
        </span>
      </div>
      {items.length > 0 && (
        <ul className={styles.items} aria-labelledby={id}>
          {items.map((item, i) => (
            <Item key={`${asConfig(item)?.type ?? i}`} slot={slot} items={items} i={i} row={row} />
          ))}
        </ul>
      )}
      {available.length > 0 && (
        <span className={styles.box}>
          <select
            className={styles.select}
            value=""
            aria-label={t({ en: `Add to ${slot.name}`, ko: `${slot.name}에 추가` })}
            onChange={(event) => setRefusal(slot.set([...items, event.currentTarget.value], 'commit'))}
          >
            <option value="" disabled>
              {t({ en: 'Add…', ko: '추가…' })}
            </option>
            {available.map((m) => (
              <option key={m.type} value={m.type}>
                {m.type}
              </option>
            ))}
          </select>
          <span className={styles.chevron}>
            <Icon name="plus" size={12} />
          </span>
        </span>
      )}
      {refusal && (
        <p className={styles.refused} role="alert">
          {t(refusal)}
        </p>
      )}
      {problems.length > 0 && (
        <div className={styles.problems}>
          <ProblemList problems={problems} />
        </div>
      )}
    </div>
  )
}
