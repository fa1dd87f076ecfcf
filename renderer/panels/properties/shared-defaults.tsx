/** Shared defaults of the selected layers: which ones they follow, and their arguments, which apply to all followers. */
import { useId, useState } from 'react'
import type { LayerDefinition } from '../../../shared/catalog/layers/layer.ts'
import { type Document, mainNetwork, type NodeId } from '../../../shared/document/document.ts'
import {
  canRenameDefaults,
  followDefaults,
  labels,
  removeDefaults,
  renameDefaults,
  resetSharedField,
  setSharedField,
  shareDefaults,
} from '../../../shared/document/edits.ts'
import { type Field, type Fields, toJson } from '../../../shared/fields/index.ts'
import { focusedDocumentOf, useApp, useFocusedDocument } from '../../state/store.ts'
import { Icon } from '../../ui/icon.tsx'
import { useText } from '../../ui/text.ts'
import { FieldRow } from '../fields/field-row.tsx'
import fields from '../fields/fields.module.css'
import { Select } from '../fields/select.tsx'
import type { Slot } from '../fields/slot.ts'
import { NamedInput } from './named-input.tsx'
import styles from './shared-defaults.module.css'

/** Options that are not shared defaults; ids begin with a letter. */
const NONE = ''
const CREATE = '+'

interface Props {
  readonly ids: readonly NodeId[]
  readonly definition: LayerDefinition
}

export function SharedDefaults({ ids, definition }: Props) {
  const t = useText()
  const focusedDocument = useFocusedDocument()
  const listId = useId()
  const [open, setOpen] = useState(false)
  const { layers, nodes } = mainNetwork(focusedDocument)
  const followedIds = new Set(
    ids.map((id) => {
      const node = nodes[id]
      return node?.kind === 'layer' ? (layers[node.layer]?.definition ?? NONE) : NONE
    }),
  )
  const [first = NONE] = followedIds
  const mixed = followedIds.size > 1
  const selected = mixed || first === NONE ? null : first
  const definitions = Object.entries(focusedDocument.definitions).filter(
    ([, d]) => d.type === definition.type,
  )
  const choose = (value: string) => {
    const { edit } = useApp.getState()
    const [node, ...others] = ids
    if (value !== CREATE) {
      const id = value === NONE ? null : value
      const name = id === null ? null : focusedDocument.definitions[id]!.name
      edit(labels.followDefaults(name), (d) => followDefaults(d, ids, id))
    } else if (node !== undefined) {
      edit(labels.shareDefaults, (d) => {
        const created = shareDefaults(d, node)
        const id = Object.keys(created.definitions).find((key) => !Object.hasOwn(d.definitions, key))!
        return followDefaults(created, others, id)
      })
      setOpen(true)
    }
  }
  return (
    <div className={fields.field} data-field="shared-defaults">
      <div className={fields.row} data-stacked>
        <label
          htmlFor={listId}
          className={fields.label}
          title={t({
            en: 'Arguments that several layers share: a change here changes all layers that use them.',
            ko: '여러 층이 함께 쓰는 인자. 여기서 바꾸면 사용하는 층이 모두 바뀝니다.',
          })}
        >
          {t({ en: 'Shared defaults', ko: '공유 기본값' })}
        </label>
        <span className={fields.input}>
          <Select
            id={listId}
            describedBy=""
            invalid={false}
            slot={{ own: selected !== null, mixed }}
            value={first}
            options={[
              { value: NONE, label: t({ en: 'none', ko: '없음' }) },
              ...definitions.map(([value, { name }]) => ({ value, label: name })),
              {
                value: CREATE,
                label: t({ en: 'Create from this layer’s arguments', ko: '이 층의 인자로 만들기' }),
              },
            ]}
            onChange={choose}
          />
          {selected !== null && (
            <button
              type="button"
              className={fields.small}
              aria-expanded={open}
              aria-label={t({ en: 'Edit the shared defaults', ko: '공유 기본값 편집' })}
              title={t({ en: 'Edit the shared defaults', ko: '공유 기본값 편집' })}
              onClick={() => setOpen(!open)}
            >
              <Icon name="more" size={14} />
            </button>
          )}
        </span>
      </div>
      {open && selected !== null && <Definition id={selected} fields={definition.fields} />}
    </div>
  )
}

/** Number of layers in all networks that follow these defaults. */
const countFollowers = ({ networks }: Document, id: string): number =>
  Object.values(networks)
    .flatMap(({ layers }) => Object.values(layers))
    .filter((layer) => layer.definition === id).length

function Definition({ id, fields: allFields }: { readonly id: string; readonly fields: Fields }) {
  const t = useText()
  const focusedDocument = useFocusedDocument()
  const entry = focusedDocument.definitions[id]
  if (!entry) return null
  const { edit, preview } = useApp.getState()
  const followerCount = countFollowers(focusedDocument, id)
  const slots = Object.entries(allFields).map(([name, raw]): Slot => {
    const field = raw as Field
    const own = Object.hasOwn(entry.props, name)
    return {
      name,
      path: `${id}.${name}`,
      field,
      value: own ? entry.props[name]! : toJson(field, field.default),
      own,
      problems: [],
      set(next, mode) {
        const recipe = (d: Document) => setSharedField(d, id, allFields, name, next)
        if (mode === 'preview') preview(recipe)
        else
          edit(
            labels.setSharedField(entry.name, name),
            recipe,
            mode === 'step' ? `step ${id} ${name}` : undefined,
          )
        return null
      },
      ...(own
        ? {
            reset: () => edit(labels.setSharedField(entry.name, name), (d) => resetSharedField(d, id, name)),
          }
        : {}),
    }
  })
  return (
    <section
      className={styles.definition}
      aria-label={t({ en: `Shared defaults ${entry.name}`, ko: `공유 기본값 ${entry.name}` })}
    >
      <p className={styles.followers}>
        {t({
          en:
            followerCount === 1
              ? 'Used by one layer.'
              : `Used by ${followerCount} layers: a change here changes all of them.`,
          ko:
            followerCount === 1
              ? '층 하나가 사용합니다.'
              : `층 ${followerCount}개가 사용합니다. 여기서 바꾸면 모두 바뀝니다.`,
        })}
      </p>
      <NamedInput
        label={t({ en: 'Name', ko: '이름' })}
        value={entry.name}
        validate={(name) => canRenameDefaults(focusedDocumentOf(useApp.getState()), id, name)}
        onName={(name) => edit(labels.renameDefaults, (d) => renameDefaults(d, id, name))}
      />
      {slots.map((slot) => (
        <FieldRow key={slot.name} slot={slot} />
      ))}
      <button
        type="button"
        className={styles.remove}
        onClick={() => edit(labels.removeDefaults(entry.name), (d) => removeDefaults(d, id))}
      >
        {t({
          en: 'Delete; the layers keep their values',
          ko: '지우기(층의 값은 그대로)',
        })}
      </button>
    </section>
  )
}
