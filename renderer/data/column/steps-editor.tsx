/** The preparation of the selected column: its steps in their order. Alt with an arrow key moves the step that has the focus. */

import { useRef } from 'react'
import { columnFields } from '../../../shared/data/columns.ts'
import { fill } from '../../../shared/data/steps/fill.ts'
import { steps as stepFamily } from '../../../shared/data/steps/index.ts'
import { multiLabel } from '../../../shared/data/steps/multi-label.ts'
import type { Values } from '../../../shared/data/steps/step.ts'
import { setColumn } from '../../../shared/document/edits.ts'
import { type Config, createConfig, type Field, findMember } from '../../../shared/fields/index.ts'
import type { Json } from '../../../shared/json.ts'
import { FieldRow } from '../../panels/fields/field-row.tsx'
import { nestedSlots, type Slot } from '../../panels/fields/slot.ts'
import { useApp } from '../../state/store.ts'
import { focusNextFrame } from '../../ui/focus.ts'
import { Icon } from '../../ui/icon.tsx'
import { useText } from '../../ui/text.ts'
import ui from '../../ui/ui.module.css'
import { editColumn } from '../columns/column-edits.ts'
import type { ColumnView } from '../columns/column-view.ts'
import { stepTitle } from '../columns/step-texts.ts'
import panel from '../panel.module.css'
import type { KnownTable } from '../use-table-view.ts'
import styles from './steps-editor.module.css'

interface Props {
  readonly view: ColumnView
  readonly table: KnownTable
}

/** A field that has no meaning with the others as they are. */
const isIdle = ({ type, strategy }: Config, { name }: Slot): boolean =>
  type === fill.type && name === 'value' && strategy !== 'constant'

/** Fields of a step about values that no training row had. They have a section of their own. */
const NEW_DATA: readonly string[] = ['unseen', 'missing']

export function StepsEditor({ view }: Props) {
  const t = useText()
  const { name } = view.profile
  const { type, steps, stepsAreSet } = view
  const list = useRef<HTMLOListElement>(null)
  const set = (next: readonly Config[]) => editColumn(name, { type, steps: next })
  const move = (from: number, to: number) => {
    if (to < 0 || to >= steps.length) return
    const next = [...steps]
    next.splice(to, 0, ...next.splice(from, 1))
    set(next)
    focusNextFrame(() => list.current?.children[to] as HTMLElement | undefined)
  }
  const onKeyDown = (event: React.KeyboardEvent<HTMLLIElement>, i: number) => {
    const to = { ArrowUp: i - 1, ArrowDown: i + 1 }[event.key]
    if (!event.altKey || to === undefined) return
    event.preventDefault()
    move(i, to)
  }
  const newData = steps.flatMap((step, i) =>
    slotsOf(view, i, step).filter((slot) => NEW_DATA.includes(slot.name)),
  )
  return (
    <>
      <section className={panel.section}>
        <h3>
          {t({ en: 'Preparation', ko: '전처리' })}
          <span>{t({ en: 'learned from training rows', ko: '학습 행에서 배움' })}</span>
        </h3>
        {steps.length > 0 && (
          <ol
            ref={list}
            className={styles.steps}
            data-own={stepsAreSet || undefined}
            aria-label={t({ en: 'Steps', ko: '단계' })}
          >
            {steps.map((step, i) => (
              <li
                // biome-ignore lint/suspicious/noArrayIndexKey: a step may occur twice and has no other name
                key={`${step.type} ${i}`}
                // biome-ignore lint/a11y/noNoninteractiveTabindex: Alt with an arrow key moves the step
                tabIndex={0}
                aria-label={t(stepTitle(step))}
                aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
                onKeyDown={(event) => onKeyDown(event, i)}
              >
                <StepHead
                  step={step}
                  number={i + 1}
                  isFirst={i === 0}
                  isLast={i === steps.length - 1}
                  onMove={(by) => move(i, i + by)}
                  onRemove={() => set(steps.filter((_, at) => at !== i))}
                />
                <div className={styles.fields}>
                  {slotsOf(view, i, step)
                    .filter((slot) => !NEW_DATA.includes(slot.name) && !isIdle(step, slot))
                    .map((slot) => (
                      <FieldRow key={slot.path} slot={slot} />
                    ))}
                </div>
              </li>
            ))}
          </ol>
        )}
        <AddStep view={view} onAdd={(type) => set([...steps, newStep(type, view)])} />
        {view.settings.steps !== null && (
          <button type="button" className={styles.plain} onClick={() => editColumn(name, { steps: null })}>
            <Icon name="reset" size={13} />
            {t({ en: 'As suggested', ko: '제안대로' })}
          </button>
        )}
      </section>
      {newData.length > 0 && (
        <section className={panel.section}>
          <h3>{t({ en: 'New data', ko: '새 데이터' })}</h3>
          {newData.map((slot) => (
            <FieldRow key={slot.path} slot={slot} />
          ))}
        </section>
      )}
    </>
  )
}

/** The fields of a step. Changing one makes the suggested steps the column's own. */
function slotsOf({ profile: { name }, type, steps }: ColumnView, i: number, step: Config): readonly Slot[] {
  const definition = findMember(stepFamily, step.type)
  if (!definition) return []
  const replaced = (value: Json) => steps.map((each, at) => (at === i ? (value as Config) : each))
  const slot: Slot = {
    name: step.type,
    path: `columns.${name}.steps.${i}`,
    field: columnFields.steps as Field,
    value: step as Json,
    own: true,
    problems: [],
    set(value, mode) {
      const next = replaced(value)
      if (mode === 'preview')
        useApp.getState().preview((document) => setColumn(document, name, { type, steps: next }))
      else editColumn(name, { type, steps: next }, mode === 'step' ? `step ${name} ${i}` : undefined)
      return null
    },
  }
  return nestedSlots(slot, definition.fields, step).map((each) => {
    const read = each.field.read.bind(each.field)
    return {
      ...each,
      // A value that the step cannot take would make the table unreadable.
      set(value, mode) {
        const result = read(value)
        return result.ok ? each.set(value, mode) : result.expected
      },
    }
  })
}

interface StepHeadProps {
  readonly step: Config
  readonly number: number
  readonly isFirst: boolean
  readonly isLast: boolean
  readonly onMove: (by: 1 | -1) => void
  readonly onRemove: () => void
}

function StepHead({ step, number, isFirst, isLast, onMove, onRemove }: StepHeadProps) {
  const t = useText()
  const title = t(stepTitle(step))
  const help = findMember(stepFamily, step.type)?.help
  const button = (icon: 'up' | 'down' | 'close', label: string, run: () => void, disabled = false) => (
    <button
      type="button"
      className={ui.smallButton}
      aria-label={`${title}: ${label}`}
      title={label}
      disabled={disabled}
      onClick={run}
    >
      <Icon name={icon} size={13} />
    </button>
  )
  return (
    <div className={styles.head} title={help && t(help)}>
      <span className={styles.number}>{number}</span>
      <b>{title}</b>
      {button('up', t({ en: 'Move up', ko: '위로' }), () => onMove(-1), isFirst)}
      {button('down', t({ en: 'Move down', ko: '아래로' }), () => onMove(1), isLast)}
      {button('close', t({ en: 'Remove', ko: '제거' }), onRemove)}
    </div>
  )
}

/** The kinds of values that the cells of a type are. */
const KINDS: { readonly [type: string]: Values['kind'] } = {
  number: 'number',
  boolean: 'number',
  date: 'date',
  category: 'category',
  text: 'category',
}

/** A step as it is added: with the separator that was found in the cells. */
function newStep(type: string, { profile: { labels } }: ColumnView): Config {
  return type === multiLabel.type && labels
    ? createConfig(stepFamily, type, { sep: labels.sep })
    : createConfig(stepFamily, type)
}

/** Steps for the cells themselves, and for numbers once a step has made some. */
function AddStep({ view, onAdd }: { readonly view: ColumnView; readonly onAdd: (type: string) => void }) {
  const t = useText()
  const kinds = [KINDS[view.profile.type]!, ...(view.steps.length > 0 ? (['number'] as const) : [])]
  const available = stepFamily.members.filter(
    (step) =>
      step.takes.some((kind) => kinds.includes(kind)) &&
      (view.role === 'feature' || step.type === multiLabel.type),
  )
  const label = t({ en: 'Add a step', ko: '단계 추가' })
  return (
    <span className={styles.add}>
      <Icon name="plus" size={13} />
      <span aria-hidden="true">{label}</span>
      <select value="" aria-label={label} onChange={(event) => onAdd(event.currentTarget.value)}>
        <option value="" disabled>
          {label}
        </option>
        {available.map(({ type, title, help }) => (
          <option key={type} value={type} title={t(help)}>
            {t(title)}
          </option>
        ))}
      </select>
    </span>
  )
}
